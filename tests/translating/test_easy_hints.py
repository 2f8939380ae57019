"""Each rule finds what it is for, and leaves alone what only looks like it."""

import pytest
from django.utils import translation

from translating.easy_hints import BOTH, NETWORK, Hint, hints_for, sentences

LONG = (
    "Die Stadt bietet allen Menschen die neu sind ein Gespräch in ihrer eigenen Sprache im Haus an."
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def found(text: str, start: str) -> list[Hint]:
    return [hint for hint in hints_for(text) if hint.message.startswith(start)]


def test_a_long_sentence_is_named_with_its_count():
    (hint,) = found(f"Kurz. {LONG}", "This sentence")

    assert "17 words" in hint.message and "Die Stadt bietet" in hint.message
    assert hint.source == BOTH
    assert found("Die Stadt hilft allen Menschen.", "This sentence") == []


def test_an_abbreviation_ends_no_sentence_and_a_list_item_is_one():
    assert sentences("Es gibt z. B. Essen. Es ist gut.") == ["Es gibt z. B. Essen.", "Es ist gut."]
    assert sentences("<ul><li>Erstens</li><li>Danach</li></ul>") == ["Erstens", "Danach"]


@pytest.mark.parametrize("word", ["Integrationsstrategie", "Stadtverordnetenversammlung"])
def test_a_long_word_is_found(word):
    assert word in found(f"Das ist die {word}.", "A long word")[0].message


@pytest.mark.parametrize("word", ["Integrations-Strategie", "Stadt·verordneten", "Veranstaltung"])
def test_a_parted_or_shorter_word_is_fine(word):
    assert found(f"Das ist die {word}.", "A long word") == []


@pytest.mark.parametrize(
    "short", ["z. B.", "z.B.", "d. h.", "usw.", "bzw.", "u. a.", "e. V.", "EU", "HGO"]
)
def test_an_abbreviation_is_found(short):
    assert short in found(f"Wir haben {short} vieles.", "An abbreviation")[0].message


@pytest.mark.parametrize(
    "text", ["Das WC ist hier.", "Wir sind WIRkt.", "HERZLICH WILLKOMMEN BEI UNS"]
)
def test_known_short_words_names_and_headlines_are_fine(text):
    assert found(text, "An abbreviation") == []


@pytest.mark.parametrize(
    "text",
    [
        "Das Fest wird gemacht.",
        "Alle Menschen werden eingeladen.",
        "Der Plan wurde beschlossen.",
        "Das Essen wird verkauft.",
        "Der Plan ist besprochen worden.",
        "Das Treffen wird organisiert.",
        "Die Räume wurden vergeben.",
    ],
)
def test_the_passive_is_found(text):
    assert len(found(text, "Passive")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Wir machen ein Fest.",
        "Das Wetter wird gut.",
        "Wir werden gehen.",
        "Sie wird Lehrerin.",
        "Es wird gerecht.",
        "Wir werden zusammen gewinnen.",
        "Wir haben gegessen.",
    ],
)
def test_the_active_and_the_future_are_fine(text):
    assert found(text, "Passive") == []


@pytest.mark.parametrize(
    "text",
    [
        "Das Haus des Lehrers ist groß.",
        "Das ist das Ziel eines guten Plans.",
        "Das ist die Aufgabe der Stadt.",
        "Gruppen der Stadt laden ein.",
        "Wegen des Regens ist es kalt.",
        "Wir bleiben während der Arbeit hier.",
    ],
)
def test_the_genitive_is_found(text):
    assert len(found(text, "Genitive")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Das Haus von dem Lehrer ist groß.",
        "Wir treffen uns in der Stadt.",
        "Auf der Bühne singt ein Chor.",
        "Nicht der Mensch ist das Problem.",
        "Der Mann, der Kinder hat, ist da.",
        "Dieses Haus ist neu.",
        "Wir wohnen im Haus.",
    ],
)
def test_other_cases_are_fine(text):
    assert found(text, "Genitive") == []


@pytest.mark.parametrize("word", ["drei", "zwölf", "zwanzig", "dreißig", "hundert", "fünfzehn"])
def test_a_number_as_a_word_is_found(word):
    assert word in found(f"Es kommen {word} Menschen.", "A number as a word")[0].message


@pytest.mark.parametrize("number", ["IV", "XII"])
def test_a_roman_numeral_is_found_and_is_no_abbreviation(number):
    (hint,) = hints_for(f"Das ist Teil {number}.")

    assert hint.message.startswith("A Roman numeral") and hint.source == NETWORK


@pytest.mark.parametrize("number", ["45 %", "12,5 Prozent", "27.000", "1 200 000"])
def test_a_number_that_is_hard_to_picture_is_found(number):
    assert number in found(f"Es sind {number} der Leute.", "A number that is hard")[0].message


@pytest.mark.parametrize(
    "text", ["Es kommen 3 Menschen.", "Am 3. Mai 2026 um 15 Uhr.", "64331 Ort"]
)
def test_digits_dates_and_postcodes_are_fine(text):
    assert hints_for(text) == []


def test_rich_text_is_read_without_its_markup():
    assert (
        hints_for('<p>Wir <a href="https://example.org/Integrationsstrategie">helfen</a>.</p>')
        == []
    )


def test_a_hint_names_its_source():
    assert str(hints_for("Das ist die Integrationsstrategie.")[0]).endswith(f"(Source: {BOTH})")
