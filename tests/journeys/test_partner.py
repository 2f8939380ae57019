"""A partner keeps its own profile, and the editors check what it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page

from .town import Person

ADDRESS = "/de/buendnis/miteinander-frauentreff/"
#: Different each time, so that a second run on the same town proves as much.
WORDS = f"Neu: Sprechstunde um {datetime.now():%H:%M:%S} Uhr."


def test_a_partner_s_words_reach_the_public_through_the_editors(
    person: Callable[[str], Person], visitor: Callable[..., Page]
):
    partner, editor, reader = person("partner"), person("editor"), visitor()
    title = "Miteinander – Frauentreff"
    partner.takes_from_the_desk(title, "/edit/")
    before = partner.page.input_value("[name=summary]")
    partner.page.fill("[name=summary]", f"{before} {WORDS}")
    assert partner.page.locator("[name=action-publish]").count() == 0
    partner.hands_to_the_editors()
    assert WORDS not in read(reader)

    assert waits_for_a_check(editor, title)
    editor.takes_from_the_desk(title, "/edit/")
    editor.approves()

    assert WORDS in read(reader)
    assert not waits_for_a_check(editor, title)


def read(reader: Page) -> str:
    reader.goto(ADDRESS)
    return reader.locator("main").inner_text()


def waits_for_a_check(editor: Person, title: str) -> bool:
    return any(title in line and "Profil prüfen" in line for line in editor.desk())
