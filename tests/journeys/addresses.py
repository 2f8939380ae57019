"""The public addresses of the demo town, as its own sitemap lists them."""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from xml.etree import ElementTree

LANGUAGES = {"de": "ltr", "de-simple": "ltr", "en": "ltr", "tr": "ltr", "uk": "ltr", "ar": "rtl"}

#: Each kind of page: what its German address looks like behind /de, and which ones we look at closely.
KINDS: dict[str, tuple[str, list[str]]] = {
    "front page": (r"/", ["/"]),
    "strategy": (r"/strategie/", ["/strategie/"]),
    "chapter": (r"/strategie/[\w-]+/", ["/strategie/ankommen-und-zusammenleben/"]),
    "section": (
        r"/strategie/[\w-]+/[\w-]+/",
        [
            "/strategie/ankommen-und-zusammenleben/gut-ankommen/",
            "/strategie/bildung-von-anfang-an/fruehe-bildung-und-familien/",
        ],
    ),
    "process": (r"/prozess/", ["/prozess/"]),
    "events": (r"/veranstaltungen/", ["/veranstaltungen/"]),
    "event": (
        r"/veranstaltungen/[\w-]+/",
        ["/veranstaltungen/kick-off/", "/veranstaltungen/stadtgespraech-zusammenleben/"],
    ),
    "partners": (r"/buendnis/", ["/buendnis/"]),
    "partner": (r"/buendnis/[\w-]+/", ["/buendnis/auslaenderbeirat/"]),
    "register": (r"/beschluesse/", ["/beschluesse/"]),
    "plain page": (
        r"/(impressum|datenschutz|barrierefreiheit|einfache-sprache|gebaerdensprache|mitmachen)/",
        ["/mitmachen/", "/barrierefreiheit/", "/impressum/"],
    ),
}

#: Pages that no sitemap lists.
BESIDE = {
    "gallery": "/design/{language}/",
    "whole text": "/{language}/strategie/read/",
    "print view": "/{language}/strategie/ankommen-und-zusammenleben/gut-ankommen/print/",
    "versions": "/{language}/strategie/ankommen-und-zusammenleben/gut-ankommen/versions/",
    "comparison": "/{language}/strategie/ankommen-und-zusammenleben/gut-ankommen/compare/0.1/1.0/",
    "side by side": "/{language}/strategie/ankommen-und-zusammenleben/gut-ankommen/compare/0.1/1.0/side-by-side/",
    "all versions": "/{language}/strategie/versions/",
    "decision": "/{language}/beschluesse/1/",
}

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@dataclass
class Answer:
    """What the server said, without any browser."""

    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Address:
    kind: str
    language: str
    path: str

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"


@dataclass
class Sitemap:
    """Paths in the order of the sitemap, each with its translations by language."""

    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def german(self) -> list[str]:
        return [path for path in self.translations if path.startswith("/de/")]


def fetch(path: str, **headers: str) -> Answer:
    """Ask the server as a reader without cookies does; a redirect is an answer, not followed."""
    url = os.environ["WIRKT_URL"] + urllib.parse.quote(path, safe="/?=&%:+,;@")
    request = urllib.request.Request(url, headers=headers)
    try:
        with _opener().open(request, timeout=30) as response:
            body = response.read().decode(errors="replace")
            return Answer(response.status, response.headers, body)
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read().decode(errors="replace"))


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@cache
def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def path_of(url: str) -> str:
    """Return what stands behind the host: the sitemap's host is the town's, not the test's."""
    return urllib.parse.unquote(re.sub(r"^https?://[^/]+", "", url))


@cache
def sitemap() -> Sitemap:
    """Read /sitemap.xml once."""
    found = Sitemap()
    answer = fetch("/sitemap.xml") if "WIRKT_URL" in os.environ else None
    if answer is None or answer.status != 200:
        return found
    for url in ElementTree.fromstring(answer.text).findall("s:url", NAMES):
        links = {
            link.get("hreflang", ""): path_of(link.get("href", ""))
            for link in url.findall("x:link", NAMES)
        }
        path = path_of(url.findtext("s:loc", "", NAMES))
        # A page in one language only lists no others.
        found.translations[path] = links or {path.split("/")[1]: path, "x-default": path}
    return found


def kind_of(german_path: str) -> str:
    """Return the kind of a German address; empty when no kind fits."""
    behind = german_path.removeprefix("/de")
    return next(
        (kind for kind, (shape, _) in KINDS.items() if re.fullmatch(shape, behind)),
        "",
    )


def samples() -> list[Address]:
    """Return every kind of page in every language that has it; what no sitemap lists in three."""
    found = [
        Address(kind, language, shape.format(language=language))
        for kind, shape in BESIDE.items()
        for language in ("de", "ar", "uk")
    ]
    for kind, (_shape, looked_at) in KINDS.items():
        for german in looked_at:
            known = sitemap().translations.get(f"/de{german}", {})
            found += [
                Address(kind, language, known[language])
                for language in LANGUAGES
                if language in known
            ]
    return found
