"""What wagtail-localize 1.14 would do by itself: an upgrade that changes it is told here."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from wagtail.models import Locale, Page, get_page_models
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.models import BasePage
from events.models import EventIndexPage, EventPage
from strategy.models import Phase
from tests.factories.events import tomorrow

from .test_translation_views import admin, begin, publish, submit  # noqa: F401

pytestmark = pytest.mark.usefixtures("admin")


def translate_title(page: Page, language: str, words: str) -> Translation:
    """Write down a translation of a page's title, as the editor of translations does."""
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )
    segment = translation.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": words, "translation_type": "manual"},
    )
    return translation


@pytest.fixture
def in_english(client, home, strategy) -> Page:
    """Return the live English strategy, “Strategy”."""
    front = begin(client, home, "en")
    front.title = "Home"
    front.save_revision().publish()
    english = begin(client, strategy, "en")
    translate_title(strategy, "en", "Strategy")
    with TestCase.captureOnCommitCallbacks(execute=True):
        publish(english)
    english.refresh_from_db()
    assert (english.live, english.title) == (True, "Strategy")
    return english


# --- 1: a saved draft stands in the live row ------------------------------------------------------
def test_saving_a_draft_still_writes_into_the_live_row(in_english, strategy):
    """The day this fails, ``save_target(publish=False)`` is safe and may be used."""
    translate_title(strategy, "en", "Draft").save_target(publish=False)

    in_english.refresh_from_db()
    assert (in_english.live, in_english.title) == (True, "Draft")


def test_what_translators_and_editors_do_before_publishing_stays_unseen(
    in_english, client, strategy
):
    translate_title(strategy, "en", "Draft")
    submit(client, strategy, "en")
    strategy.title = "Neue Strategie"
    with TestCase.captureOnCommitCallbacks(execute=True):
        strategy.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(strategy)
    client.post(f"/cms/localize/update/{source.pk}/", {"publish_translations": "on"})
    client.get(f"/cms/pages/{in_english.pk}/edit/")

    in_english.refresh_from_db()
    assert in_english.title == "Strategy"
    public = BeautifulSoup(Client().get(in_english.get_url()).text, "html.parser")
    assert public.h1.get_text(strip=True) == "Strategy"


# --- 4: translating a page resets the translation of a snippet it names ---------------------------
@pytest.fixture
def phases(home) -> tuple[Phase, Phase]:
    """Return a phase and its English translation, written by hand."""
    german = Phase.objects.create(
        number=1, kind="kickoff", title="Auftakt", locale=Locale.get_default(),
        planned_start=date(2020, 4, 1), planned_end=date(2020, 4, 30),
    )  # fmt: skip
    locale, _new = Locale.objects.get_or_create(language_code="en")
    english = german.copy_for_translation(locale)
    english.title = "Kick-off"
    english.save()
    return german, english


def test_translating_an_event_keeps_the_translation_of_its_phase(client, home, phases):
    german, english = phases
    index = home.add_child(instance=EventIndexPage(title="Termine", slug="termine"))
    event = index.add_child(
        instance=EventPage(
            title="Fest", slug="fest", kind="festival", phase=german, start=tomorrow()
        )
    )
    for page in (home, index, event):
        translated = begin(client, page, "en")
    translate_title(event, "en", "Festival")
    with TestCase.captureOnCommitCallbacks(execute=True):
        publish(translated)

    translated.refresh_from_db()
    english.refresh_from_db()
    assert translated.title == "Festival" and english.title == "Kick-off"
    assert Phase.objects.count() == 2


def test_no_page_hands_a_snippet_on_for_translation():
    """A snippet or page named by a field that is translated would be sent along, and reset."""
    handed_on = [
        f"{model._meta.label}.{field.field_name}"
        for model in get_page_models()
        if issubclass(model, BasePage)
        for field in get_translatable_fields(model)
        if isinstance(field, TranslatableField)
        and model._meta.get_field(field.field_name).many_to_one
    ]

    assert handed_on == []


# --- 10: segments of a field that is gone ---------------------------------------------------------
def test_segments_of_a_removed_field_break_a_translation_until_the_words_are_synced(
    in_english, strategy
):
    """A migration that removes a field of text calls ``update_from_db()`` for its translations."""
    source = TranslationSource.objects.get_for_instance(strategy)
    segment = source.stringsegment_set.get(context__path="title")
    context = TranslationContext.objects.create(object=source.object, path="gone_field")
    StringSegment.objects.create(
        source=source, string=segment.string, context=context, order=9, attrs="{}"
    )
    locale = in_english.locale

    with pytest.raises(Exception, match="gone_field"):
        source.get_ephemeral_translated_instance(locale, fallback=True)

    source.update_from_db()
    source.refresh_from_db()
    fresh = source.get_ephemeral_translated_instance(locale, fallback=True)
    assert fresh.title == "Strategy"
