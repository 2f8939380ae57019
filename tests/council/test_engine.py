"""What Wagtail's own workflow engine does: the reasons for our guards, and alarms for an upgrade.

Each test of the first half shows the engine on a page that nothing guards. When one fails, Wagtail
has changed, and the guard named in its docstring may have become unnecessary.
"""

import json

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.admin.signal_handlers import task_submission_email_notifier
from wagtail.models import (
    Comment,
    GroupApprovalTask,
    Page,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.signals import task_submitted
from wagtail_localize.models import Translation, TranslationSource

from council.guards import NotResolved
from council.models import (
    Decision,
    DeliberationTask,
    DeliberationTaskState,
    ReviewVote,
    SteeringTaskState,
)
from strategy.models import ChapterPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(town):
    """A chapter on a stock workflow: two steps, approved by two groups."""
    editors, bodies = town.editor.groups.get(), town.clerk.groups.get()
    workflow = Workflow.objects.create(name="Andere")
    for order, group in enumerate((bodies, editors)):
        task = GroupApprovalTask.objects.create(name=f"Schritt {order}")
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    page = town.chapter
    WorkflowPage.objects.create(page=page, workflow=workflow)
    page.live = False
    page.save()
    page.save_revision(user=town.editor)
    workflow.start(page, town.editor)
    return page


def state_of(page):
    return type(page).objects.get(pk=page.pk).current_workflow_task_state


def act(page, user, action, **kwargs):
    state = state_of(page)
    state.task.specific.on_action(state, user, action, **kwargs)
    return type(page).objects.get(pk=page.pk)


def test_engine_one_member_of_a_group_is_enough(town, note):
    """Trap: no ballot. Ours: SteeringTask."""
    page = act(note, town.clerk, "approve")

    assert page.current_workflow_task.name == "Schritt 1"


def test_engine_publishes_the_latest_text_not_the_approved_one(town, note):
    """Trap 1. Ours: versions.finish_run publishes the pinned revision."""
    act(note, town.clerk, "approve")
    approved = state_of(note).revision_id
    draft = ChapterPage.objects.get(pk=note.pk).get_latest_revision_as_object()
    draft.summary = "Hineingerutscht"
    draft.save_revision(user=town.editor)

    page = act(note, town.editor, "approve")

    assert page.live and page.summary == "Hineingerutscht"
    assert page.live_revision_id != approved


def test_engine_publishes_with_the_last_approver_s_rights(town, note):
    """Trap 1. Ours: skip_permission_checks, the decision is the right."""
    WorkflowTask.objects.filter(task__name="Schritt 1").delete()

    with pytest.raises(PermissionDenied):
        act(note, town.clerk, "approve")


def test_engine_skips_a_disabled_task_and_can_publish(town, note):
    """Trap 2. Ours: signals.keep_running_task, keep_workflow_task."""
    act(note, town.clerk, "approve")
    GroupApprovalTask.objects.get(name="Schritt 1").deactivate(user=town.admin)

    assert ChapterPage.objects.get(pk=note.pk).live


def test_engine_trusts_a_state_in_memory(town, note):
    """Trap 3. Ours: lock_runs and is_current."""
    one, two = state_of(note), state_of(note)
    one.task.specific.on_action(one, town.clerk, "approve")

    two.task.specific.on_action(two, town.admin, "reject")

    assert TaskState.objects.get(pk=one.pk).status == "rejected"


def test_engine_takes_any_step_s_id_with_any_page(town, note, client):
    """Trap 4. Ours: viewsets.BoundToRun."""
    other = town.chapter.copy(update_attrs={"slug": "anderes", "live": False}, user=town.admin)
    WorkflowPage.objects.create(page=other, workflow=Workflow.objects.get(name="Andere"))
    Workflow.objects.get(name="Andere").start(other, town.admin)
    client.force_login(town.clerk)
    victim = state_of(note)

    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[other.pk, "approve", victim.pk]),
        {"comment": ""},
    )

    victim.refresh_from_db()
    assert victim.status == "approved"


def test_engine_passes_on_whatever_the_browser_sends(town, note):
    """Trap 4. Ours: on_action takes the comment only, and cast_vote checks it."""
    page = act(note, town.clerk, "approve", update=False)

    assert page.current_workflow_state.current_task_state.status == "approved"  # stuck


def test_engine_lets_who_approves_cancel(town, note):
    """Trap 5. Ours: other names for the actions."""
    run = ChapterPage.objects.get(pk=note.pk).current_workflow_state

    assert run.user_can_cancel(town.clerk)


def test_engine_resumes_where_it_was_rejected(town, note):
    """Trap 6. Ours: only the first step asks for changes; referring back cancels the run."""
    act(note, town.clerk, "approve")
    page = act(note, town.editor, "reject")
    page.summary = "Ganz anders"
    page.save_revision(user=town.editor)
    ChapterPage.objects.get(pk=note.pk).current_workflow_state.resume(town.editor)

    assert state_of(note).task.name == "Schritt 1"


def test_engine_rewrites_a_revision_under_review(town, note):
    """Trap of autosave. Ours: signals.keep_pinned_revision."""
    revision = state_of(note).revision
    page = ChapterPage.objects.get(pk=note.pk)
    page.summary = "Umgeschrieben"
    page.save_revision(user=town.editor, overwrite_revision=page.latest_revision)

    assert "Umgeschrieben" in json.dumps(Revision.objects.get(pk=revision.pk).content)


def test_engine_deletes_the_record_with_the_page(town, note):
    """Trap 8. Ours: PROTECT, and friendly words for the page and those above it."""
    note.delete()

    assert not TaskState.objects.exists()


def test_engine_saves_no_comment_on_a_locked_page(town, client):
    """Trap 9. Review comments of our own come with the next step."""
    page = town.submit(town.section())
    client.force_login(town.editor)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": "Frage",
        "comments-0-contentpath": "title",
        "comments-0-id": "",
        "comments-0-position": "",
        "comments-0-DELETE": "",
        "body-count": "0",
        "comment_notifications": "",
    }

    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {"title": page.title, "slug": page.slug, "comments-INITIAL_FORMS": "0", **comment},
    )

    assert not Comment.objects.exists()


@pytest.mark.parametrize("sender", [SteeringTaskState, DeliberationTaskState])
def test_engine_sends_no_mail_for_states_of_our_own(sender):
    """Trap 10. Ours: notifications."""
    assert task_submission_email_notifier not in task_submitted._live_receivers(sender)[0]


def test_engine_makes_new_pages_live(town):
    """Trap 12. Ours: guards.start_as_draft."""
    assert Page._meta.get_field("live").default is True


# --- ours -------------------------------------------------------------------------------------------
def test_the_engine_s_settings_are_as_the_route_needs_them():
    """Traps 11, 13 and 14."""
    assert settings.WAGTAIL_FINISH_WORKFLOW_ACTION == "council.finish.finish_workflow"
    assert settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT is False
    assert settings.WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert not hasattr(settings, "WAGTAIL_PAGE_MODEL") or settings.WAGTAIL_PAGE_MODEL in (
        None,
        "wagtailcore.Page",
    )


def test_our_actions_have_names_that_give_no_other_right(town):
    page = town.submit(town.section())
    actions = [name for name, *_rest in page.current_workflow_task.get_actions(page, town.s1)]

    assert actions == ["consent", "request_changes", "abstain"]
    assert not page.current_workflow_state.user_can_cancel(town.s1)
    for who in (town.editor, town.admin):
        assert page.current_workflow_task.get_actions(page, who) == []


def test_votes_through_the_engine_are_checked_as_everywhere(town):
    page = town.submit(town.section())
    task, ballot = town.ballot_task, town.ballot(page)
    for who, action in ((town.s1, "approve"), (town.s1, "record"), (town.admin, "consent")):
        with pytest.raises(PermissionDenied):
            task.on_action(ballot, who, action)
    task.on_action(ballot, town.s1, "consent", comment=None, update=False, nonsense=1)

    assert ReviewVote.objects.get().choice == "consent"
    assert not task.get_task_states_user_can_moderate(town.s2).exists()
    assert "1" in ballot.get_comment()


def test_no_decision_is_recorded_through_the_engine(town):
    page = town.through_steering(town.section())
    task = page.current_workflow_task
    assert isinstance(task, DeliberationTask)
    assert task.get_actions(page, town.clerk) == []
    assert not task.get_task_states_user_can_moderate(town.clerk).exists()

    with pytest.raises(PermissionDenied):
        task.on_action(page.current_workflow_task_state, town.clerk, "approve")

    step = page.current_workflow_task_state
    town.decide(town.magistrate, town.paper(page))
    assert Decision.objects.count() == 1
    assert "Magistrat" in step.get_comment()


def test_wagtail_localize_publishes_no_translation_before_its_source(
    town, django_capture_on_commit_callbacks
):
    """Trap 12: it publishes without a user and without a workflow."""
    page = town.section()
    town.translation(page)
    source, _new = TranslationSource.update_or_create_from_instance(page)
    locale = type(page.locale).objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=locale)

    with pytest.raises(NotResolved), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    assert not page.get_translation(locale).live


def test_every_step_says_what_it_is(town):
    for task in (town.ballot_task, town.committees_task, town.council_task):
        assert task.get_description() and task.get_verbose_name()
        assert str(task)
