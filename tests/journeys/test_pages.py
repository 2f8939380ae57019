"""Every kind of page in every language: for everybody, on every screen, in every mode."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page

from . import checks
from .addresses import LANGUAGES, Address, fetch, samples, sitemap

SAMPLES = samples()
#: Slower looks at one language that reads from the left and the one that reads from the right.
BOTH_DIRECTIONS = ("de", "ar")
GERMAN = [sample for sample in SAMPLES if sample.language == "de"]
#: What does not depend on the words is looked at in German, and where the layout is richest in Arabic.
GERMAN_AND_SOME_ARABIC = GERMAN + [
    sample
    for sample in SAMPLES
    if sample.language == "ar" and sample.kind in ("front page", "section", "process", "comparison")
]
DARK = ("color-contrast",)

every_page = pytest.mark.parametrize("address", SAMPLES, ids=str)
german_page = pytest.mark.parametrize("address", GERMAN, ids=str)
page_of_a_direction = pytest.mark.parametrize("address", GERMAN_AND_SOME_ARABIC, ids=str)


@every_page
def test_everybody_can_read_it(address: Address, visitor: Callable[..., Page], axe: Callable):
    page = visitor(color_scheme="light", reduced_motion="reduce")
    direction = LANGUAGES[address.language]

    answer = page.goto(address.path)
    assert answer is not None and answer.status == 200
    found = checks.language(page, address.language, direction)
    found += checks.mirrored(page, direction)
    found += checks.headings(page)
    found += checks.landmarks(page)
    found += checks.switcher(page, address.language)
    found += checks.demo_banner(page)
    if address.language in BOTH_DIRECTIONS:  # colours and rules are the same in all others
        found += [f"light, wide: {fault}" for fault in axe(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"dark, wide: {fault}" for fault in axe(page, rules=DARK)]
    found += checks.sideways(page, 640)
    found += checks.sideways(page, 320)
    if address.language in BOTH_DIRECTIONS:
        found += [f"dark, narrow: {fault}" for fault in axe(page, rules=DARK)]
        page.emulate_media(color_scheme="light")
    found += [f"light, narrow: {fault}" for fault in axe(page)]
    found += checks.text_spacing(page)
    assert page.context.cookies() == []
    checks.report(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_everybody_can_read_a_version(
    language: str, scheme: str, visitor: Callable[..., Page], axe: Callable
):
    page = visitor(color_scheme=scheme)
    german = "/de/strategie/ankommen-und-zusammenleben/gut-ankommen/"
    page.goto(german)
    version = page.locator("main a[href*='/version/']").first.get_attribute("href") or ""
    translated = sitemap().translations[german][language]

    answer = page.goto(translated + version.removeprefix(german))

    assert answer is not None and answer.status == 200
    found = checks.language(page, language, LANGUAGES[language]) + checks.demo_banner(page)
    found += checks.headings(page) + checks.landmarks(page) + checks.sideways(page, 320) + axe(page)
    checks.report(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_choose_a_language(scheme: str, visitor: Callable[..., Page], axe: Callable):
    page = visitor(color_scheme=scheme, locale="zh-CN")

    answer = page.goto("/")

    assert answer is not None and answer.status == 200 and page.url.endswith("/")
    assert page.locator("main a[hreflang]").count() == len(LANGUAGES)
    found = checks.demo_banner(page) + checks.landmarks(page) + checks.headings(page)
    checks.report(found + checks.sideways(page, 320) + axe(page))


@page_of_a_direction
def test_the_keyboard_is_enough(address: Address, visitor: Callable[..., Page]):
    page = visitor(reduced_motion="reduce")
    page.goto(address.path)

    found = checks.skip_link(page)
    found += checks.keyboard(page)

    checks.report(found)


@pytest.mark.parametrize("width", [320, 1280])
def test_escape_closes_a_menu_and_gives_the_focus_back(width: int, visitor: Callable[..., Page]):
    page = visitor(width=width)
    page.goto("/de/")
    menus = page.locator("header details > summary:visible")
    assert menus.count() > 0

    for menu in menus.all():
        menu.press("Enter")
        assert menu.evaluate("menu => menu.parentElement.open")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not menu.evaluate("menu => menu.parentElement.open")
        assert menu.evaluate("menu => menu === document.activeElement")


@german_page
def test_signs_stay_visible_in_forced_colours(address: Address, visitor: Callable[..., Page]):
    page = visitor(forced_colors="active", color_scheme="light")
    page.goto(address.path)

    vanished = []
    for sign in page.locator("main svg:visible, main .kern-icon:visible, header svg:visible").all()[
        :12
    ]:
        box = sign.bounding_box()
        if box and box["width"] >= 8 and box["height"] >= 8:
            picture = Image.open(io.BytesIO(sign.screenshot())).convert("RGB")
            if len(picture.getcolors(1 << 20) or []) < 2:
                vanished.append(sign.evaluate("sign => sign.outerHTML.slice(0, 120)"))

    assert vanished == []


@german_page
def test_nothing_moves_for_those_who_do_not_want_it(address: Address, visitor: Callable[..., Page]):
    page = visitor(reduced_motion="reduce")
    page.goto(address.path)

    moving = page.evaluate(
        """() => [
          ...document.getAnimations().map(a => a.effect.getComputedTiming())
            .filter(t => t.iterations === Infinity || t.duration > 50).map(t => `animation ${t.duration} ms`),
          ...[document.documentElement, document.body].map(e => getComputedStyle(e).scrollBehavior)
            .filter(way => way === "smooth"),
          ...[...document.querySelectorAll("a, button, summary")]
            .flatMap(e => getComputedStyle(e).transitionDuration.split(", "))
            .filter(d => parseFloat(d) > 0.05).slice(0, 3),
        ]"""
    )

    assert moving == []


@page_of_a_direction
def test_paper_shows_the_whole_text(address: Address, page: Page):
    page.goto(address.path)
    texts = "all => all.filter(p => p.checkVisibility() && p.innerText.trim() && !p.closest('nav, .no-print')).map(p => p.innerText.trim())"
    last_words = page.eval_on_selector_all("main p, main li, main td", texts)[-1]

    page.emulate_media(media="print")
    on_paper = page.eval_on_selector_all("main p, main li, main td", texts)
    navigation = page.locator(
        "header nav:visible, .skip-link:visible, .theme-switch:visible"
    ).count()

    assert last_words in on_paper
    assert navigation == 0
    assert page.pdf().startswith(b"%PDF-")


@page_of_a_direction
def test_it_reads_without_javascript(address: Address, visitor: Callable[..., Page]):
    plain = visitor(java_script_enabled=False)
    rich = visitor()

    plain.goto(address.path)
    rich.goto(address.path)

    assert plain.locator("main").inner_text() == rich.locator("main").inner_text()
    targets = "all => all.map(a => a.getAttribute('href'))"
    assert plain.eval_on_selector_all("a", targets) == rich.eval_on_selector_all("a", targets)
    plain.locator("header details > summary").last.click()
    assert plain.locator("header nav.languages a").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_says_so_in_the_reader_s_language(
    language: str, visitor: Callable[..., Page], axe: Callable
):
    page = visitor(width=320)

    answer = page.goto(f"/{language}/gibt-es-nicht/")

    assert answer is not None and answer.status == 404
    found = checks.language(page, language, LANGUAGES[language])
    found += checks.headings(page) + checks.landmarks(page) + checks.sideways(page, 320) + axe(page)
    found += checks.demo_banner(page)
    checks.report(found)
    titles = {
        code: fetch(f"/{code}/gibt-es-nicht/").text.split("<h1")[1][:200] for code in LANGUAGES
    }
    assert len(set(titles.values())) == len(LANGUAGES), "a heading is not translated"
    page.click("main a")
    assert page.url.endswith(f"/{language}/")


def test_a_page_not_yet_translated_lists_the_languages_that_have_it(page: Page):
    only_german = next(
        path
        for path, translations in sitemap().translations.items()
        if path.startswith("/de/strategie/") and "tr" not in translations
    )

    answer = page.goto(only_german.replace("/de/", "/tr/", 1))

    assert answer is not None and answer.status == 404
    assert page.locator("html").get_attribute("lang") == "tr"
    page.click("main a[hreflang=de]")
    assert page.url.endswith(only_german)
