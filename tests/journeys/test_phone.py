"""A resident reads on a small telephone, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from . import checks

SECTION = "/strategie/ankommen-und-zusammenleben/gut-ankommen/"


def tab_to(page: Page, selector: str, limit: int = 80) -> None:
    """Press Tab until something that fits has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_from_the_front_page_to_one_paragraph_in_arabic(visitor: Callable[..., Page]):
    page = visitor(width=320, height=640, reduced_motion="reduce")
    page.goto("/de/")

    tab_to(page, "header details > summary")
    page.keyboard.press("Enter")
    tab_to(page, "header nav.main-menu a[href='/de/strategie/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/strategie/")

    tab_to(page, "main a[href$='/ankommen-und-zusammenleben/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ankommen-und-zusammenleben/")
    tab_to(page, "main a[href$='/gut-ankommen/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/de{SECTION}")
    assert checks.sideways(page, 320) == []

    tab_to(page, ".skip-link")
    page.keyboard.press("Enter")
    tab_to(page, "main a.paragraph__number")
    page.keyboard.press("Enter")
    anchor = page.url.partition("#")[2]
    assert anchor.startswith("p-")
    assert page.locator(f"[id='{anchor}']").is_visible()

    page.goto(f"/de{SECTION}")
    tab_to(page, "header details:has(nav.languages) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "header nav.languages a[hreflang=ar]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ar{SECTION}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto(f"/ar{SECTION}#{anchor}")
    assert page.locator(f"[id='{anchor}']").is_visible(), "the paragraph has no permalink in Arabic"
    assert checks.sideways(page, 320) == []
