"""The state of translations changes with the German publication, or neither does."""

import pytest
from django.db import transaction
from wagtail.models import Locale

from cms.models import LiveText, User
from partners.models import ActorGroup
from translating.states import State, standings

from .course import Course


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    course = Course(home, Locale.objects.get(language_code="tr"), *people)
    course.translate()
    return course


class PowerCut(Exception):
    pass


def cut(*args, **kwargs):
    raise PowerCut


@pytest.mark.parametrize(
    "where",
    [
        "cms.models.live_text.LiveText.record",  # before the state is written
        "cms.trees.Before.let_translations_follow",  # right after it
    ],
)
def test_german_words_do_not_go_live_without_the_state_of_their_translations(
    it, monkeypatch, where
):
    monkeypatch.setattr(where, cut)

    with pytest.raises(PowerCut):
        it.say_in_german(intro="Ganz andere Worte.")

    assert it.german.intro == "Alle sind eingeladen."
    assert it.state == State.CHECKED


def test_the_state_goes_back_with_the_transaction_around_it(it):
    with pytest.raises(PowerCut), transaction.atomic():
        it.say_in_german(intro="Ganz andere Worte.")
        assert it.state == State.OUTDATED
        raise PowerCut

    assert it.german.intro == "Alle sind eingeladen."
    assert it.state == State.CHECKED


def test_a_page_is_not_taken_down_without_its_translations(it, monkeypatch):
    monkeypatch.setattr("cms.trees.take_down", cut)

    with pytest.raises(PowerCut):
        it.german.unpublish()

    assert it.german.live and it.copy.live and LiveText.objects.filter(page=it.page).exists()


def test_a_translation_is_not_public_without_its_source(it, monkeypatch):
    it.say_in_german(intro="Ganz andere Worte.")
    it.write()
    before = it.text.source_hash
    monkeypatch.setattr("cms.models.live_text.LiveText.record", cut)

    with pytest.raises(PowerCut):
        it.publish()

    assert it.state == State.OUTDATED and it.text.source_hash == before
    assert "Ganz andere" not in it.copy.intro


def test_a_snippet_is_saved_with_its_state_or_not_at_all(it, monkeypatch):
    german = ActorGroup.objects.create(key="ag", name="Verwaltung", locale=it.home.locale)
    turkish = german.copy_for_translation(it.locale)
    turkish.name = "Yönetim"
    turkish.save()
    monkeypatch.setattr("cms.models.snippet_text.bring_to_translators", cut)

    german.name = "Alle Ämter"
    with pytest.raises(PowerCut):
        german.save()

    german.refresh_from_db()
    assert german.name == "Verwaltung"
    found = standings([german], [it.locale])
    assert found[german.translation_key, it.locale.pk].state == State.CHECKED
