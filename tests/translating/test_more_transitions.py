"""The table of transitions, continued: what clocks, aliases, trees and council do to a state."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page

from cms.models import User
from cms.models.live_text import NotTranslated
from home.models import PlainPage
from translating.states import State

from .course import Course, paragraph
from .test_transitions import ALL, BEFORE, PUBLIC, each


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    return Course(home, Locale.objects.get(language_code="tr"), *people)


def published_by_the_clock(it):
    page = it.german
    page.intro, page.go_live_at = "Ab heute gilt das.", timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    assert it.german.intro != "Ab heute gilt das."
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    content = revision.content | {"go_live_at": revision.approved_go_live_at.isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled", verbosity=0)
    assert it.german.intro == "Ab heute gilt das."


def expired(it):
    """Wagtail takes the page down by its plain row, past our models."""
    Page.objects.filter(pk=it.page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert not it.german.live and (it.copy is None or not it.copy.live)


def translation_expired(it):
    Page.objects.filter(pk=it.copy.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert it.german.live


def alias_in_german(it):
    place = it.home.add_child(instance=PlainPage(title="Ort", slug="ort", intro="Ein Ort."))
    alias = it.german.create_alias(parent=place, update_slug="auch-hier")
    assert alias.alias_of_id == it.page.pk


def words_with_an_alias(it):
    alias_in_german(it)
    it.say_in_german(intro="Ganz andere Worte.")


def alias_made_a_page(it):
    alias_in_german(it)
    alias = PlainPage.objects.get(alias_of=it.page)
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    assert it.standing(PlainPage.objects.get(pk=alias.pk)).state == State.MISSING


def alias_in_the_other_tree(it):
    """Wagtail's own way to fill a tree: German words under a Turkish address."""
    with pytest.raises(NotTranslated), transaction.atomic():
        it.german.copy_for_translation(it.locale, copy_parents=True, alias=True)


def deleted_and_written_anew(it):
    """There is no undelete: who writes the page again begins a new text."""
    it.german.delete()
    it.page = it.home.add_child(
        instance=PlainPage(title="Mitmachen", slug="mitmachen", intro="Alle sind eingeladen.")
    )


def translation_begun_anew(it):
    it.copy.delete()
    assert it.state == State.MISSING
    it.begin()


def translated_anew(it):
    it.copy.delete()
    it.translate()


def swapped(it):
    other = it.home.add_child(instance=PlainPage(title="Zweite", slug="zweite", intro="Noch eine."))
    it.german.move(other, pos="right")
    Page.objects.get(pk=other.pk).move(it.german, pos="right")


def moved_where_nothing_is_translated_and_back(it):
    place = it.home.add_child(instance=PlainPage(title="Ort", slug="ort", intro="Ein Ort."))
    it.german.move(place, pos="last-child")
    Page.objects.get(pk=it.page.pk).move(Page.objects.get(pk=it.home.pk), pos="last-child")


def address_that_is_taken(it):
    """The German page takes an address that another text has in the other tree."""
    other = it.home.add_child(instance=PlainPage(title="Zweite", slug="zweite", intro="Noch eine."))
    if it.copy:
        it.begin(other)
        taken = other.get_translation(it.locale).specific
        taken.slug = "anders"
        taken.save()
    it.say_in_german(slug="anders")
    assert it.copy is None or it.copy.slug == "anders-1"


def paragraphs_swapped(it):
    body = [dict(block) for block in it.german.body.raw_data]
    it.say_in_german(body=[paragraph("<p>Vorher.</p>"), *body])
    it.say_in_german(body=body)


def paragraph_split(it):
    it.say_in_german(body=[paragraph("<p>Wir treffen uns.</p>"), paragraph("<p>Jeden Monat.</p>")])


def changed_and_changed_back(it):
    page = it.german
    before = page.intro
    it.say_in_german(intro="Etwas anderes.")
    it.say_in_german(intro=before)


def locked(it):
    page = it.german
    page.locked = True
    page.save(update_fields=["locked"])


def said_to_search_engines(it):
    """What no reader of the page sees is no part of the text."""
    it.say_in_german(search_description="Für Suchmaschinen.")


TABLE = [
    *each(PUBLIC, published_by_the_clock, State.OUTDATED),
    *each([State.MISSING, State.IN_WORK], published_by_the_clock, None),
    *each(PUBLIC, expired, State.IN_WORK),
    *each([State.MISSING, State.IN_WORK], expired, None),
    *each(PUBLIC, translation_expired, State.IN_WORK),
    *each(ALL, alias_in_german, None),
    *each(PUBLIC, words_with_an_alias, State.OUTDATED),
    *each(ALL, alias_made_a_page, None),
    *each([State.MISSING], alias_in_the_other_tree, None),
    *each(ALL, deleted_and_written_anew, State.MISSING),
    *each([State.IN_WORK, *PUBLIC], translation_begun_anew, State.IN_WORK),
    *each([State.IN_WORK, *PUBLIC], translated_anew, State.CHECKED),
    *each(ALL, swapped, None),
    *each(ALL, moved_where_nothing_is_translated_and_back, None),
    *each(ALL, address_that_is_taken, None),
    *each(ALL, paragraphs_swapped, None),
    *each(PUBLIC, paragraph_split, State.OUTDATED),
    *each(
        [State.MISSING, State.IN_WORK, State.CHECKED, State.MACHINE], changed_and_changed_back, None
    ),
    *each(ALL, locked, None),
    *each(ALL, said_to_search_engines, None),
]


@pytest.mark.parametrize(("before", "event", "after"), TABLE)
def test_every_way_from_one_state_to_another(it, before, event, after):
    BEFORE[before](it)
    assert it.state == before

    event(it)

    assert it.state == after
    call_command("check_translations")


def test_a_translation_that_waits_for_its_parent_keeps_its_state_and_is_named(it, capsys):
    it.translate()
    place = it.home.add_child(instance=PlainPage(title="Ort", slug="ort", intro="Ein Ort."))

    it.german.move(place, pos="last-child")

    assert it.state == State.CHECKED and it.copy.live
    with override("en"), pytest.raises(CommandError):
        call_command("check_translations")
    assert "does not stand where" in capsys.readouterr().out
    it.begin(PlainPage.objects.get(pk=place.pk))
    call_command("check_translations", stdout=StringIO())


def test_a_language_in_use_cannot_be_removed_and_an_unused_one_leaves_the_others_alone(it):
    it.translate()
    french = Locale.objects.create(language_code="fr")
    assert it.standing().state == State.CHECKED

    french.delete()

    assert it.state == State.CHECKED
    call_command("check_translations", stdout=StringIO())
