"""What is on record stays: nobody deletes, moves or takes apart what a decision rests on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Workflow, WorkflowTask

from council.models import Decision, DecisionItem, Release

from .test_guards import edit

pytestmark = pytest.mark.django_db


# --- deleting and moving -------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", ["voted", "released", "in a paper"])
def test_a_section_in_proceedings_and_the_pages_above_it_stay(town, client, stage):
    page = town.section()
    if stage == "voted":
        town.vote(town.submit(page), town.s1)
    elif stage == "released":
        town.through_steering(page, "release")
    else:
        town.paper(town.through_steering(page))
    client.force_login(town.admin)
    strategy = town.chapter.get_parent()
    bulk_delete = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for target in (page, town.chapter, strategy):
        response = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]))
        assert response.status_code == (403 if target == page else 302)
        assert client.post(f"{bulk_delete}?id={target.pk}").status_code == 302
    home = strategy.get_parent()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[town.chapter.pk, home.pk]))
    with pytest.raises((ProtectedError, PermissionDenied)):
        town.fresh(page).delete()
    with pytest.raises(PermissionDenied):
        town.chapter.specific.move(home, pos="last-child", user=None)

    assert town.fresh(page).get_parent().pk == town.chapter.pk
    permissions = town.fresh(page).permissions_for_user(town.admin)
    assert not (permissions.can_delete() or permissions.can_move())


def test_a_draft_may_be_moved_and_deleted(town):
    page = town.section()
    assert page.permissions_for_user(town.admin).can_delete()
    page.move(town.section(), pos="left")
    town.fresh(page).delete()


def test_reordering_within_the_chapter_is_no_move(town, client):
    first, second = town.section("A"), town.section("B")
    town.through_steering(first, "release")

    town.fresh(first).move(town.fresh(second), pos="right")

    client.force_login(town.admin)
    url = reverse("wagtailadmin_pages:move_confirm", args=[first.pk, town.chapter.pk])
    assert client.get(url).status_code in (200, 302)


# --- people ----------------------------------------------------------------------------------------------
def test_a_person_with_a_record_is_deactivated_not_deleted(town, client):
    town.vote(town.submit(town.section()), town.s1)
    client.force_login(town.admin)
    response = client.post(reverse("wagtailusers_users:delete", args=[town.s1.pk]))
    assert response.status_code == 302
    bulk = reverse("wagtail_bulk_action", args=["cms", "user", "delete"])
    client.post(f"{bulk}?id={town.clerk.pk}")
    with pytest.raises(ProtectedError):
        town.s1.delete()

    free = town.admin._meta.model.objects.create_user("frei")
    client.post(reverse("wagtailusers_users:delete", args=[free.pk]))
    assert set(town.admin._meta.model.objects.values_list("username", flat=True)) >= {"s1", "clerk"}
    assert not town.admin._meta.model.objects.filter(username="frei").exists()


# --- workflow and tasks -----------------------------------------------------------------------------------
def test_a_running_step_cannot_be_disabled_or_taken_out(town, client):
    page = town.submit(town.section())
    client.force_login(town.admin)
    for task in (town.ballot_task, town.council_task):
        client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
        task.refresh_from_db()
        assert task.active
    for link in WorkflowTask.objects.filter(task=town.council_task):
        with pytest.raises(PermissionDenied), transaction.atomic():
            link.delete()
        link.task = town.ballot_task.task_ptr
        with pytest.raises(PermissionDenied), transaction.atomic():
            link.save()
    with pytest.raises(ProtectedError):
        town.vote(page, town.s1)
        Workflow.objects.get(name="Beschluss der Strategie").delete()


def test_an_idle_step_can_be_disabled_and_taken_out(town):
    town.council_task.deactivate()
    WorkflowTask.objects.get(task=town.council_task).delete()

    assert not WorkflowTask.objects.filter(task=town.council_task).exists()


def test_a_run_that_lost_its_deciding_step_publishes_nothing(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    for body in (town.magistrate, town.social, town.finance):
        town.decide(body, paper)
    WorkflowTask.objects.filter(task=town.council_task)._raw_delete("default")

    with pytest.raises(PermissionDenied, match="No decision"):
        town.decide(town.advisory, paper)

    assert not town.fresh(page).live and not Release.objects.exists()
    assert Decision.objects.count() == 3


def test_the_submitter_calls_a_text_back_only_before_a_paper_exists(town, client):
    early = town.submit(town.section())
    client.force_login(town.editor)
    edit(client, early, **{"action-cancel-workflow": "1"})
    assert town.fresh(early).current_workflow_state is None

    page = town.through_steering(town.section())
    town.paper(page)
    for name in ("action-cancel-workflow", "action-restart-workflow"):
        edit(client, page, **{name: "1"})
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert name not in html
    run = town.fresh(page).current_workflow_state
    assert run is not None
    with pytest.raises(PermissionDenied):
        run.cancel(user=town.editor)
    with pytest.raises(PermissionDenied):
        run.workflow.deactivate()


# --- records ----------------------------------------------------------------------------------------------
def test_records_can_be_neither_changed_nor_deleted(town):
    page = town.through_steering(town.section(), "release")
    town.resolve(page)
    for record in (Decision.objects.first(), DecisionItem.objects.first(), Release.objects.get()):
        with pytest.raises(PermissionDenied):
            record.save()
        with pytest.raises(PermissionDenied):
            record.delete()
        with pytest.raises(PermissionDenied):
            type(record).objects.all().delete()
        with pytest.raises(PermissionDenied):
            type(record).objects.update(pk=1)
        with pytest.raises(PermissionDenied):
            type(record).objects.bulk_update([record], ["id"])
        assert str(record)
    item = Decision.objects.first().items.get().paper_item
    with pytest.raises(ValidationError):
        item.save()
