"""What people do in the town hall, in words: the journeys are made of these steps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page

PASSWORD = "wirkt-demo"
#: Votes of a body: members present, yes, no, abstentions.
Votes = tuple[int, int, int, int]


@dataclass
class Person:
    """Somebody of the demo town in front of a browser."""

    name: str
    page: Page

    # --- the desk ---------------------------------------------------------------------------------
    def goes_to_the_desk(self) -> None:
        self.page.goto("/cms/")

    def desk(self) -> list[str]:
        """Read what waits: one line for each entry."""
        self.goes_to_the_desk()
        rows = self.page.locator("#desk-section .desk-list > li")
        return [" ".join(row.inner_text().split()) for row in rows.all()]

    def takes_from_the_desk(self, title: str, part_of_address: str) -> None:
        """Press the button beside an entry: ``part_of_address`` says what it should lead to."""
        self.goes_to_the_desk()
        row = self.page.locator(".desk-list > li", has_text=title)
        row.locator(f"a.button[href*='{part_of_address}']").first.click()

    def message(self) -> str:
        """Read what the editing interface answers above the page."""
        return self.page.locator(".messages").inner_text()

    # --- writing ----------------------------------------------------------------------------------
    def begins_a_section(self, chapter: str, title: str, summary: str) -> None:
        """Look for the chapter, and write a new section below it."""
        number = self._number_of(chapter)
        self.page.goto(f"/cms/pages/add/strategy/sectionpage/{number}/")
        self.page.fill("[name=title]", title)
        self.page.fill("[name=summary]", summary)

    def writes(self, kind: str, text: str) -> None:
        """Add a block below the others and write into it; ``kind`` is the block's icon."""
        before = self.page.locator("[data-streamfield-child]").count()
        self.page.locator(".c-sf-add-button").last.click()
        self.page.locator(f"[role=option]:has(use[href='#icon-{kind}'])").first.click()
        # The block opens with a little delay; until then the last one is another.
        self.page.wait_for_function(
            "before => document.querySelectorAll('[data-streamfield-child]').length > before",
            arg=before,
        )
        block = self.page.locator("[data-streamfield-child]").last
        block.locator("textarea:visible, [role=textbox]:visible").first.click()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('[data-streamfield-child]')].at(-1)"
            ".contains(document.activeElement)"
        )
        self.page.keyboard.type(text)
        self.page.wait_for_function(
            "words => [...document.querySelectorAll('[name^=body]')].some(e => e.value.includes(words))",
            arg=text,
        )

    def changes(self, before: str, after: str) -> None:
        """Replace the words of one field that holds exactly these words."""
        # The editor builds its fields after the page has loaded.
        self.page.wait_for_function(
            "words => [...document.querySelectorAll('textarea')].some(e => e.value.includes(words))",
            arg=before,
        )
        fields = self.page.locator("#page-edit-form textarea:visible, main form textarea:visible")
        field = next(field for field in fields.all() if before in field.input_value())
        field.fill(after)

    def saves_the_draft(self) -> None:
        # The editor has saved by itself already; a click during that would make a second page.
        self.page.wait_for_url("**/edit/")
        with self.page.expect_navigation():
            self.page.click("#page-edit-form button.action-save")

    def submits(self, purpose: str) -> None:
        """Submit the section that is open: for ``release``, for ``resolution``, or ``again``."""
        name = "action-resubmit" if purpose == "again" else f"action-submit-{purpose}"
        button = self.page.locator(f"button[name={name}]")
        if not button.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        button.click()
        self.page.wait_for_load_state()

    def hands_to_the_editors(self) -> None:
        """Send the change of a profile to those who check it."""
        self._acts("button[name=action-submit]")

    def approves(self) -> None:
        """Approve what somebody else has changed, without a comment."""
        self._acts(
            "button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
        )

    def _acts(self, button: str) -> None:
        """Press a button at the foot of the editor, from its menu if it is not the first."""
        found = self.page.locator(button).first
        if not found.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        with self.page.expect_navigation():
            found.click()

    # --- steering group ---------------------------------------------------------------------------
    def votes(self, title: str, choice: str = "consent", reason: str = "") -> None:
        """Read the text from the desk, and vote."""
        self.takes_from_the_desk(title, "/council/ballot/")
        assert title in self.page.locator("main").inner_text()
        self.page.check(f"[name=choice][value={choice}]")
        self.page.fill("[name=reason]", reason)
        self._sends()

    # --- the clerk --------------------------------------------------------------------------------
    def makes_a_paper(self, reference: str, title: str, sections: Iterable[str]) -> str:
        """Make a paper of sections that passed the steering group; return its address."""
        self.page.goto("/cms/council/papers/add/")
        self.page.fill("[name=reference]", reference)
        self.page.fill("[name=title]", title)
        for row in self.page.locator("[data-order-list] label").all():
            wanted = any(section in row.inner_text() for section in sections)
            row.locator("[name=pages]").set_checked(wanted)
        self._sends()
        self.page.wait_for_url(re.compile(r"/papers/\d+/$"))
        return self.page.url

    def calls_a_meeting(self, body: str, number: int, present: int, place: str) -> None:
        """Enter a meeting that took place an hour ago."""
        self.page.goto("/cms/council_meetings/new/")
        self._chooses("organization", body)
        self.page.fill("[name=number]", str(number))
        start = datetime.now() - timedelta(hours=1)
        self.page.fill("[name=start]", start.strftime("%Y-%m-%d %H:%M"))
        self.page.keyboard.press("Escape")
        self.page.fill("[name=present]", str(present))
        self.page.fill("[name=place]", place)
        self._sends()
        self.page.wait_for_url("**/council/meetings/*/")

    def puts_on_the_agenda(self, reference: str, body: str, number: int) -> None:
        """Put a paper on the agenda of a body's meeting, from the desk."""
        self.goes_to_the_desk()
        rows = self.page.locator(".desk-list > li", has_text=reference).filter(has_text=body)
        rows.locator("a.button[href*='/agenda/']").first.click()
        self._chooses("meeting", rf"\b{number}\b")
        self.page.fill("[name=number]", "1")
        self._sends()
        self.page.wait_for_url("**/council/meetings/*/")

    def enters_the_result(self, outcome: str, votes: Votes, text: str = "") -> None:
        """Fill in the record that is open, and send it."""
        self.page.check(f"[name=outcome][value={outcome}]")
        for name, count in zip(("present", "yes", "no", "abstain"), votes, strict=True):
            self.page.fill(f"[name={name}]", str(count))
        if text:
            self.page.fill("[name=text]", text)
        self._sends()
        if self.page.locator("main [name=wordings]").count():
            self._sends()  # No words beyond the accepted amendments.
        confirm = self.page.locator("button[name=confirm]")
        if confirm.count():
            confirm.click()

    def opens_the_record(self, body: str, number: int) -> None:
        self.goes_to_the_desk()
        rows = self.page.locator(".desk-list > li", has_text=body).filter(
            has_text=re.compile(rf"\b{number}\b")
        )
        rows.locator("a.button[href$='/record/']").first.click()

    # --- translating ------------------------------------------------------------------------------
    def orders_a_translation(self, title: str, language: str) -> None:
        """Give a section to the translators into a language, called by its own name."""
        number = self._number_of(title)
        self.page.goto(f"/cms/localize/submit/page/{number}/")
        self.page.get_by_label(language, exact=True).check()
        self._sends()

    def opens(self, title: str) -> None:
        """Look for a page by its title and open it in the editor; a translation on its sheet."""
        self.page.goto(f"/cms/pages/{self._number_of(title)}/edit/")
        if "/begin/" in self.page.url:
            self._sends()
            self.page.wait_for_url("**/texts/*/")

    def translates(self, sentences: dict[str, str]) -> None:
        """Write each translation beside its German text; each is saved when its field is left."""
        for german, translated in sentences.items():
            self.writes_beside(german, translated)

    def writes_beside(self, german: str, translated: str) -> None:
        """Write one translation, leave the field, and wait until it is saved."""
        row = self.page.locator("[data-row]", has=self.page.get_by_text(german, exact=True)).first
        row.locator("[data-words]").fill(translated)
        with self.page.expect_response("**/sentence/") as answer:
            row.locator("[data-words]").blur()
        assert answer.value.ok

    def hands_in(self) -> None:
        """Hand the open translation in for the check."""
        self.page.locator("#sheet button[name=hand_in]").click()
        self.page.wait_for_url("**/cms/")

    def publishes_the_translation(self, title: str) -> None:
        """Check what somebody else has handed in, from the desk, and publish it."""
        self.takes_from_the_desk(title, "/review/")
        self.page.locator("button[name=publish]").click()
        self.page.wait_for_url("**/translating/desk/")

    def _number_of(self, title: str) -> str:
        self.page.goto(f"/cms/pages/search/?q={title}")
        link = self.page.locator("td.title a[href*='/edit/']", has_text=title).first
        number = re.search(r"/pages/(\d+)/", link.get_attribute("href") or "")
        assert number, f"{title} is not found"
        return number[1]

    def _chooses(self, field: str, words: str) -> None:
        """Choose the entry of a list in which these words stand."""
        self.page.locator(f"[name={field}]").wait_for()
        options = self.page.locator(f"[name={field}] option")
        label = next(text for text in options.all_inner_texts() if re.search(words, text))
        self.page.select_option(f"[name={field}]", label=label)

    def _sends(self) -> None:
        """Press the first button of the form in the middle of the page."""
        form = self.page.locator("main form[method=post], main form[method=POST]").last
        form.locator(":is(button, input)[type=submit]:visible").last.click()
        self.page.wait_for_load_state()


def log_in(page: Page, name: str) -> Person:
    """Log in to the editing interface and arrive at the desk."""
    page.goto("/cms/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/cms/")
    return Person(name, page)
