"""The doors that stay shut: nobody publishes or rewords past a decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from council.guards import NotResolved
from council.models import Decision, DecisionItem

pytestmark = pytest.mark.django_db


def form_of(page, **more) -> dict:
    """Return the least that the page editor's form accepts."""
    return {
        "title": page.title,
        "slug": page.slug,
        "number": page.number,
        "summary": page.summary,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comment_notifications": "",
    } | more


def edit(client, page, **more):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **more))


# --- publishing --------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["editor", "admin"])
def test_the_editing_interface_publishes_no_section(town, client, who):
    page = town.section()
    client.force_login(town.people[who])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    edit(client, page, **{"action-publish": "1"})
    client.post(f"{bulk}?id={page.pk}", {"include_descendants": ""})
    client.post(f"{bulk}?id={town.chapter.pk}", {"include_descendants": "on"})

    assert not town.fresh(page).live
    assert not page.permissions_for_user(town.people[who]).can_publish()


def test_code_publishes_no_section(town):
    page = town.section()

    with pytest.raises(NotResolved):
        page.get_latest_revision().publish()
    with pytest.raises(NotResolved):
        page.live = True
        page.save()

    assert not town.fresh(page).live


def test_code_cannot_reword_what_is_live(town):
    page = town.section()
    town.resolve(page)
    page = town.fresh(page)
    page.summary = "Anders."
    with pytest.raises(NotResolved):
        page.save()
    with pytest.raises(NotResolved):
        page.save(update_fields=["summary"])

    plain = Page.objects.get(pk=page.pk)
    plain.title = "Anders"
    with pytest.raises(NotResolved):
        plain.save()

    page = town.fresh(page)
    page.save()
    assert page.summary == "Worum es geht."


def test_an_older_version_cannot_be_published_again(town):
    page = town.through_steering(town.section(), "release")
    first = page.live_revision
    town.edit(page)
    town.through_steering(page, "release")

    with pytest.raises(NotResolved):
        first.publish()


def test_a_section_cannot_be_scheduled(town):
    page = town.section()
    page.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError, match="scheduled"):
        page.save_revision()
    with pytest.raises(NotResolved):
        page.save()
    page.go_live_at = None
    with pytest.raises(NotResolved):
        page.save_revision(approved_go_live_at=timezone.now())
    page.expire_at = timezone.now()
    with pytest.raises(NotResolved):
        page.save(update_fields=["expire_at"])

    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=timezone.now())
    with pytest.raises(NotResolved):
        call_command("publish_scheduled")


def test_what_is_public_cannot_be_taken_down(town, client):
    page = town.through_steering(town.section(), "release")
    client.force_login(town.admin)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    client.post(
        reverse("wagtailadmin_pages:unpublish", args=[town.chapter.pk]),
        {"include_descendants": "on"},
    )
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{bulk}?id={page.pk}")
    with pytest.raises(NotResolved):
        town.fresh(page).unpublish()

    assert town.fresh(page).live and town.fresh(town.chapter).live


def test_a_new_section_a_copy_and_an_alias_start_as_drafts(town):
    page = town.section()
    assert not town.fresh(page).live
    town.resolve(page)

    copy = town.fresh(page).copy(update_attrs={"slug": "kopie"}, user=town.admin)
    alias = town.fresh(page).create_alias(update_slug="alias", parent=town.chapter)

    for one in (copy, alias):
        one = type(page).objects.get(pk=one.pk)
        assert not one.live and one.live_revision is None
    with pytest.raises(NotResolved):
        town.fresh(copy).get_latest_revision().publish()


# --- pinned revisions --------------------------------------------------------------------------------
def test_autosave_cannot_rewrite_a_revision_under_review(town, client):
    page = town.submit(town.section())
    page = town.vote(page, town.s1, "request_changes", "Bitte kürzen")
    pinned = page.latest_revision
    client.force_login(town.editor)

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_of(page, title="Neu", overwrite_revision_id=str(pinned.pk)),
        headers={"accept": "application/json"},
    )

    assert response.json()["error_code"] == "invalid_revision"
    assert Revision.objects.get(pk=pinned.pk).content["title"] == "Gut ankommen"


def test_autosave_cannot_rewrite_what_the_public_reads(town):
    page = town.through_steering(town.section(), "release")
    translated = town.translation(page)
    translated.title = "Arriving well"
    translated.save_revision().publish()
    for one in (page, town.fresh(translated)):
        one.title = "Anders"
        with pytest.raises(PermissionDenied):
            one.save_revision(overwrite_revision=one.latest_revision, user=one.latest_revision.user)


def test_a_text_changed_behind_the_engine_stops_vote_paper_and_decision(town):
    page = town.submit(town.section())
    ballot = town.ballot(page)
    good = ballot.revision.content

    def tamper(content):
        Revision.objects.filter(pk=ballot.revision_id).update(content=content)

    tamper(dict(good, title="Manipuliert"))
    with pytest.raises(PermissionDenied, match="changed"):
        town.vote(page, town.s1)
    tamper(good)
    for who in (town.s1, town.s2, town.s3):
        town.vote(page, who)
    tamper(dict(good, title="Manipuliert"))
    with pytest.raises(PermissionDenied, match="changed"):
        town.paper(page)
    tamper(good)
    paper = town.paper(page)
    tamper(dict(good, title="Manipuliert"))
    with pytest.raises(PermissionDenied, match="changed"):
        town.decide(town.magistrate, paper)

    assert not Decision.objects.exists()


def test_nobody_edits_a_text_under_review(town, client):
    page = town.submit(town.section())
    count = page.revisions.count()
    for who in (town.editor, town.s1, town.admin):
        client.force_login(who)
        edit(client, page, title="Anders")
        assert town.fresh(page).get_lock().for_user(who)

    assert page.revisions.count() == count
    lock = town.fresh(page).get_lock()
    assert "Steuerungsgruppe" in str(lock.get_message(town.editor))
    assert lock.get_locked_by(town.editor) and lock.get_description(town.editor)


def test_purging_revisions_keeps_the_record(town):
    from wagtail.management.commands.purge_revisions import purge_revisions

    page = town.section()
    town.resolve(page)
    for _n in range(2):
        town.edit(page)
    pinned = DecisionItem.objects.resolutions().get().final_revision_id

    purge_revisions()

    assert Revision.objects.filter(pk=pinned).exists()
    assert town.fresh(page).workflow_states.get().task_states.count() == 4
