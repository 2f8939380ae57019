"""One German word changes, and every language follows: notice, translator, second person, no notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from . import checks
from .test_desks import look_at
from .town import Person

PLACE = "/gebaerdensprache/"
API = "/cms/api/main/pages/?slug=gebaerdensprache&locale=de"
#: What the German title becomes, and how it is called in each language then.
CHANGES = {
    "tr": ("Alles in Gebärdensprache", "Her şey işaret dilinde"),
    "ar": ("Das Wichtige in Gebärdensprache", "المهم بلغة الإشارة"),
}


def says_outdated(reader: Page, language: str) -> bool:
    """Tell whether a page says that the German text has changed since."""
    reader.goto(f"/{language}{PLACE}")
    return reader.locator("main [data-translation=outdated]").count() > 0


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_a_changed_word_reaches_every_language(
    language: str, person: Callable[[str], Person], visitor: Callable[..., Page], axe: Callable
):
    german, translated = CHANGES[language]
    editor, reader = person("editor"), visitor()
    number = editor.page.request.get(API).json()["items"][0]["id"]
    editor.page.goto(f"/cms/pages/{number}/edit/")
    editor.page.fill("[name=title]", german)
    publish = editor.page.locator("button[name=action-publish]")
    if not publish.is_visible():
        editor.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    with editor.page.expect_navigation():
        publish.click()
    assert says_outdated(reader, language)

    translator = person(f"translator-{language}")
    translator.takes_from_the_desk(german, "/translating/")
    if "/begin/" in translator.page.url:
        translator.page.locator("main form button[type=submit]").click()
        translator.page.wait_for_url("**/texts/*/")
    empty = [
        field for field in translator.page.locator("[data-words]").all() if not field.input_value()
    ]
    assert len(empty) == 1, "not exactly the changed sentence waits"
    assert empty[0].get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert translator.page.locator(".sheet__changed ins").count() > 0
    checks.report(look_at(translator, axe, "main"))
    translator.writes_beside(german, translated)
    translator.hands_in()
    assert says_outdated(reader, language), "a draft reached the public"

    second = person(f"reviewer-{language}")
    second.takes_from_the_desk(german, "/review/")
    checks.report(look_at(second, axe, "main"))
    second.page.locator("button[name=publish]").click()
    second.page.wait_for_url("**/translating/desk/")

    assert not says_outdated(reader, language)
    assert translated in reader.locator("main").inner_text()


def test_the_desk_names_reasons_and_is_read_by_everyone(
    person: Callable[[str], Person], axe: Callable
):
    translator = person("translator-ar")
    translator.page.goto("/cms/translating/desk/")

    assert "سهولة الوصول" in translator.page.locator("main").inner_text()
    checks.report(look_at(translator, axe, "main"))


def test_two_people_and_a_lost_session_lose_no_words(person: Callable[[str], Person]):
    one, other = person("translator-ar"), person("reviewer-ar")
    one.takes_from_the_desk("Barrierefreiheit", "/texts/")
    other.page.goto(one.page.url)
    field = one.page.locator("[data-words]").nth(1)
    theirs, buttons = other.page.locator("[data-words]").nth(1), one.page.locator("[data-save-one]")
    theirs.fill("نص آخر")
    with other.page.expect_response("**/sentence/") as saved:
        theirs.blur()
    assert saved.value.status == 200

    field.fill("نصي")
    with one.page.expect_response("**/sentence/") as refused:
        field.blur()
    assert refused.value.status == 409
    assert field.input_value() == "نصي"
    one.page.locator("[data-row]").nth(1).get_by_text("نص آخر").first.wait_for()
    assert [button.is_visible() for button in buttons.all()].count(True) == 1

    one.page.context.clear_cookies()
    with one.page.expect_response("**/sentence/") as lost:
        buttons.nth(1).click()
    assert lost.value.status == 403
    assert field.input_value() == "نصي"
    assert one.page.locator("[data-state]").nth(1).inner_text()

    one.page.on("dialog", lambda dialog: dialog.accept())
    one.page.reload()
    one.page.fill("[name=username]", "translator-ar")
    one.page.fill("[name=password]", "wirkt-demo")
    with one.page.expect_response("**/sentence/") as again:
        one.page.locator("form button[type=submit]").click()
    assert again.value.status == 200
    assert one.page.locator("[data-words]").nth(1).input_value() == "نصي"


def test_the_sheet_is_worked_with_keys_alone(person: Callable[[str], Person]):
    translator = person("translator-ar")
    translator.takes_from_the_desk("Barrierefreiheit", "/texts/")
    fields = translator.page.locator("[data-words]")
    fields.first.focus()

    translator.page.keyboard.press("Alt+ArrowDown")
    assert fields.nth(1).evaluate("field => field === document.activeElement")
    translator.page.keyboard.press("Alt+ArrowUp")
    assert fields.first.evaluate("field => field === document.activeElement")

    fields.first.focus()
    translator.page.keyboard.press("Tab")
    assert fields.nth(1).evaluate("field => field === document.activeElement")
    assert not translator.page.locator("[data-save-one]:visible").count()
