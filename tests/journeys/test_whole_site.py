"""Every public address the town has, asked for without a browser."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from html.parser import HTMLParser

import pytest

from .addresses import LANGUAGES, Answer, fetch, kind_of, path_of, sitemap
from .checks import report

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}


class Reader(HTMLParser):
    """What a machine reads from a page: its language, its head, its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = self.direction = self.canonical = self.title = ""
        self.hreflang: dict[str, str] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.language, self.direction = given.get("lang", ""), given.get("dir", "")
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = path_of(given["href"])
        elif tag == "link" and "hreflang" in given:
            self.hreflang[given["hreflang"]] = path_of(given["href"])
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "img" and "alt" not in given:
            self.faults.append(f"no alt: {given.get('src')}")
        if "style" in given or tag == "style":
            self.faults.append(f"style inside {tag}")
        if tag == "script" and "src" not in given and "json" not in given.get("type", ""):
            self.faults.append("script inside the page")
        self.faults += [f"{name} on {tag}" for name in given if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


@cache
def everything() -> dict[str, tuple[Answer, Reader]]:
    """Fetch every address of the sitemap once."""
    answers = {path: fetch(path) for path in sitemap().translations}
    return {path: (answer, Reader(answer.text)) for path, answer in answers.items()}


def language_of(path: str) -> str:
    return path.split("/")[1]


def test_every_address_is_of_a_kind_that_is_looked_at():
    german = sitemap().german()

    assert len(german) > 50
    assert [path for path in german if not kind_of(path)] == []
    missing = {code for code in LANGUAGES if f"/{code}/" not in sitemap().translations}
    assert missing == set()


def test_every_page_answers_without_a_cookie_and_with_the_headers_that_keep_browsers_safe():
    faults = []
    for path, (answer, _reader) in everything().items():
        policy = {
            part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")
        }
        if answer.status != 200:
            faults.append(f"{path}: {answer.status}")
        if "Set-Cookie" in answer.headers:
            faults.append(f"{path}: sets a cookie")
        if "Cookie" in answer.headers.get("Vary", ""):
            faults.append(f"{path}: differs by cookie")
        if policy != POLICY:
            faults.append(f"{path}: Content-Security-Policy is {sorted(policy)}")
        for name, value in HEADERS.items():
            if not answer.headers.get(name, "").startswith(value):
                faults.append(f"{path}: {name} is {answer.headers.get(name)}")

    report(faults)


def test_every_page_is_in_its_language_with_nothing_inline_and_no_doubled_id():
    faults = []
    for path, (_answer, reader) in everything().items():
        code = language_of(path)
        if (reader.language, reader.direction) != (code, LANGUAGES[code]):
            faults.append(f"{path}: lang {reader.language} dir {reader.direction}")
        doubled = [name for name, count in Counter(reader.ids).items() if count > 1]
        faults += [f"{path}: id {name} twice" for name in doubled]
        faults += [f"{path}: {fault}" for fault in reader.faults]

    report(faults)


def test_no_two_pages_of_a_language_have_the_same_title():
    titles = defaultdict(list)
    for path, (_answer, reader) in everything().items():
        titles[language_of(path), reader.title.strip()].append(path)

    report(
        [
            f"{title!r}: {paths}"
            for (_, title), paths in titles.items()
            if len(paths) > 1 or not title
        ]
    )


def test_every_page_names_itself_and_its_translations_as_the_sitemap_does():
    faults = []
    for path, (_answer, reader) in everything().items():
        if reader.canonical != path:
            faults.append(f"{path}: canonical is {reader.canonical}")
        if reader.hreflang != sitemap().translations[path]:
            faults.append(
                f"{path}: its translations are {reader.hreflang}, in the sitemap {sitemap().translations[path]}"
            )
        if reader.hreflang.get("x-default") != reader.hreflang.get("de"):
            faults.append(f"{path}: x-default is not German")
        for code, other in reader.hreflang.items():
            if sitemap().translations.get(other, {}).get(language_of(path)) != path:
                faults.append(f"{path}: {other} ({code}) does not point back")

    report(faults)


def test_no_link_leads_nowhere():
    wanted: dict[str, str] = {}
    faults = []
    for path, (_answer, reader) in everything().items():
        for link in reader.links:
            where, _, mark = link.partition("#")
            if link in ("", "#"):
                faults.append(f"{path}: a link without target")
            elif link.startswith("#") and mark not in reader.ids:
                faults.append(f"{path}: nothing is called {link}")
            elif where.startswith("?"):
                wanted.setdefault(path + where, path)
            elif where.startswith("/") and where not in everything():
                wanted.setdefault(where, path)
    for link, path in wanted.items():
        if fetch(link).status >= 400:
            faults.append(f"{path}: {link} answers {fetch(link).status}")

    report(faults)


@pytest.mark.parametrize(
    ("wish", "place"),
    [("ar", "/ar/"), ("tr-TR,tr;q=0.9", "/tr/"), ("de-AT", "/de/"), ("uk;q=0.8,en;q=0.4", "/uk/")],
)
def test_the_bare_address_leads_to_the_browser_s_language(wish: str, place: str):
    answer = fetch("/", **{"Accept-Language": wish})

    assert (answer.status, answer.headers["Location"]) == (302, place)
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_language_the_town_does_not_speak_gets_the_list_of_languages():
    answer = fetch("/", **{"Accept-Language": "zh"})

    assert answer.status == 200
    assert all(f'href="/{code}/"' in answer.text for code in LANGUAGES)


def test_nobody_is_sent_elsewhere_from_an_address_they_chose():
    answer = fetch("/de/", **{"Accept-Language": "ar"})

    assert answer.status == 200
    assert re.search(r'<html lang="de"', answer.text)


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/sitemap.xml"])
def test_machines_are_answered_without_a_cookie(path: str):
    answer = fetch(path)

    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers


def test_robots_are_kept_out_of_the_editing_interface_and_shown_the_sitemap():
    text = fetch("/robots.txt").text

    assert "Disallow: /cms/" in text
    assert re.search(r"^Sitemap: http.*/sitemap\.xml$", text, re.MULTILINE)
