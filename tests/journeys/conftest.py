"""A browser, people who log in, and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "wirkt-demo"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "EN-301-549", "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}  # fmt: skip


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


@pytest.fixture
def visitor(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody new: ``visitor(width=320, color_scheme="dark")``.

    Whatever a page complains about in the console fails the test at its end, and so does
    every request that leaves the site.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(base_url=site_url, viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: _note_stranger(request.url))
        return page

    def _note_stranger(url: str) -> None:
        if not url.startswith((site_url, "data:", "blob:")):
            complaints.append(f"request to a third party: {url}")

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    return visitor()


@pytest.fixture
def person(visitor: Callable[..., Page]) -> Callable[[str], Page]:
    """Log somebody of the demo town in: ``person("editor")``."""

    def log_in(name: str) -> Page:
        page = visitor()
        page.goto("/cms/login/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url("**/cms/")
        return page

    return log_in


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Return what axe finds on the page, one line per rule and place."""
    source = AXE.read_text(encoding="utf-8")

    def run(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("options => axe.run(document, options)", RULES)
        return [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return run
