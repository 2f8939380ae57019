"""An editor drafts a section, talks about it, compares versions and submits it."""

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Comment, Page, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from council.models import ReviewVote
from strategy.models import SectionPage

from .conftest import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(town, client):
    client.force_login(town.editor)
    return client


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(page: Page, comments: list | None = None, **fields) -> dict:
    """Return what the browser would send for a section with one statement and one paragraph."""
    body = [
        (
            block["type"],
            block["value"] if block["type"] == "guideline" else rich_text(block["value"]),
        )
        for block in page.body.raw_data
    ]
    given = comments or []
    return nested_form_data(
        {
            "number": page.number or "",
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "body": streamfield(body),
            "comments": inline_formset(given) | {"INITIAL_FORMS": "0"},
        }
        | fields
    )


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_new_section_starts_as_a_draft_with_the_next_number(town, editor):
    town.section()
    address = reverse("wagtailadmin_pages:add", args=["strategy", "sectionpage", town.chapter.pk])
    shown = editor.get(address).content.decode()

    editor.post(
        address, form(SectionPage(title="Sprache", slug="sprache")) | {"action-publish": "1"}
    )

    page = SectionPage.objects.get(slug="sprache")
    assert (page.number, page.live) == (2, False)
    assert 'name="action-publish"' not in shown and 'name="action-submit"' not in shown


def test_the_editor_offers_both_ways_to_submit_and_no_way_to_publish(town, editor):
    page = town.section()

    shown = editor.get(edit(page)).content.decode()

    assert 'name="action-submit-release"' in shown and 'name="action-submit-resolution"' in shown
    assert 'name="action-publish"' not in shown and 'name="action-submit"' not in shown


@pytest.mark.parametrize("purpose", ["release", "resolution"])
def test_submitting_saves_the_draft_and_starts_the_route(town, editor, purpose):
    page = town.section()

    response = editor.post(
        edit(page), form(page, summary="Neu gefasst.") | {f"action-submit-{purpose}": "1"}
    )

    page = town.fresh(page)
    assert any("is submitted" in message for message in said(response))
    assert page.current_workflow_task == town.ballot_task
    assert page.get_latest_revision_as_object().summary == "Neu gefasst."


def test_an_incomplete_section_is_kept_and_told_what_is_missing(town, editor):
    page = town.section()

    response = editor.post(
        edit(page), form(page, summary="", body=streamfield([])) | {"action-submit-release": "1"}
    )

    missing = " ".join(said(response))
    assert "The summary is missing." in missing
    assert "The section has no text yet." in missing
    assert "The guideline statement is missing." in missing
    assert not town.fresh(page).current_workflow_state
    assert response.url == edit(page)


def test_a_form_with_errors_submits_nothing(town, editor):
    page = town.section()

    response = editor.post(edit(page), form(page, title="") | {"action-submit-release": "1"})

    assert response.status_code == 200
    assert not town.fresh(page).current_workflow_state


def test_a_section_that_came_back_is_submitted_again(town, editor):
    page = town.submit(town.section(), "release")
    page = town.vote(page, town.s1, ReviewVote.Choice.REQUEST_CHANGES, "Bitte kürzer.")
    assert page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    shown = editor.get(edit(page)).content.decode()
    assert 'name="action-resubmit"' in shown and 'name="action-submit-release"' not in shown

    editor.post(edit(page), form(page) | {"action-resubmit": "1"})

    assert town.fresh(page).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("name", ["action-submit", "action-restart-workflow", "action-publish"])
def test_the_stock_ways_only_save(town, editor, name):
    page = town.section()

    response = editor.post(edit(page), form(page) | {name: "1"})

    assert response.status_code == 302
    assert not town.fresh(page).current_workflow_state and not town.fresh(page).live


def test_while_the_steering_group_reads_nothing_can_be_submitted(town, editor):
    page = town.submit(town.section(), "release")

    shown = editor.get(edit(page)).content.decode()

    assert "action-submit-" not in shown


def test_autosave_writes_into_the_open_draft(town, editor):
    page = town.section()
    first = editor.post(
        edit(page), form(page, summary="Eins."), headers={"accept": "application/json"}
    )
    revision = json.loads(first.content)["revision_id"]

    again = editor.post(
        edit(page),
        form(page, summary="Zwei.")
        | {"overwrite_revision_id": revision, "loaded_revision_id": revision},
        headers={"accept": "application/json"},
    )

    assert json.loads(again.content)["success"]
    assert json.loads(again.content)["revision_id"] == revision
    assert town.fresh(page).get_latest_revision_as_object().summary == "Zwei."


def test_editors_comment_on_a_draft(town, editor):
    page = town.section()
    comment = {
        "text": "Ist das so beschlossen?", "contentpath": "summary", "position": "", "resolved": "",
        "replies": inline_formset([]),
    }  # fmt: skip

    editor.post(edit(page), form(page, comments=[comment]))

    kept = Comment.objects.get(page_id=page.pk)
    assert (kept.text, kept.user) == ("Ist das so beschlossen?", town.editor)


def test_two_drafts_can_be_compared(town, editor):
    page = town.section()
    old = page.latest_revision
    page = town.edit(page, "<p>Ganz neu.</p>")
    address = reverse(
        "wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, page.latest_revision.pk]
    )

    shown = words_of(editor.get(address))

    assert "Ganz neu." in shown and "Alt." in shown


def test_a_draft_can_be_previewed(town, editor):
    page = town.section()

    shown = words_of(editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))

    assert "1.1" in shown and "Alt." in shown


def test_an_older_draft_can_be_taken_up_again(town, editor):
    page = town.section()
    old = page.latest_revision
    page = town.edit(page, "<p>Ganz neu.</p>")

    shown = editor.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk]))

    assert shown.status_code == 200 and "action-submit-" not in shown.content.decode()


def test_only_german_is_submitted(town, translate, editor):
    from tests.factories import HomePageFactory

    page = town.through_steering(town.section(), "release")
    HomePageFactory(language="ar")
    for above in (town.chapter.get_parent(), town.chapter, page):
        translated = translate(above, "ar", title=f"ar {above.pk}")

    shown = editor.get(edit(translated)).content.decode()

    assert "action-submit-" not in shown


def test_a_section_can_be_previewed_before_it_is_saved(town, editor):
    names = ["strategy", "sectionpage", town.chapter.pk]
    address = reverse("wagtailadmin_pages:preview_on_add", args=names)
    editor.post(address, form(SectionPage(title="Sprache", slug="sprache", summary="Kurz.")))

    shown = words_of(editor.get(address))

    assert "Sprache" in shown and "Kurz." in shown


def test_wagtails_own_button_does_not_submit_again(town, editor):
    page = town.submit(town.section(), "release")
    page = town.vote(page, town.s1, ReviewVote.Choice.REQUEST_CHANGES, "Bitte kürzer.")

    editor.post(edit(page), form(page) | {"action-submit": "1"})

    run = town.fresh(page).current_workflow_state
    assert run.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_nothing_is_submitted_when_the_draft_cannot_be_saved(town, editor):
    page = town.section()

    response = editor.post(
        edit(page), form(page) | {"action-submit-release": "1", "overwrite_revision_id": "999999"}
    )

    assert response.status_code == 200
    assert not town.fresh(page).current_workflow_state
