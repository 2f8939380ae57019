"""What members and clerks do about amendments, several sections at once, and objections."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .town import Person, Votes


def proposes(
    person: Person, paper: str, section: str, words: str, kind: str, new: str, reason: str, name: str = ""
) -> None:  # fmt: skip
    """Propose an amendment to the paragraph with these words, in the name of a body or faction."""
    page = person.page
    page.goto(f"{paper}amendments/")
    part = page.locator("section.synopsis", has=page.get_by_role("heading", name=section))
    part.locator("a[href$='/amend/']").click()
    choice = page.locator(".synopsis__choice", has_text=words)
    choice.locator(f"a[href*='kind={kind}']").click()
    editor = page.locator("[role=textbox]")
    editor.wait_for()
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(new)
    page.wait_for_function(
        "words => [...document.querySelectorAll('[name=words]')].some(e => e.value.includes(words))",
        arg=new,
    )
    page.fill("[name=reason]", reason)
    if name:
        page.locator("label", has_text=name).locator("[name=proposer]").check()
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url("**/amendments/")


def opens_the_meeting(clerk: Person, body: str, number: int) -> None:
    page = clerk.page
    page.goto("/cms/council_meetings/")
    row = page.locator("tr", has_text=body).filter(has_text=re.compile(rf"\b{number}\b"))
    row.locator("a[href*='/council/meetings/']").first.click()


def votes_on_amendments(
    clerk: Person, body: str, number: int, decided: dict[str, tuple[str, Votes]]
) -> None:
    """Record the votes on the amendments to the paper on the meeting's agenda."""
    page = clerk.page
    opens_the_meeting(clerk, body, number)
    page.locator("main a[href$='/amendments/'][href*='/agenda/']").first.click()
    for label, (outcome, votes) in decided.items():
        part = page.locator("fieldset.synopsis__vote", has_text=re.compile(rf"{label}\b"))
        part.locator(f"[name$=outcome][value={outcome}]").check()
        for name, count in zip(("yes", "no", "abstain"), votes[1:], strict=True):
            part.locator(f"[name$={name}]").fill(str(count))
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_load_state()
    assert not page.locator(".error-message").count()


def chooses_sections(clerk: Person, titles: Iterable[str]) -> None:
    """Tick the sections that are voted on together."""
    clerk.page.locator("[name=sections]").first.wait_for()
    for row in clerk.page.locator("label:has([name=sections])").all():
        wanted = any(title in row.inner_text() for title in titles)
        row.locator("[name=sections]").set_checked(wanted)


def objects(clerk: Person, section: str, raised_by: str, reason: str) -> None:
    """Record an objection to the resolution on a section of the meeting that is open."""
    page = clerk.page
    page.locator(f"main a[href$='/objection/'][aria-label*='{section}']").first.click()
    page.check(f"[name=raised_by][value={raised_by}]")
    page.fill("[name=reason]", reason)
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_load_state()


def takes_the_objection_back(clerk: Person, section: str, reason: str) -> None:
    page = clerk.page
    page.locator(f"main a[href$='/objection/'][aria-label*='{section}']").first.click()
    page.locator("main a[href$='/lift/']").click()
    page.fill("[name=reason]", reason)
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_load_state()
