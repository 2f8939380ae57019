"""What is broken in a translation is an error, what may be wrong a warning."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from translating.models import GlossaryTerm
from translating.quality import Level, faults, has_errors


def levels(german: str, words: str, **more) -> list[str]:
    return [fault.level for fault in faults(german, words, **more)]


ERROR, WARNING = [Level.ERROR], [Level.WARNING]


@pytest.mark.parametrize(
    ("german", "words", "expected"),
    [
        ("Guten Tag", "Good day", []),
        ("Guten Tag", "", ERROR),
        ("Guten Tag", " <b> </b>", ERROR),
        ("", "", []),
        # placeholders
        ("Hallo %(name)s", "Hello %(name)s", []),
        ("Hallo %(name)s", "Hello", ERROR),
        ("Hallo", "Hello {name}", ERROR),
        ("Hallo %(name)s", "Hello %(nane)s", [*ERROR, *ERROR]),
        ("Zu 50 % sicher", "50 % sure", []),
        # links and markup
        ('Zur <a id="a1">Seite</a>', 'To the <a id="a1">page</a>', []),
        ('Zur <a id="a1">Seite</a>', "To the page", ERROR),
        ('Zur <a id="a1">Seite</a>', 'To the <a id="a2">page</a>', [*ERROR, *ERROR]),
        ("Zur Seite", 'To the <a href="https://example.org">page</a>', ERROR),
        ("<b>Fett</b> ist", "<b>Bold</b> is", []),
        ("<b>Fett</b> ist", "Bold is", WARNING),
        ("Fett ist", "<b>Bold</b> is", []),
        ("Fett ist", "<b>Bold is", ERROR),
        ("Fett <b>und</b> <i>schräg</i>", "Bold <b>and <i>slanted</b></i>", [*ERROR]),
        ("Text", "<script>text</script> x", ERROR),
        ("Text", '<b onclick="x">text</b>', ERROR),
        ("Eine<br/>Zeile", "One<br>line", []),
        ("Siehe https://example.org/de", "See https://example.org/de.", []),
        ("Siehe https://example.org/de", "See there", WARNING),
        ("An rathaus@example.org", "To the town hall", WARNING),
        # numbers
        ("Seit 2019", "Since 2019", []),
        ("Seit 2019", "Since 2020", [*WARNING, *WARNING]),
        ("Seit 2019", "منذ ٢٠١٩", []),
        ("Seit 2019", "از ۲۰۱۹", []),
        ("1.000,50 Euro", "1,000.50 euros", []),
        ("1.000,50 Euro", "١٬٠٠٠٫٥٠ يورو", []),
        ("1.000.000 Euro", "1\u00a0000\u202f000 євро", []),
        ("100.000 Menschen", "100 000 людей", []),
        ("12 345,50 Euro", "12,345.50 euros", []),
        ("Raum 12 345 Menschen", "Room 12, 345 people", []),
        ("100.000 Menschen", "10 000 людей", [*WARNING, *WARNING]),
        ("am 03.05.2026", "on 3 May 2026", []),
        ("am 3. Mai 2026", "on 2026-05-03", []),
        ("am 3. Mai 2026", "on 4 May 2026", [*WARNING, *WARNING]),
        ("um 19.30 Uhr", "at 7:30 pm", []),
        ("um 19 Uhr", "at 19:00", []),
        ("1,5 Stunden", "1.5 hours", []),
        ("1,5 Stunden", "15 hours", [*WARNING, *WARNING, *WARNING]),
        ("Seiten 3–5", "pages 3-5", []),
        ("50 Prozent", "50 per cent", []),
        ("50 %", "%50 oranında", []),
        ("50 %", "٥٠٪", []),
        ("50 %", "50 per cent", WARNING),
        # blanks, sameness
        ("Guten Tag", " Good day", WARNING),
        ("Guten Tag ", "Good day", WARNING),
        ("Guten Tag", "Guten  Tag", WARNING),
        ("2026", "2026", []),
        ("rathaus@example.org", "rathaus@example.org", []),
        ("Weiterstadt WIRkt!", "Weiterstadt WIRkt!", []),
    ],
)
def test_what_is_found(german, words, expected):
    assert levels(german, words) == expected, faults(german, words)


def test_errors_stop_and_stand_first():
    found = faults("<b>Hallo</b> %(name)s", "Hello")

    assert [fault.level for fault in found] == [Level.ERROR, Level.WARNING]
    assert has_errors(found)
    assert not has_errors(faults("<b>Hallo</b> du", "Hello"))


def test_plain_text_may_hold_signs_that_look_like_markup():
    assert levels("5 < 6 & <b>", "5 < 6 and <b>", is_html=False) == []


def test_the_glossary_warns_and_never_stops():
    terms = [
        GlossaryTerm(german="Ausschuss", translation="committee"),
        GlossaryTerm(german="Magistrat"),
    ]

    found = faults("Ausschuss und Magistrat", "Board and mayor", terms=terms)

    assert [fault.level for fault in found] == [Level.WARNING, Level.WARNING]
    assert "committee" in found[0].message
    assert levels("Ausschuss und Magistrat", "Committees, Magistrat", terms=terms) == []


texts = some.text(some.sampled_from("aä <>/&%(){}1.,٣b\"='s\n"), max_size=30)


@given(texts, texts)
def test_no_text_is_too_strange(german, words):
    for fault in faults(german, words):
        assert fault.message


@given(some.lists(some.integers(0, 999_999_999), min_size=1, max_size=4))
def test_a_number_is_the_same_in_every_script_and_with_any_separator(numbers):
    arabic = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬")
    german = " und ".join(f"{number:,}".replace(",", ".") for number in numbers)
    words = " and ".join(f"{number:,}" for number in numbers)

    assert levels(f"Es sind {german}", f"There are {words}") == []
    assert levels(f"Es sind {german}", f"There are {words}".translate(arabic)) == []


@given(some.sampled_from(["b", "i", "em", "strong"]), some.text("abc ", min_size=1, max_size=5))
def test_a_tag_that_is_never_closed_is_an_error(tag, text):
    assert Level.ERROR in levels(f"<{tag}>Wort</{tag}> mehr", f"x{text}<{tag}>word more")
