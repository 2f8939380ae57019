"""German terms are found in every form, and a translation is asked for the agreed words in any of theirs."""

import pytest
from wagtail.models import Locale

from translating.glossary import Glossary, found_in, missing, terms_for
from translating.models import GlossaryTerm


def term(german: str, translation: str = "") -> GlossaryTerm:
    return GlossaryTerm(german=german, translation=translation)


def found(text: str, *terms: GlossaryTerm) -> list[tuple[str, bool]]:
    return [(one.word, one.is_compound) for one in found_in(text, None, terms)]


@pytest.mark.parametrize(
    ("german", "text", "word"),
    [
        ("Ausschuss", "Der Ausschuss tagt.", "Ausschuss"),
        ("Ausschuss", "Die Ausschüsse tagen.", "Ausschüsse"),
        ("Ausschuss", "Der Vorsitz des Ausschusses wechselt.", "Ausschusses"),
        ("Ausschuss", "in den Ausschüssen", "Ausschüssen"),
        ("Maßnahme", "Alle Maßnahmen sind öffentlich.", "Maßnahmen"),
        ("Gremium", "in den Gremien", "Gremien"),
        ("Beirat", "die Beiräte", "Beiräte"),
        ("Beschluss", "laut Beschluß", "Beschluß"),
        ("Bündnis", "des Bündnisses", "Bündnisses"),
        ("Rat", "des Rates", "Rates"),
        ("Beirat", "der Bei\u00adrat", "Bei\u00adrat"),
        ("Einfache Sprache", "in Einfacher Sprache", "Einfacher Sprache"),
        ("Bündnis für Vielfalt", "das <b>Bündnis für\nVielfalt</b>", "Bündnis für\nVielfalt"),
    ],
)
def test_a_term_is_found_in_its_forms(german, text, word):
    assert found(text, term(german, "x")) == [(word, False)]


@pytest.mark.parametrize(
    ("german", "text"),
    [
        ("Vorlage", "Sie lag und vorlag."),
        ("Rat", "Rathaus und Heimat"),
        ("Stadt", "stattfinden"),
        ("Ausschuss", '<a title="Ausschuss">hier</a>'),
    ],
)
def test_other_words_are_not_taken_for_a_term(german, text):
    assert found(text, term(german, "x")) == []


@pytest.mark.parametrize("word", ["Ausschusssitzung", "Sozialausschusses", "Ausschussvorsitz"])
def test_a_longer_word_with_a_term_in_it_is_flagged_as_compound(word):
    assert found(f"Die {word}.", term("Ausschuss", "committee")) == [(word, True)]


def test_a_word_joined_by_a_hyphen_is_a_compound():
    assert found("Das Bündnis-Treffen.", term("Bündnis", "alliance")) == [("Bündnis", True)]


def test_the_longest_term_wins():
    terms = [term("Stadt", "town"), term("Stadt Weiterstadt", "Town of Weiterstadt")]

    assert found("Die Stadt Weiterstadt lädt ein.", *terms) == [("Stadt Weiterstadt", False)]


def test_positions_are_those_of_the_text_with_its_markup():
    text = "Der <b>Magistrat</b> tagt."

    (one,) = found_in(text, None, [term("Magistrat", "magistrate")])

    assert text[one.start : one.end] == "Magistrat"


@pytest.mark.parametrize(
    ("agreed", "words"),
    [
        ("committee", "Two committees meet."),
        ("komisyon", "Komisyonun toplantısı"),
        ("kitap", "kitabı"),
        ("комітет", "засідання комітету"),
        ("рада", "рішення ради"),
        ("لجنة", "اجتمعت اللجنة أمس"),
        ("لجنة", "وللجنة رأي"),
        ("مجلس المدينة", "قرار لمجلس المدينة"),
        ("city council; council", "The council decides."),
    ],
)
def test_the_agreed_words_may_be_inflected(agreed, words):
    assert missing("Der Ausschuss tagt.", words, None, [term("Ausschuss", agreed)]) == []


@pytest.mark.parametrize("words", ["The board meets.", "The commission meets.", ""])
def test_other_words_than_the_agreed_ones_are_reported_once(words):
    agreed = term("Ausschuss", "committee")

    assert missing("Ausschuss und Ausschüsse", words, None, [agreed]) == [agreed]


def test_a_compound_asks_for_nothing():
    assert missing("Ausschusssitzung", "meeting", None, [term("Ausschuss", "committee")]) == []


def test_a_name_stays_as_it_is():
    name = term("Weiterstadt WIRkt!")

    assert (
        missing("Bei Weiterstadt WIRkt! mitmachen", "شارك في Weiterstadt WIRkt!", None, [name])
        == []
    )
    assert missing("Bei Weiterstadt WIRkt! mitmachen", "Join Weiterstadt works!", None, [name]) == [
        name
    ]


def test_the_terms_of_a_language_are_its_own_the_names_and_the_proper_names(db, count_queries):
    turkish, arabic = (Locale.objects.get_or_create(language_code=code)[0] for code in ("tr", "ar"))
    GlossaryTerm.objects.create(german="Ausschuss", locale=turkish, translation="komisyon")
    GlossaryTerm.objects.create(german="Magistrat")
    GlossaryTerm.objects.create(german="Magistrat", locale=arabic, translation="مجلس البلدية")

    in_turkish = {one.german: one.translation for one in terms_for(turkish)}
    in_arabic = {one.german: one.translation for one in terms_for(arabic)}

    names = {"Weiterstadt WIRkt!": "", "WIRkt": ""}
    assert in_turkish == names | {"Ausschuss": "komisyon", "Magistrat": ""}
    assert in_arabic == names | {"Magistrat": "مجلس البلدية"}
    assert count_queries(lambda: terms_for(turkish)) == 1


def test_terms_of_other_languages_are_left_out(db):
    turkish, arabic = (Locale.objects.get_or_create(language_code=code)[0] for code in ("tr", "ar"))
    terms = [GlossaryTerm(german="Ausschuss", locale=turkish, translation="komisyon")]

    assert found_in("Ausschuss", arabic, terms) == []
    assert len(found_in("Ausschuss", turkish, terms)) == 1


def test_a_glossary_without_letters_harms_nobody():
    assert found("Ein Text.", *Glossary([term("!"), term("…", "x")])) == []
