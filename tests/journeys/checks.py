"""What a reader may expect of every public page; each check returns its findings in words."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page

FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


def report(found: list[str]) -> None:
    """Fail with all findings, one a line."""
    if found:
        pytest.fail("\n".join(dict.fromkeys(found)), pytrace=False)


def headings(page: Page) -> list[str]:
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6",
        "all => all.filter(h => h.checkVisibility()).map(h => [Number(h.tagName[1]), h.innerText.trim()])",
    )
    found = [f"heading without text, level {level}" for level, text in levels if not text]
    if [level for level, _text in levels].count(1) != 1:
        found.append(f"not exactly one h1: {levels}")
    for (before, _), (level, text) in itertools.pairwise(levels):
        if level > before + 1:
            found.append(f"heading level {level} after {before}: {text}")
    return found


def landmarks(page: Page) -> list[str]:
    counts = page.evaluate(
        """() => Object.fromEntries(["main", "body > header, body > .banner > header", "body > footer"]
               .map(name => [name, document.querySelectorAll(name).length]))"""
    )
    found = [f"{count} × {name}" for name, count in counts.items() if count != 1]
    unnamed = page.locator("nav:not([aria-label]):not([aria-labelledby])").count()
    if unnamed:
        found.append(f"{unnamed} nav without a name")
    return found


def demo_banner(page: Page) -> list[str]:
    """The demo says on every page that nothing here is real."""
    count = page.locator("aside.demo-banner:visible").count()
    return [] if count == 1 else [f"{count} × demo banner"]


def language(page: Page, code: str, direction: str) -> list[str]:
    html = page.evaluate(
        "() => [document.documentElement.lang, document.documentElement.dir,"
        " getComputedStyle(document.body).direction]"
    )
    wanted = [code, direction, direction]
    return [] if html == wanted else [f"lang, dir, computed direction are {html}, not {wanted}"]


def mirrored(page: Page, direction: str) -> list[str]:
    """The town's name stands where reading begins."""
    box = page.locator("header a").first.bounding_box()
    width = page.evaluate("() => innerWidth")
    if box is None:
        return ["no link in the header"]
    on_the_right = box["x"] + box["width"] / 2 > width / 2
    return [] if on_the_right == (direction == "rtl") else ["the header is not mirrored"]


def sideways(page: Page, width: int) -> list[str]:
    """Nothing sticks out at this width, so nobody scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    too_wide = page.evaluate(
        """() => document.documentElement.scrollWidth > innerWidth && [...document.body.querySelectorAll("*")]
             .filter(e => e.checkVisibility() && !e.closest("[tabindex='0']")
                     && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))
             .map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""
    )
    return [f"sideways at {width} px: {too_wide}"] if too_wide is not False else []


def cut_off(page: Page, width: int) -> list[str]:
    """Nothing is lost at the side: the editing interface hides what is wider than its page."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(400)  # Wagtail's menu takes its time to fold away.
    lost = page.evaluate(
        """() => { const main = document.querySelector("main"), box = main.getBoundingClientRect();
             return main.scrollWidth > main.clientWidth + 1 && [...main.querySelectorAll("*")]
               .filter(e => e.checkVisibility() && !e.parentElement.closest("[tabindex='0']")
                 && e.getBoundingClientRect().right > box.right + 1)
               .map(e => e.outerHTML.slice(0, 120)).slice(0, 3) }"""
    )
    return [f"{page.url} is cut off at {width} px: {lost}"] if lost is not False else []


def text_spacing(page: Page) -> list[str]:
    """WCAG 1.4.12: with more space between lines, letters and words no text is cut off."""
    cut = page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            + " word-spacing: .16em !important } p { margin-block-end: 2em !important }");
          document.adoptedStyleSheets.push(sheet);
          const cut = [...document.querySelectorAll("main *, header *, footer *")].filter(e => {
            const style = getComputedStyle(e);
            const hides = way => ["hidden", "clip"].includes(way);
            return e.checkVisibility() && e.innerText?.trim() && e.clientWidth > 2 && e.clientHeight > 2
              && ((hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
               || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1));
          }).map(e => e.outerHTML.slice(0, 120));
          document.adoptedStyleSheets.pop();
          return cut;
        }"""
    )
    return [f"text spacing cuts off: {place}" for place in cut]


def switcher(page: Page, code: str) -> list[str]:
    """The list of languages: own names, marked up, without flags."""
    links = page.eval_on_selector_all(
        "header nav.languages a",
        "all => all.map(a => [a.hreflang, a.lang, a.dir, a.getAttribute('aria-current') ?? '', a.textContent.trim()])",
    )
    found = []
    if len(links) < 2:
        found.append(f"language list has {len(links)} entries")
    for hreflang, lang, direction, current, name in links:
        if hreflang != lang or direction not in ("ltr", "rtl") or not name:
            found.append(
                f"language link {hreflang!r} has lang {lang!r}, dir {direction!r}, name {name!r}"
            )
        if bool(current) != (hreflang == code):
            found.append(f"language link {hreflang!r} has aria-current {current!r}")
    if page.locator("nav.languages img").count():
        found.append("a picture in the language list")
    return found


def start_at_the_top(page: Page) -> None:
    """Put the keyboard before everything, as on a page just opened."""
    page.evaluate(
        "() => { scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus();"
        " document.body.removeAttribute('tabindex') }"
    )


def skip_link(page: Page) -> list[str]:
    """The first Tab shows a link that leads to the text."""
    start_at_the_top(page)
    page.keyboard.press("Tab")
    target, top, height = page.evaluate(
        """() => { const box = document.activeElement.getBoundingClientRect();
                   return [document.activeElement.getAttribute("href"), box.top, box.height] }"""
    )
    if target != "#main":
        return [f"the first Tab leads to {target}, not to the skip link"]
    if top < 0 or height < 20:
        return ["the skip link stays hidden when focused"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    behind = page.evaluate(
        """() => { const here = document.activeElement, main = document.getElementById("main");
             return main.contains(here) || Boolean(
               main.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) }"""
    )
    return [] if behind else ["after the skip link the next Tab is not in the text"]


def keyboard(page: Page) -> list[str]:
    """Every control is reached by Tab, its focus is seen and not covered by anything."""
    page.eval_on_selector_all("details", "all => all.forEach(details => { details.open = true })")
    start_at_the_top(page)
    wanted = page.evaluate(
        """selector => {
          const seen = e => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !e.disabled
            && !e.closest("[inert]") && e.tabIndex >= 0 && !e.matches("input[type=radio]:not(:checked)");
          const all = [...document.querySelectorAll(selector)].filter(seen);
          all.forEach((e, n) => { window.__order = all; });
          return all.length;
        }""",
        FOCUSABLE,
    )
    found: list[str] = []
    reached: set[int] = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        number, html, ring, covered = page.evaluate(
            """() => {
              const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
              const around = [e, e.parentElement, e.closest("label, .card")].filter(Boolean)
                .flatMap(x => [getComputedStyle(x), getComputedStyle(x, "::after"), getComputedStyle(x, "::before")]);
              const ring = around.some(s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)
                || /\\d+px [^,]*[2-9](\\.\\d+)?px/.test(s.boxShadow));
              const on = document.elementFromPoint(
                Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
                Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
              const covered = e !== document.body && on && !e.contains(on) && !on.contains(e)
                && !on.closest("label, .card")?.contains(e);
              return [window.__order.indexOf(e), e.outerHTML.slice(0, 120), ring, Boolean(covered)];
            }"""
        )
        if number < 0 and html.startswith("<body"):
            break
        reached.add(number)
        if not ring:
            found.append(f"focus is not seen on {html}")
        if covered:
            found.append(f"something covers the focused {html}")
    missed = [number for number in range(wanted) if number not in reached]
    if missed:
        places = page.evaluate(
            "numbers => numbers.map(n => window.__order[n].outerHTML.slice(0, 100))", missed[:4]
        )
        found.append(f"not reached by Tab: {places}")
    return found
