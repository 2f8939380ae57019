"""The council at full length: amendments, a deferral, a referral back, en bloc, an objection."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page

from .chamber import (
    chooses_sections,
    objects,
    opens_the_meeting,
    proposes,
    takes_the_objection_back,
    votes_on_amendments,
)
from .mails import mails_to
from .test_main_job import COUNCIL, PARAGRAPH, RECOMMENDING, write_a_section
from .town import Person

CHAPTER = "Engagement und Bündnis"
PLACE = "/strategie/engagement-und-buendnis"
FEASTS, GARDENS, TREES = "Feste der Nachbarschaft", "Gärten für alle", "Bäume und Bänke"
PAPER = "DS 2026/401"
SOCIAL = "Sozial"
CHANGED = "Lotsinnen und Lotsen begleiten neue Nachbarn, so lange sie es wünschen."
CONFLICTING = "Lotsinnen und Lotsen begleiten neue Nachbarn höchstens ein Jahr."
ADDED = "Zu jedem Fest laden die Vereine gemeinsam ein."


def test_a_paper_on_its_way_through_the_council(
    person: Callable[[str], Person], visitor: Callable[..., Page]
):
    editor, clerk = person("editor"), person("clerk")
    through_the_steering_group(editor, person)
    paper = clerk.makes_a_paper(PAPER, "Nachbarschaft", [FEASTS, GARDENS, TREES])
    amendments_are_proposed(clerk, person("member"), paper)
    the_bodies_recommend(clerk)
    the_council_decides(clerk)
    the_public_reads_what_became_of_it(visitor())
    the_section_comes_back(editor, person)
    an_objection_suspends_and_is_taken_back(clerk, visitor)


def through_the_steering_group(editor: Person, person: Callable[[str], Person]) -> None:
    titles = (FEASTS, GARDENS, TREES)
    for title in titles:
        write_a_section(editor, title, CHAPTER)
        editor.submits("resolution")
    assert any(FEASTS in mail for mail in mails_to("steering1"))
    for name in ("steering1", "steering2", "steering3"):
        member = person(name)
        assert any(FEASTS in line for line in member.desk())
        for title in titles:
            member.votes(title)
        assert not any(FEASTS in line for line in member.desk())
    assert any(FEASTS in mail for mail in mails_to("clerk"))


def amendments_are_proposed(clerk: Person, member: Person, paper: str) -> None:
    """A member and a faction want other words in one paragraph; a body wants one more."""
    proposes(member, paper, FEASTS, PARAGRAPH, "change", CHANGED, "Ein Jahr ist oft zu kurz.")
    proposes(clerk, paper, FEASTS, PARAGRAPH, "change", CONFLICTING, "Es kostet Zeit.", "Nord")
    proposes(clerk, paper, GARDENS, PARAGRAPH, "insert", ADDED, "Gemeinsam geht mehr.", "Seniorenb")
    text = clerk.page.locator("main").inner_text()
    assert all(label in text for label in ("Ä1", "Ä2", "Ä3"))
    assert clerk.page.locator(".help-warning").count() == 1, "nothing warns of the conflict"
    assert any(PAPER in mail for mail in mails_to("clerk"))


def the_bodies_recommend(clerk: Person) -> None:
    for number, (body, votes, outcome) in enumerate(RECOMMENDING, start=801):
        clerk.calls_a_meeting(body, number, votes[0], "Rathaus")
        clerk.puts_on_the_agenda(PAPER, body, number)
        clerk.opens_the_record(body, number)
        if body == SOCIAL:
            clerk.enters_the_result("deferred", votes)
            clerk.page.wait_for_url("**/council/meetings/*/")
            clerk.calls_a_meeting(body, 850, votes[0], "Rathaus")
            clerk.puts_on_the_agenda(PAPER, body, 850)
            votes_on_amendments(clerk, body, 850, {"Ä1": ("accepted", votes)})
            clerk.opens_the_record(body, 850)
        clerk.enters_the_result("adopted_amended" if body == SOCIAL else outcome, votes)
        clerk.page.wait_for_url("**/council/meetings/*/")


def the_council_decides(clerk: Person) -> None:
    votes = (30, 20, 7, 3)
    clerk.calls_a_meeting(COUNCIL, 890, 30, "Bürgerzentrum")
    clerk.puts_on_the_agenda(PAPER, COUNCIL, 890)
    decided = {"Ä1": ("accepted", votes), "Ä2": ("rejected", (30, 7, 20, 3)), "Ä3": ("accepted", votes)}  # fmt: skip
    votes_on_amendments(clerk, COUNCIL, 890, decided)
    clerk.opens_the_record(COUNCIL, 890)
    chooses_sections(clerk, [FEASTS, GARDENS])
    clerk.enters_the_result("adopted_amended", votes, "Mit den Änderungen Ä1 und Ä3 beschlossen.")
    # The rest of the paper stays on the form.
    clerk.page.wait_for_url("**/record/")
    clerk.enters_the_result("referred_back", votes, "Die Kosten fehlen.")
    clerk.page.wait_for_url("**/council/meetings/*/")


def the_public_reads_what_became_of_it(reader: Page) -> None:
    reader.goto(f"/de{PLACE}/feste-der-nachbarschaft/")
    text = reader.locator("main").inner_text()
    assert CHANGED in text and CONFLICTING not in text
    assert PAPER in text and COUNCIL in text
    reader.click("main a[href$='/amendments/']")
    text = reader.locator("main").inner_text()
    for words in ("Ä1", "Ä2", "so lange sie es wünschen", "höchstens ein Jahr", "Ein Jahr ist oft"):
        assert words in text, words
    assert "Ä3" not in text
    reader.goto(f"/de{PLACE}/gaerten-fuer-alle/")
    assert ADDED in reader.locator("main").inner_text()
    assert reader.goto(f"/de{PLACE}/baeume-und-baenke/").status == 404


def the_section_comes_back(editor: Person, person: Callable[[str], Person]) -> None:
    assert any(TREES in mail for mail in mails_to("editor"))
    editor.takes_from_the_desk(TREES, "/edit/")
    editor.changes("Niemand kommt in Weiterstadt allein an.", "Jede Straße hat einen Baum.")
    editor.submits("resolution")
    voter = person("steering1")
    voter.takes_from_the_desk(TREES, "/council/ballot/")
    text = voter.page.locator("main").inner_text()
    assert "Jede Straße hat einen Baum." in text
    assert voter.page.locator("main :is(ins, del)").count() > 0, "nothing shows what changed"
    assert voter.page.locator(".compared__side").count() > 0, "nothing stands beside the text"
    voter.page.click(".ballot__switch a")
    voter.page.locator(".ballot__switch a[href*='show=']:not([href*='view=one'])").wait_for()
    assert voter.page.locator(".compared__side").count() == 0


def an_objection_suspends_and_is_taken_back(clerk: Person, visitor: Callable[..., Page]) -> None:
    address = f"/de{PLACE}/gaerten-fuer-alle/"
    opens_the_meeting(clerk, COUNCIL, 890)
    objects(clerk, GARDENS, "mayor", "Die Mittel sind nicht eingeplant.")
    reader = visitor()
    reader.goto(address)
    assert re.search("ausgesetzt", reader.locator("main").inner_text(), re.IGNORECASE)
    opens_the_meeting(clerk, COUNCIL, 890)
    takes_the_objection_back(clerk, GARDENS, "Die Mittel sind gefunden.")
    reader.goto(address)
    assert not re.search("ist ausgesetzt", reader.locator("main").inner_text(), re.IGNORECASE)
