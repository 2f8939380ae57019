"""What a machine must not touch: names that stay, placeholders, addresses, links and tags.

Names and placeholders are put into ``<span translate="no">``, which LibreTranslate leaves alone; the
translation is taken only if each of them, and each tag of the German words, came back exactly once.
"""

import re
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, NavigableString

#: Ends of lines, which HTML does not know, placeholders, web and mail addresses.
FIXED = r"\n+|%\(\w+\)[sd]|\{\w*\}|https?://[^\s<>\"]*[^\s<>\".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
PREFIX = "stays"
#: Blanks and new lines that a machine puts where HTML does not mind them.
BLANKS = re.compile(r"[ \t\r\n]+")
#: Signs that no text has and no database takes.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Broken(ValueError):
    """A machine lost, doubled or invented something that was to stay."""


class Mask:
    """The German words of one segment, made safe for a machine."""

    def __init__(self, german: str, names: Iterable[str]) -> None:
        self.german = german
        self.kept: list[str] = []
        soup = BeautifulSoup(german, "html.parser")
        pattern = _pattern(names)
        self.has_words = False
        for text in [node for node in soup.descendants if type(node) is NavigableString]:
            parts = self._split(soup, str(text), pattern)
            if len(parts) > 1 or not isinstance(parts[0], NavigableString):
                text.replace_with(*parts)
        self.sent = str(soup)

    def _split(self, soup: BeautifulSoup, text: str, pattern: re.Pattern[str]) -> list:
        parts: list = []
        end = 0
        for found in pattern.finditer(text):
            parts += [NavigableString(text[end : found.start()])] if found.start() > end else []
            tag = soup.new_tag("span", id=f"{PREFIX}{len(self.kept)}", translate="no")
            tag.string = found[0]
            self.kept.append(found[0])
            parts.append(tag)
            self._look(text[end : found.start()])
            end = found.end()
        self._look(text[end:])
        return parts + ([NavigableString(text[end:])] if text[end:] or not parts else [])

    def _look(self, text: str) -> None:
        self.has_words = self.has_words or any(letter.isalpha() for letter in text)

    def take_off(self, answer: str) -> str:
        """Return a machine's words with everything that stays in its place. Raises Broken."""
        answer = BLANKS.sub(" ", answer)
        if UNSTORABLE.search(answer):
            raise Broken("signs")
        soup = BeautifulSoup(answer, "html.parser")
        if not soup.get_text().strip():
            raise Broken("empty")
        spans = soup.find_all("span")
        wanted = Counter(f"{PREFIX}{number}" for number in range(len(self.kept)))
        if Counter(span.get("id") for span in spans) != wanted:
            raise Broken("names")
        for span in spans:
            span.replace_with(NavigableString(self.kept[int(str(span["id"])[len(PREFIX) :])]))
        if any(type(text) is not NavigableString for text in soup.find_all(string=True)):
            raise Broken("not text")  # comments and the like
        if _tags(soup) != _tags(BeautifulSoup(self.german, "html.parser")):
            raise Broken("tags")
        return str(soup).strip()


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    words = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest]
    return re.compile("|".join([FIXED, *words]))


def _tags(soup: BeautifulSoup) -> Counter:
    return Counter((tag.name, tuple(sorted(tag.attrs.items()))) for tag in soup.find_all())
