"""A translation that still holds German sentences marks each of them, wherever in a block it stands."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from wagtail.models import Locale

from cms.models import LiveText, User
from cms.snapshots import snapshot
from home import roles
from home.models import PlainPage
from tests.factories import paragraph
from translating import actions
from translating.exchange import po
from translating.exchange.packing import pack
from translating.models import LanguageRules
from translating.states import State, standings

from .at_work import sentences, write

in_two_languages = pytest.mark.parametrize(
    ("language", "mark"), [("ar", "هذا مترجم"), ("tr", "Bu çevrildi")]
)


def item(kind: str, value: object) -> dict:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


@pytest.fixture
def body() -> list[dict]:
    row = {"cells": [item("item", "Rathaus Mitte"), item("item", "Montag")]}
    table = {
        "caption": "Wann es ist",
        "header": [item("item", "Was ist das"), item("item", "Welcher Tag")],
        "rows": [item("item", row)],
    }
    points = [item("item", "<p>Erster Punkt</p>"), item("item", "<p>Zweiter <b>Punkt</b></p>")]
    return [
        paragraph("Ein Satz.</p><p>Noch ein Satz."),
        item("list", points),
        item("table", table),
        item("quote", {"text": "Gut so.", "speaker": "eine Mutter"}),
    ]


@pytest.fixture
def shown(home, body, translate, client, language, mark):
    """Publish the page with these German sentences untranslated; return what a reader gets, and the page."""
    german = {"Noch ein Satz.", "Zweiter Punkt", "Montag", "Welcher Tag", "eine Mutter"}
    translate(home, language, title="Start")
    page = home.add_child(instance=PlainPage(title="Treffen", slug="treffen", body=body))
    locale = Locale.objects.get(language_code=language)
    LanguageRules.objects.create(locale=locale, four_eyes=False)
    person = User.objects.create_user("eine", password="wirkt-demo")
    person.groups.add(Group.objects.get(name=roles.translators(language)))
    work = actions.begin(instance=page, locale=locale, by=person)
    others = [words for words in sentences(work) if words not in german]
    write(work, person, words={words: f"{mark} {n}" for n, words in enumerate(others)})
    write(work, person, words={"Rathaus Mitte": "Rathaus Mitte"})
    actions.hand_in(work=work, by=person)
    public = actions.publish(work=work, by=person)
    return (
        BeautifulSoup(client.get(public.get_url()).content, "html.parser"),
        public,
        person,
        german,
    )


@in_two_languages
def test_each_german_sentence_is_marked_and_nothing_else_is(shown, language):
    soup, _public, _person, german = shown

    marked = {" ".join(one.get_text().split()) for one in soup.main.find_all(lang="de")}

    assert marked == german
    assert all(one["dir"] == "ltr" for one in soup.main.find_all(lang="de"))
    assert soup.find(attrs={"data-translation": "partial"})


@in_two_languages
def test_the_mark_is_in_no_text_that_is_kept(shown, language):
    _soup, public, person, german = shown

    assert "span" not in str(snapshot(public)) and "lang=" not in str(snapshot(public))
    sentences = LiveText.objects.get(page=public).german_sentences.values()
    assert {one for found in sentences for one in found} == german
    file = po.write(pack(root=public, locale=public.locale, below=False, by=person).parcel)
    assert b"<span" not in file


def test_one_german_sentence_inside_of_a_paragraph_is_told_to_everybody(
    page, arabic, people, client
):
    page.body = [paragraph("Der erste Satz.</p><p>Der zweite Satz.")]
    page.save_revision().publish()
    work = actions.begin(instance=page, locale=arabic, by=people("translator"))
    most = {"Mitmachen": "شاركوا", "Für alle.": "للجميع.", "Der erste Satz.": "الجملة الأولى."}
    write(work, people("translator"), words=most)
    actions.hand_in(work=work, by=people("translator"))

    public = actions.publish(work=work, by=people("second"))

    said = LiveText.objects.get(page=public)
    assert (said.german_parts, said.german_sentences) == (
        [],
        {page.body[0].id: ["Der zweite Satz."]},
    )
    standing = standings([page], [arabic])[page.translation_key, arabic.pk]
    assert (standing.state, standing.words_left) == (State.IN_WORK, 3)
    shown = client.get(public.get_url()).text
    assert 'data-translation="partial"' in shown
    assert '<p>الجملة الأولى.</p><p dir="ltr" lang="de">Der zweite Satz.</p>' in shown

    write(work, people("translator"), words={"Der zweite Satz.": "الجملة الثانية."})
    actions.hand_in(work=work, by=people("translator"))
    actions.publish(work=work, by=people("second"))
    assert LiveText.objects.get(page=public).german_sentences == {}
    assert 'lang="de">Der zweite' not in client.get(public.get_url()).text
