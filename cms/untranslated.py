"""German sentences inside of a translation: marked ``lang="de"`` where they are shown, and only there.

What is stored stays as it is, so checksums, the memory and exchanged files see the words alone.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from . import words

#: Elements inside of a line of text; all others begin a new one.
INLINE = {"a", "abbr", "b", "bdi", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup"}
GERMAN = {"lang": settings.LANGUAGE_CODE, "dir": "ltr"}


@dataclass(frozen=True)
class Part:
    """Something a translated page shows, with what of it is still German."""

    thing: Any
    german: bool
    sentences: Collection[str]


def parts(things: Iterable[tuple[str, Any]], live_text: Any) -> list[Part]:
    """Return things that a page shows beside its running text, each under the id it has as a block."""
    german = live_text.german_parts if live_text else ()
    sentences = live_text.german_sentences if live_text else {}
    return [Part(thing, key in german, sentences.get(key, ())) for key, thing in things]


def marked(html: str, sentences: Collection[str]) -> SafeString:
    """Return the markup of one block with the given German sentences (plain) marked as German."""
    if not sentences:
        return mark_safe(html)
    soup = BeautifulSoup(html, "html.parser")
    for element in [soup, *soup.find_all(True)]:
        if element.get("alt") in sentences:
            element.attrs |= GERMAN
        for run in list(_runs(element)):
            if _words(run) in sentences and not _is_german(element):
                _mark(element, run, soup)
    return mark_safe(str(soup))


def _runs(element: Tag) -> Iterator[list[PageElement]]:
    """Yield the lines of text that stand right in an element."""
    run: list[PageElement] = []
    for node in [*element.children, None]:
        if isinstance(node, NavigableString) or (isinstance(node, Tag) and node.name in INLINE):
            run.append(node)
        elif run:
            yield run
            run = []


def _words(run: list[PageElement]) -> str:
    return " ".join(words.of_rich_text("".join(str(node) for node in run)).split())


def _is_german(element: Tag) -> bool:
    return any(one.get("lang") for one in [element, *element.parents])


def _mark(element: Tag, run: list[PageElement], soup: BeautifulSoup) -> None:
    if element.name != "[document]" and len(run) == len(element.contents):
        element.attrs |= GERMAN
        where = element
    else:
        where = soup.new_tag("span", attrs=GERMAN)
        run[0].insert_before(where)
        for node in run:
            where.append(node.extract())
    for bdi in where.find_all("bdi"):
        bdi.unwrap()
