"""Take pictures of the served site: pages × languages × widths × light and dark, into var/screenshots/.

.venv/bin/python scripts/screenshots.py http://127.0.0.1:8000
.venv/bin/python scripts/screenshots.py http://127.0.0.1:8000 --languages de ar --widths 320 1280
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "var" / "screenshots"
PAGES = [
    "/",
    "/strategie/",
    "/strategie/ankommen-und-zusammenleben/",
    "/strategie/ankommen-und-zusammenleben/gut-ankommen/",
    "/prozess/",
    "/veranstaltungen/",
    "/veranstaltungen/kick-off/",
    "/buendnis/",
    "/buendnis/auslaenderbeirat/",
    "/beschluesse/",
    "/mitmachen/",
    "/barrierefreiheit/",
    "/gibt-es-nicht/",
]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def take(browser: Browser, options: argparse.Namespace, language: str, width: int) -> None:
    for scheme in options.schemes:
        context = browser.new_context(
            base_url=options.address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        for path in options.pages:
            page.goto(f"/{language}{path}")
            name = re.sub(r"\W+", "-", path).strip("-") or "start"
            page.screenshot(
                path=FOLDER / f"{name}_{language}_{width}_{scheme}.png", full_page=options.whole
            )
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="where the site is served, without a slash at the end")
    parser.add_argument("--languages", nargs="+", default=["de", "de-simple", "ar"])
    parser.add_argument("--widths", nargs="+", type=int, default=[320, 768, 1280])
    parser.add_argument("--schemes", nargs="+", default=["light"], choices=["light", "dark"])
    parser.add_argument("--pages", nargs="+", default=PAGES)
    parser.add_argument("--whole", action="store_true", help="the whole page, not its first screen")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        for language in options.languages:
            for width in options.widths:
                take(browser, options, language, width)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
