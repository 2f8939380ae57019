"""The main job, clicked from the first word to the resolution and its Arabic translation."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page

from .town import Person, Votes

CHAPTER = "Ankommen und Zusammenleben"
OTHER_CHAPTER = "Teilhabe und Demokratie"
SECTION = "Lotsinnen und Lotsen"
SUMMARY = "Wer neu in der Stadt ist, findet Menschen, die den Weg kennen."
GUIDELINE = "Niemand kommt in Weiterstadt allein an."
PARAGRAPH = "Lotsinnen und Lotsen begleiten neue Nachbarn zu Ämtern, Schulen und Vereinen."
PLACE = "/strategie/ankommen-und-zusammenleben/lotsinnen-und-lotsen/"
PAPER = "DS 2026/301"

ARABIC = {
    SECTION: "المرشدات والمرشدون",
    SUMMARY: "من يصل حديثاً إلى المدينة يجد من يعرف الطريق.",
    GUIDELINE: "لا أحد يصل إلى فايترشتات وحيداً.",
    PARAGRAPH: "ترافق المرشدات ويرافق المرشدون الجيران الجدد إلى الدوائر والمدارس والجمعيات.",
}

#: Each body on the way: what its name contains, its vote (present, yes, no, abstentions) and what it recommends.
RECOMMENDING: list[tuple[str, Votes, str]] = [
    ("Magistrat", (8, 8, 0, 0), "adopted"),
    ("Sozial", (9, 6, 2, 1), "adopted"),
    ("Haupt- und Finanz", (8, 3, 5, 0), "rejected"),
    ("Ausländerbeirat", (6, 6, 0, 0), "adopted"),
    ("Seniorenbeirat", (5, 4, 0, 1), "adopted"),
    ("Gleichstellung", (6, 6, 0, 0), "adopted"),
]
COUNCIL = "Stadtverordnetenversammlung"


def write_a_section(editor: Person, title: str, chapter: str = CHAPTER) -> None:
    editor.begins_a_section(chapter, title, SUMMARY)
    editor.writes("pick", GUIDELINE)
    editor.writes("pilcrow", PARAGRAPH)
    editor.saves_the_draft()


def test_from_draft_to_resolution(person: Callable[[str], Person], visitor: Callable[..., Page]):
    editor = person("editor")
    write_a_section(editor, SECTION)
    assert visitor().goto(f"/de{PLACE}").status == 404

    editor.submits("resolution")
    for name in ("steering1", "steering2", "steering3"):
        person(name).votes(SECTION)
    assert visitor().goto(f"/de{PLACE}").status == 404

    clerk = person("clerk")
    clerk.makes_a_paper(PAPER, "Lotsinnen und Lotsen für Neue", [SECTION])
    for number, (body, votes, outcome) in enumerate(RECOMMENDING, start=901):
        clerk.calls_a_meeting(body, number, votes[0], "Rathaus")
        clerk.puts_on_the_agenda(PAPER, body, number)
        clerk.opens_the_record(body, number)
        clerk.enters_the_result(outcome, votes)
        clerk.page.wait_for_url("**/council/meetings/*/")

    clerk.calls_a_meeting(COUNCIL, 990, 30, "Bürgerzentrum")
    clerk.puts_on_the_agenda(PAPER, COUNCIL, 990)
    record_an_impossible_vote_first(clerk, visitor)
    clerk.enters_the_result("adopted", (30, 21, 6, 3), "Die Leitlinie wird beschlossen.")
    clerk.page.wait_for_url("**/council/meetings/*/")

    the_public_reads_the_resolution(visitor())
    editor.orders_a_translation(SECTION, "العربية")
    translator = person("translator-ar")
    translator.opens(SECTION)
    translator.translates(ARABIC)
    translator.hands_in()
    person("reviewer-ar").publishes_the_translation(SECTION)
    the_public_reads_arabic(visitor())


def record_an_impossible_vote_first(clerk: Person, visitor: Callable[..., Page]) -> None:
    """A tie does not carry, and more votes than members are no vote: the form says why."""
    clerk.opens_the_record(COUNCIL, 990)
    clerk.enters_the_result("adopted", (30, 15, 15, 0))
    assert re.search(r"/record/$", clerk.page.url)
    assert clerk.page.locator(".error-message").count() > 0
    clerk.enters_the_result("adopted", (30, 25, 10, 5))
    assert clerk.page.locator(".error-message").count() > 0
    clerk.enters_the_result("adopted", (12, 12, 0, 0))
    assert clerk.page.locator(".error-message").count() > 0
    assert clerk.page.input_value("[name=yes]") == "12"
    assert visitor().goto(f"/de{PLACE}").status == 404


def looks_up(reader: Page, title: str, chapter: str = CHAPTER) -> None:
    """Find a section from the front page: strategy, chapter, section."""
    reader.goto("/de/")
    reader.click("header nav.main-menu a[href='/de/strategie/']")
    reader.click(f"main a:has-text('{chapter}')")
    reader.click(f"main a:has-text('{title}')")
    reader.wait_for_url("**/strategie/*/*/")


def the_public_reads_the_resolution(reader: Page) -> None:
    looks_up(reader, SECTION)
    text = reader.locator("main").inner_text()
    for words in (SECTION, SUMMARY, GUIDELINE, PARAGRAPH, PAPER, COUNCIL, "21", "6", "3"):
        assert words in text, words
    assert re.search(r"[0-9a-f]{4}\s?[0-9a-f]{4}", text), "no checksum"
    reader.click("main .paragraph__number >> nth=1")
    assert re.search(r"#p-[0-9a-f-]{36}$", reader.url)


def the_public_reads_arabic(reader: Page) -> None:
    reader.goto(f"/de{PLACE}")
    reader.click("header details:has(nav.languages) > summary")
    reader.click("header nav.languages a[hreflang=ar]")
    assert reader.url.endswith(f"/ar{PLACE}")
    assert reader.locator("html").get_attribute("dir") == "rtl"
    text = reader.locator("main").inner_text()
    for words in ARABIC.values():
        assert words in text
    binding = reader.locator(f"main a[hreflang=de][href='/de{PLACE}']")
    assert binding.count() > 0, "nothing says that German is binding"


def test_release_for_participation(person: Callable[[str], Person], visitor: Callable[..., Page]):
    title = "Räume für Begegnung"
    editor = person("editor")
    # Another chapter than the other journey's: both would be offered the same next number.
    write_a_section(editor, title, OTHER_CHAPTER)
    editor.submits("release")

    person("steering1").votes(title, "request_changes", "Bitte auch den Ort nennen.")
    assert any(title in line for line in editor.desk())
    editor.takes_from_the_desk(title, "/edit/")
    editor.changes(GUIDELINE, "In jedem Stadtteil steht ein Raum für alle offen.")
    editor.submits("again")
    for name in ("steering1", "steering2", "steering3"):
        person(name).votes(title)

    reader = visitor()
    looks_up(reader, title, OTHER_CHAPTER)
    text = reader.locator("main").inner_text()
    assert "In jedem Stadtteil steht ein Raum für alle offen." in text
    assert "0.1" in text
    assert PAPER not in text
