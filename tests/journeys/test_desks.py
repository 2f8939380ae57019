"""What we added to the editing interface is as accessible as the public site."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from . import checks
from .town import Person


def look_at(person: Person, axe: Callable, include: str = "main form, main .content") -> list[str]:
    """Run axe on our part of a page of the editing interface."""
    person.page.wait_for_load_state("networkidle")
    return axe(person.page, include=include)


@pytest.mark.parametrize(
    "name", ["editor", "steering5", "clerk", "member", "partner", "translator-ar", "admin"]
)
def test_the_desk_of_every_role(name: str, person: Callable[[str], Person], axe: Callable):
    somebody = person(name)

    checks.report(
        look_at(somebody, axe, "#desk-section, #desk-meetings-section, #desk-recent-section")
    )


def test_a_ballot(person: Callable[[str], Person], axe: Callable):
    member = person("steering5")
    member.page.locator("main a[href*='/council/ballot/']").first.click()
    member.page.locator("[name=choice]").first.wait_for()

    assert member.page.locator("[name=choice]").count() == 3
    checks.report(look_at(member, axe))


def test_a_ballot_says_what_is_missing(person: Callable[[str], Person], axe: Callable):
    member = person("steering5")
    member.page.locator("main a[href*='/council/ballot/']").first.click()

    member.page.check("[name=choice][value=request_changes]")
    member._sends()

    assert member.page.locator(".error-message").count() == 1
    checks.report(look_at(member, axe))


def test_making_a_paper(person: Callable[[str], Person], axe: Callable):
    clerk = person("clerk")
    clerk.page.goto("/cms/council/papers/add/")

    checks.report(look_at(clerk, axe))


def test_a_meeting_its_paper_and_the_record(person: Callable[[str], Person], axe: Callable):
    clerk = person("clerk")
    clerk.page.goto("/cms/council_papers/")
    clerk.page.locator("main td a[href*='/council/papers/']").first.click()
    found = look_at(clerk, axe)
    clerk.page.locator("main a[href*='/council/meetings/']").first.click()
    found += look_at(clerk, axe)
    number = re.search(r"/meetings/(\d+)/", clerk.page.url)
    assert number
    clerk.page.goto("/cms/council_meetings/new/")
    found += look_at(clerk, axe)

    checks.report(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_record_and_its_amended_wording(
    scheme: str, person: Callable[[str], Person], axe: Callable
):
    clerk = person("clerk")
    clerk.page.emulate_media(color_scheme=scheme)
    clerk.page.locator("main a.button[href$='/record/']").first.click()
    clerk.page.locator("[name=outcome]").first.wait_for()
    found = look_at(clerk, axe)
    amended = clerk.page.locator("[name=outcome][value=adopted_amended]")
    if amended.count():
        amended.check()
        found += look_at(clerk, axe)
    clerk.page.fill("[name=yes]", "")
    clerk._sends()
    assert clerk.page.locator(".error-message").count() >= 1
    found += look_at(clerk, axe)

    checks.report(found)
