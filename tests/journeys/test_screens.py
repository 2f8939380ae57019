"""The screens of the editing interface on a telephone, a tablet and a wide window, in both directions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from . import checks
from .town import Person

WIDTHS = (320, 768, 1280)
SCREENS = {
    "editor": [
        "/cms/",
        "/cms/translating/desk/",
        "/cms/translating/",
        "/cms/translating/jobs/",
        "/cms/translating/jobs/order/",
        "/cms/translating/machine/",
        "/cms/translating/easy/",
        "/cms/translating/exchange/",
        "/cms/translating/exchange/import/",
        "/cms/translating/mistakes/",
        "/cms/translating/glossary/import/",
    ],
    "translator-tr": ["/cms/translating/desk/", "/cms/translating/", "/cms/account/"],
    "reviewer-ar": ["/cms/translating/desk/"],
    "clerk": [
        "/cms/council/papers/1/",
        "/cms/council/papers/add/",
        "/cms/council/meetings/1/minutes/",
        "/cms/council/meetings/1/",
        "/cms/account/",
    ],
}


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_cut_off_and_every_table_says_what_it_shows(
    name: str, person: Callable[[str], Person]
):
    page = person(name).page
    found = []
    for path in SCREENS[name]:
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, path
        for width in WIDTHS:
            found += checks.cut_off(page, width)
        found += page.eval_on_selector_all(
            ".content .w-mt-8 table:not(:has(caption)):not([aria-label]):not([aria-labelledby])",
            "all => all.map(table => `no caption: ${location.pathname} ${table.className}`)",
        )

    checks.report(found)


@pytest.mark.parametrize("part", ["/texts/", "/review/", "/begin/"])
def test_the_sheet_and_the_check_are_not_cut_off(part: str, person: Callable[[str], Person]):
    page = person("reviewer-ar" if part == "/review/" else "translator-ar").page
    page.goto("/cms/translating/desk/")
    page.locator(f"main a[href*='{part}']").first.click()
    page.wait_for_load_state("networkidle")

    checks.report([fault for width in WIDTHS for fault in checks.cut_off(page, width)])
