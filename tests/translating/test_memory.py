"""Sentences that somebody translated once are offered again, wherever they stand."""

import time

import pytest
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation

from home.models import PlainPage
from tests.factories import paragraph
from translating.memory import suggest

GERMAN = "Alle Menschen in der Stadt sind willkommen und werden gehört."


@pytest.fixture
def remember(home, turkish, given, say, translator):
    """Return a function that makes a page with one German sentence and its translation."""

    def make(german: str, words: str, title: str = "Willkommen", by=translator, **more):
        page = PlainPage(title=title, slug=f"seite-{PlainPage.objects.count()}")
        page.body = [paragraph(german)]
        home.add_child(instance=page)
        return say(given(page, turkish), german, words, by, **more)

    return make


def test_the_same_words_are_found_across_pages_with_who_and_where(remember, turkish):
    remember(GERMAN, "Herkes hoş geldi.", title="Ankommen")

    ((match,),) = suggest([GERMAN], turkish)

    assert (match.words, match.percent, match.title) == ("Herkes hoş geldi.", 100, "Ankommen")
    assert match.by == "Ayşe Yılmaz"


@pytest.mark.parametrize(
    ("german", "least", "most"),
    [
        (GERMAN.replace("Stadt", "Gemeinde"), 80, 99),
        (GERMAN.replace("willkommen", "<b>willkommen</b>"), 95, 99),
        (GERMAN.replace(".", "!"), 85, 99),
    ],
)
def test_nearly_the_same_words_have_a_percentage_below_100(remember, turkish, german, least, most):
    remember(GERMAN, "Herkes hoş geldi.")

    ((match,),) = suggest([german], turkish)

    assert least <= match.percent <= most
    assert match.german == GERMAN


def test_words_that_differ_only_in_numbers_rank_high_but_never_100(remember, turkish):
    remember("Am 3. Mai 2025 um 19 Uhr.", "3 Mayıs 2025, saat 19'da.")

    ((match,),) = suggest(["Am 12. Mai 2026 um 20 Uhr."], turkish)

    assert match.percent == 98


def test_other_words_are_not_offered(remember, turkish):
    remember(GERMAN, "Herkes hoş geldi.")

    assert suggest(["Der Haushalt wird im Herbst beraten."], turkish) == [[]]


def test_the_best_comes_first_and_the_newest_among_equals(remember, turkish):
    remember(GERMAN, "Eski.")
    remember(GERMAN.replace("Stadt", "Gemeinde"), "Yakın.")
    remember(GERMAN, "Yeni.", title="Andere Seite")

    ((*matches,),) = suggest([GERMAN], turkish)

    assert [match.words for match in matches] == ["Yeni.", "Eski.", "Yakın."]


def test_the_same_translation_is_offered_once(remember, turkish):
    remember(GERMAN, "Herkes.")
    remember(GERMAN, "Herkes.", title="Andere Seite")

    assert len(suggest([GERMAN], turkish)[0]) == 1


def test_machine_words_faulty_words_and_other_languages_are_not_offered(remember, turkish):
    remember(GERMAN, "Makine.", translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    remember(GERMAN, "Bozuk.", has_error=True)
    remember(GERMAN, "")

    assert suggest([GERMAN], turkish) == [[]]
    remember(GERMAN, "Herkes.")
    assert suggest([GERMAN], Locale.objects.get(language_code="ar")) == [[]]


def test_the_translation_at_hand_is_no_suggestion_for_itself(remember, turkish):
    row = remember(GERMAN, "Herkes.")

    assert suggest([GERMAN], turkish, leave_out=[row.pk]) == [[]]


def test_each_text_gets_its_own_list_and_empty_ones_get_none(remember, turkish):
    remember(GERMAN, "Herkes.")

    found = suggest(["", GERMAN, "Etwas ganz anderes"], turkish)

    assert [len(one) for one in found] == [0, 1, 0]
    assert suggest([], turkish) == []


def test_more_texts_cost_no_more_queries(remember, turkish, count_queries):
    for number in range(3):
        remember(f"{GERMAN} Zum {number}. Mal.", f"{number}")
    one = count_queries(lambda: suggest([GERMAN], turkish))
    many = count_queries(lambda: suggest([f"{GERMAN} Zum {n}. Mal." for n in range(20)], turkish))

    assert many == one == 3


def test_ten_thousand_sentences_are_searched_in_a_moment(remember, turkish):
    """The bound is generous: it tells a loop over everything from a choice, not a slow machine."""
    row = remember(GERMAN, "Herkes.")
    nouns = ["Kita", "Schule", "Verein", "Amt", "Rat", "Fest", "Haus", "Weg", "Platz", "Markt"]
    verbs = ["fördert", "plant", "braucht", "schützt", "öffnet"]
    sentences = [
        f"Die {nouns[n % 10]} {verbs[n % 5]} im Ortsteil {n // 7} gemeinsam mit der "
        f"{nouns[n // 10 % 10]} jedes Jahr ein neues Angebot für Menschen im Alter von {n % 97}."
        for n in range(10_000)
    ]
    german = row.translation_of.locale
    strings = String.objects.bulk_create(
        String(locale=german, data=data, data_hash=String._get_data_hash(data))
        for data in sentences
    )
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=string,
            locale=turkish,
            context=row.context,
            data=f"çeviri {number}",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for number, string in enumerate(strings)
    )
    asked = [sentence.replace("jedes", "dieses") for sentence in sentences[:5000:100]]

    began = time.process_time()
    found = suggest(asked, turkish)
    took = time.process_time() - began

    assert len(asked) == 50
    assert all(one and one[0].percent >= 90 for one in found)
    assert took < 5, took
    print(f"50 texts against 10,000: {took:.2f} s")
