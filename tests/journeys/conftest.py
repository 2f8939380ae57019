"""A browser, people who log in, and axe."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)

from .town import Person, log_in

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
#: What the windows of a failed test showed last.
PICTURES = Path(os.environ.get("WIRKT_PICTURES", ROOT / "var" / "failed-journeys"))
FAILED = pytest.StashKey[bool]()
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "EN-301-549", "EN-301-549-v4",
]  # fmt: skip


@pytest.fixture(scope="session")
def site_url() -> str:
    """The address of the served demo town."""
    return os.environ["WIRKT_URL"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know whether their test has failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def visitor(
    browser: Browser, site_url: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Open a browser window as somebody new: ``visitor(width=320, color_scheme="dark")``.

    What a page complains about in the console, a file that is missing and a request that leaves
    the site fail the test at its end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        # A missing file is noted below, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def note_answer(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "fetch"):
            complaints.append(f"{response.status} for {response.url}")

    def note_stranger(url: str) -> None:
        if not url.startswith((site_url, "data:", "blob:")):
            complaints.append(f"request to a third party: {url}")

    def open_window(*, width: int = 1280, height: int = 900, **options: object) -> Page:
        viewport = {"width": width, "height": height}
        context = browser.new_context(base_url=site_url, viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", note_console)
        page.on("response", note_answer)
        page.on("request", lambda request: note_stranger(request.url))
        return page

    yield open_window
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False):
            name = re.sub(r"\W+", "-", f"{request.node.name}-{number}")
            context.pages[0].screenshot(path=PICTURES / f"{name}.png")
        context.close()
    assert complaints == []


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    return visitor()


@pytest.fixture
def person(visitor: Callable[..., Page]) -> Callable[[str], Person]:
    """Log somebody of the demo town in: ``person("editor")``."""
    return lambda name: log_in(visitor(locale="de-DE"), name)


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return what axe finds, one line per rule and place.

    ``include`` limits the search to parts of the page, ``rules`` to single rules.
    """
    source = AXE.read_text(encoding="utf-8")

    def run(page: Page, include: str = "", rules: tuple[str, ...] = ()) -> list[str]:
        options: dict[str, object] = {"resultTypes": ["violations"]}
        if rules:
            options["runOnly"] = {"type": "rule", "values": list(rules)}
        else:
            options["runOnly"] = {"type": "tag", "values": TAGS}
            options["rules"] = {"target-size": {"enabled": True}} | {
                name: {"enabled": True} for name in LANDMARKS
            }
        # Evaluated by the browser's debugger, which no Content-Security-Policy keeps out.
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(source)
        found = page.evaluate(
            "([part, options]) => axe.run(part ? {include: [part]} : document, options)",
            [include, options],
        )
        return [
            f"axe {violation['id']}: {node['html'][:160]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return run


#: Best practices of axe that we keep as rules.
LANDMARKS = (
    "landmark-one-main",
    "landmark-no-duplicate-banner",
    "landmark-no-duplicate-contentinfo",
    "landmark-unique",
    "empty-heading",
    "heading-order",
    "page-has-heading-one",
)
