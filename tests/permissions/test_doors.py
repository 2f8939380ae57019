"""Nobody but a release or a resolution brings a section before the public, or takes it away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from strategy.models import SectionPage

from .conftest import TownHall
from .test_matrix import Rolled, client_of

#: Whoever edits has most reason to try; a superuser may everything else.
BUSY = ["editor", "admin"]
STATES = ["draft", "with the steering group", "released", "before the bodies", "resolved"]
BULK = "wagtail_bulk_action"


def what_the_public_reads() -> dict[int, tuple]:
    """Return place, life and live wording of each German section."""
    sections = SectionPage.objects.filter(locale__language_code="de").order_by("pk")
    return {
        page.pk: (page.url_path, page.live, page.live_revision_id)
        + ((page.title, str(page.body)) if page.live else ())
        for page in sections
    }


def wording(page: Page, **more: str) -> dict:
    """Return the editor's form with another wording in it."""
    body = [("guideline", {"text": "Heimlich geändert."}), ("paragraph", rich_text("<p>Neu.</p>"))]
    return nested_form_data(
        {
            "title": "Heimlich",
            "slug": page.slug,
            "number": page.specific.number,
            "summary": "Heimlich.",
            "body": streamfield(body),
            "comments": inline_formset([]),
        }
        | more
    )


def publish_in_the_editor(client: Client, page: Page) -> None:
    data = wording(page, **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def publish_at_a_later_time(client: Client, page: Page) -> None:
    later = (timezone.now() + timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M")
    data = wording(page, go_live_at=later, **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert not Page.objects.filter(pk=page.pk, go_live_at__isnull=False).exists()
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def publish_an_old_revision(client: Client, page: Page) -> None:
    data = wording(page, revision=str(page.revisions.first().pk), **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def save_over_the_public_wording(client: Client, page: Page) -> None:
    """What autosave sends, with the live revision as the one to be overwritten."""
    data = wording(
        page, overwrite_revision_id=str(page.live_revision_id or page.latest_revision_id)
    )
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(address, data, headers={"accept": "application/json"})


def publish_as_one_of_many(client: Client, page: Page) -> None:
    address = reverse(BULK, args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"include_descendants": "on"})


def publish_the_chapter_with_all_below(client: Client, page: Page) -> None:
    address = reverse(BULK, args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.get_parent().pk}", {"include_descendants": "on"})


def publish_by_the_interface_for_programs(client: Client, page: Page) -> None:
    for action in ("publish", "unpublish", "revert_to_page_revision"):
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        client.post(address, {"revision_id": page.revisions.first().pk})


def take_down(client: Client, page: Page) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def take_down_as_one_of_many(client: Client, page: Page) -> None:
    address = reverse(BULK, args=["wagtailcore", "page", "unpublish"])
    client.post(f"{address}?id={page.pk}", {"include_descendants": "on"})


def take_down_with_its_chapter(client: Client, page: Page) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[page.get_parent().pk])
    client.post(address, {"include_descendants": "on"})


def cancel_the_workflow(client: Client, page: Page) -> None:
    data = wording(page, **{"action-cancel-workflow": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


EVERYWHERE: list[Callable[[Client, Page], None]] = [
    publish_in_the_editor,
    publish_at_a_later_time,
    publish_an_old_revision,
    save_over_the_public_wording,
    publish_as_one_of_many,
    publish_the_chapter_with_all_below,
    publish_by_the_interface_for_programs,
    take_down,
    take_down_as_one_of_many,
    take_down_with_its_chapter,
    cancel_the_workflow,
]


def delete(client: Client, page: Page) -> None:
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def delete_as_one_of_many(client: Client, page: Page) -> None:
    client.post(reverse(BULK, args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}")


def delete_the_chapter(client: Client, page: Page) -> None:
    client.post(reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk]))


def move(client: Client, page: Page) -> None:
    other = page.get_parent().get_next_sibling()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))


#: A draft may go; what the steering group has before it, or what is public, may not.
UNDER_WAY: list[Callable[[Client, Page], None]] = [
    delete,
    delete_as_one_of_many,
    delete_the_chapter,
    move,
]


def outcome(attempt: Callable[[Client, Page], None], client: Client, page: Page) -> dict:
    """Return what the public reads after an attempt, and take the attempt back."""
    seen: dict[int, tuple] = {}
    try:
        with transaction.atomic():
            attempt(client, page)
            seen = what_the_public_reads()
            raise Rolled
    except Rolled:
        return seen


@pytest.mark.parametrize("role", BUSY)
def test_what_the_public_reads_stays_as_decided_whatever_is_tried(role: str, town_hall: TownHall):
    client = client_of(town_hall, role)
    before = what_the_public_reads()

    broken = []
    for state in STATES:
        page = SectionPage.objects.get(pk=town_hall.pages[state].pk)
        for attempt in EVERYWHERE + (UNDER_WAY if state != "draft" else []):
            if outcome(attempt, client, page) != before:
                broken.append(f"{attempt.__name__}: {state}")

    assert broken == [], broken


@pytest.mark.parametrize("role", BUSY)
def test_a_copy_of_a_resolved_section_is_a_draft(role: str, town_hall: TownHall):
    client = client_of(town_hall, role)
    page = SectionPage.objects.get(pk=town_hall.pages["resolved"].pk)

    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Abschrift",
            "new_slug": "abschrift",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
            "copy_subpages": "",
            "alias": "",
        },
    )

    copies = SectionPage.objects.filter(title="Abschrift")
    assert [copy.live for copy in copies] in ([], [False])


@pytest.mark.parametrize("role", BUSY)
def test_a_new_section_is_a_draft_even_when_publishing_is_asked_for(role: str, town_hall: TownHall):
    client = client_of(town_hall, role)
    chapter = town_hall.pages["chapter"]
    page = SectionPage(slug="neu", number=77)

    client.post(
        reverse("wagtailadmin_pages:add", args=["strategy", "sectionpage", chapter.pk]),
        wording(page, **{"action-publish": "1"}),
    )

    assert [section.live for section in SectionPage.objects.filter(slug="neu")] == [False]


def test_a_translation_waits_for_its_german_text(town_hall: TownHall):
    """The translators' own publishing stops where the German text is not public."""
    arabic = town_hall.pages["translation ar"]
    german = town_hall.pages["released"]
    assert SectionPage.objects.get(pk=german.pk).live
    draft = town_hall.pages["draft"].copy_for_translation(arabic.locale)
    client = client_of(town_hall, "translator")

    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        wording(draft, **{"action-publish": "1"}),
    )

    assert not SectionPage.objects.get(pk=draft.pk).live


def test_other_pages_are_published_by_editors(town_hall: TownHall):
    client = client_of(town_hall, "editor")
    event = town_hall.pages["event"]

    client.post(reverse("wagtailadmin_pages:unpublish", args=[event.pk]))
    assert not Page.objects.get(pk=event.pk).live

    client.post(reverse(BULK, args=["wagtailcore", "page", "publish"]) + f"?id={event.pk}")
    assert Page.objects.get(pk=event.pk).live
