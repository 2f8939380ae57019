"""What is live is noted, and a translation knows when it is outdated or still German."""

import uuid

import pytest

from cms.models import LiveText
from cms.models.live_text import NotTranslated
from cms.snapshots import digest, snapshot

from .conftest import paragraph


def live(page) -> LiveText:
    return LiveText.objects.with_source().get(page=page)


def test_what_is_live_is_noted_with_the_page_and_forgotten_when_it_is_taken_down(strategy):
    assert live(strategy).content_hash == digest(snapshot(strategy))

    strategy.unpublish()

    assert not LiveText.objects.filter(page=strategy).exists()


def test_a_draft_changes_nothing_of_what_is_noted(strategy):
    before = live(strategy).content_hash

    strategy.title = "Entwurf"
    strategy.save_revision()

    assert live(strategy).content_hash == before


def test_a_translation_is_outdated_as_soon_as_other_german_words_go_live(strategy, translate):
    english = translate(strategy, "en", "Strategy")
    assert not live(english).is_outdated

    strategy.title = "Neue Strategie"
    strategy.save_revision().publish()

    assert live(english).is_outdated


def test_german_words_that_come_back_make_the_translation_current_again(strategy, translate):
    english = translate(strategy, "en", "Strategy")
    for title in ("Neue Strategie", "Strategie"):
        strategy.title = title
        strategy.save_revision().publish()

    assert not live(english).is_outdated


def test_parts_that_are_still_german_are_named(strategy, translate):
    english = translate(strategy, "en", "Strategy")

    assert live(english).german_parts == [strategy.body[0].id]


def test_a_page_without_one_translated_part_does_not_go_live(strategy, translate):
    with pytest.raises(NotTranslated):
        translate(strategy, "en", "Strategie")

    assert not strategy.get_translations().filter(live=True).exists()


def test_a_live_translation_cannot_fall_back_to_german_behind_the_translators_back(
    strategy, translate
):
    english = translate(strategy, "en", "Strategy")

    english.title = "Strategie"
    with pytest.raises(NotTranslated):
        english.save()

    english.refresh_from_db()
    assert english.title == "Strategy"


def test_the_german_page_itself_is_never_outdated(strategy):
    strategy.body = [paragraph("<p>Anders</p>")]
    strategy.save_revision().publish()

    assert not live(strategy).is_outdated


def test_a_proper_name_needs_no_translation(strategy, translate, settings):
    settings.PROPER_NAMES = {"Strategie"}
    strategy.intro = "Worum es geht"
    strategy.save_revision().publish()

    english = translate(strategy, "en", "Strategie", intro="What this is about")

    assert live(english).german_parts == [strategy.body[0].id]


@pytest.mark.parametrize(
    ("parts", "german"), [([], False), (["title"], False), (["title", "p-1"], True)]
)
def test_a_name_that_stays_as_it_is_makes_no_page_german_in_parts(parts, german):
    assert LiveText(german_parts=parts).is_german_in_parts is german


def test_publishing_old_words_once_more_does_not_make_them_current(strategy, translate):
    english = translate(strategy, "en", "Strategy")
    strategy.title = "Neue Strategie"
    strategy.save_revision().publish()

    english.save_revision().publish()

    assert live(english).is_outdated


def test_other_words_are_taken_for_a_translation_of_the_german_words_of_now(strategy, translate):
    english = translate(strategy, "en", "Strategy")
    strategy.title = "Neue Strategie"
    strategy.save_revision().publish()

    english.title = "New strategy"
    english.save_revision().publish()

    assert not live(english).is_outdated


def test_a_block_without_words_is_the_same_in_every_language(strategy, translate):
    source = {"image": 1, "alt_text": "", "decorative": True, "caption": ""}
    strategy.intro = "Worum es geht"
    strategy.body = [{"type": "figure", "value": source, "id": str(uuid.uuid4())}]
    strategy.save_revision().publish()

    english = translate(strategy, "en", "Strategy", intro="What this is about")

    assert live(english).german_parts == []
