"""A partner keeps its own profile, and the editors check what it changes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from .town import Person

PROFILE = "/de/buendnis/auslaenderbeirat/"


def test_a_partner_s_words_reach_the_public_through_the_editors(
    person: Callable[[str], Person], visitor: Callable[..., Page]
):
    partner, editor, reader = person("partner"), person("editor"), visitor()
    partner.goes_to_the_desk()
    partner.page.locator("main a.button[href*='/edit/']").first.click()
    title = partner.page.input_value("[name=title]")
    new = f"{partner.page.input_value('[name=summary]')} Neu: offene Sprechstunde."
    partner.page.fill("[name=summary]", new)
    assert partner.page.locator("[name=action-publish]").count() == 0

    partner.presses("action-submit")

    address = next(
        link
        for link in (a.get_attribute("href") for a in _cards(reader, title))
        if link and link.startswith("/de/buendnis/")
    )
    reader.goto(address)
    assert "offene Sprechstunde" not in reader.locator("main").inner_text()

    waiting = [line for line in editor.desk() if title in line]
    assert waiting, "the editors' desk does not show the change"
    editor.takes_from_the_desk(title, "/edit/")
    editor.approves()

    reader.goto(address)
    assert "offene Sprechstunde" in reader.locator("main").inner_text()
    assert not [line for line in editor.desk() if title in line]


def _cards(reader: Page, title: str) -> list:
    reader.goto("/de/buendnis/")
    return reader.locator("main a", has_text=title).all()
