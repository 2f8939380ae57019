"""Sections: their German text goes live by bodies only, and their translations follow all the same."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.models import LiveText, MinorCorrection
from tests.council.conftest import *  # noqa: F403
from translating import targets
from translating.models import Work
from translating.sheet import rows
from translating.states import State, standings

pytestmark = pytest.mark.django_db


def translated(town, page):
    """Return a public translation of a released section."""
    copy = town.translation(page)
    copy.title, copy.summary = "Arriving well", "What this is about."
    copy.save_revision().publish()
    return town.fresh(copy)


def state(page, copy):
    return standings([page], [copy.locale])[page.translation_key, copy.locale_id].state


def test_a_correction_of_spelling_counts_when_the_release_makes_it_public(town):
    page = town.through_steering(town.section(), "release")
    copy = translated(town, page)
    before = LiveText.objects.get(page=copy).source_hash
    draft = town.fresh(page).get_latest_revision_as_object()
    draft.summary, draft.only_spelling = "Worum es, geht!", True
    draft.save_revision(user=town.editor)
    assert LiveText.objects.get(page=copy).source_hash == before

    page = town.through_steering(town.fresh(page), "release")

    assert page.summary == "Worum es, geht!"
    assert MinorCorrection.objects.get().new_hash == LiveText.objects.get(page=page).content_hash
    assert LiveText.objects.get(page=copy).source_hash == MinorCorrection.objects.get().new_hash


def test_a_release_of_other_words_makes_its_translations_outdated_at_once(town):
    page = town.through_steering(town.section(), "release")
    copy = translated(town, page)
    assert state(page, copy) != State.OUTDATED

    town.edit(page)
    page = town.through_steering(town.fresh(page), "release")

    assert state(page, copy) == State.OUTDATED


@pytest.mark.parametrize("what", ["unpublish", "delete", "move", "slug"])
def test_what_bodies_keep_in_place_keeps_its_translations_too(town, what):
    page = town.through_steering(town.section(), "release")
    copy = translated(town, page)
    other = town.chapter.copy(update_attrs={"slug": "anderswo"}, user=town.admin)
    tree = list(Page.objects.order_by("pk").values_list("pk", "path", "slug", "live", "numchild"))

    def change():
        fresh = town.fresh(page)
        if what == "slug":
            fresh.slug = "anders"
            fresh.save()
        elif what == "move":
            fresh.move(other, pos="last-child")
        else:
            getattr(fresh, what)()

    with pytest.raises((PermissionDenied, Exception)) as refusal:
        change()

    assert not isinstance(refusal.value, AssertionError)
    now = list(Page.objects.order_by("pk").values_list("pk", "path", "slug", "live", "numchild"))
    assert now == tree
    assert town.fresh(copy).live


# --- what the sheet shows after a correction ------------------------------------------------------
def sheet(copy):
    """Return the summary's line on the translator's sheet."""
    translation = Translation.objects.get(
        source__object=copy.translation_key, target_locale=copy.locale
    )
    return next(row for row in rows(translation, Work(pk=0)) if row.segment.path == "summary")


def by_sentence(town, page):
    """Return a public translation that was written sentence by sentence."""
    copy = town.translation(page)
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=copy.locale)
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=copy.locale,
            data=f"en {segment.string.data}", translation_type="manual",
        )  # fmt: skip
    targets.publish(translation, town.editor, translated_by=town.editor, checked_by=town.admin)
    Translation.objects.update(destination_last_updated_at=timezone.now())
    return town.fresh(copy)


@pytest.mark.parametrize("purpose", ["release", "resolution"])
def test_a_corrected_sentence_keeps_its_translation_on_the_sheet(town, purpose):
    page = town.through_steering(town.section(), "release")
    copy = by_sentence(town, page)
    assert sheet(copy).value == "en Worum es geht."
    draft = town.fresh(page).get_latest_revision_as_object()
    draft.summary, draft.only_spelling = "Worum es, geht!", True
    draft.save_revision(user=town.editor)

    if purpose == "release":
        page = town.through_steering(town.fresh(page), "release")
    else:
        town.resolve(town.fresh(page))
        page = town.fresh(page)

    assert page.summary == "Worum es, geht!"
    row = sheet(copy)
    assert (row.segment.german, row.value, row.changed) == (
        "Worum es, geht!", "en Worum es geht.", None,
    )  # fmt: skip
    assert state(page, copy) == State.CHECKED
