"""What can be found wrong with a translation without understanding it.

A text with an error is not handed in: its placeholder, link or markup would be broken for readers.
A warning is shown and may be right all the same; it takes a person to tell.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.strings import INLINE_TAGS

from . import glossary
from .models import GlossaryTerm

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\d)(?<!\d\s)%[sd]\b|\{\w*\}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: A number with its separators: those of German, English and Arabic, and narrow blanks for thousands.
NUMBER = re.compile(r"\d+(?:[.,:/٬٫’'\u00a0\u202f-]\d+)*")
DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
TIME = re.compile(r"(\d{1,2})[.:][0-5]\d")
SEPARATOR = re.compile(r"\D")
THOUSANDS = re.compile(r"(?<=\d)[.,٬’'\u00a0\u202f](?=\d{3}(?!\d))")
BLANK_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
PERCENT = re.compile("[%٪﹪％]")
SINGLE = frozenset({"br", "hr", "img"})


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, or may be, in words for the translator."""

    level: Level
    message: str


def faults(
    german: str,
    words: str,
    *,
    terms: Iterable[GlossaryTerm] = (),
    locale: Locale | None = None,
    is_html: bool = True,
) -> list[Fault]:
    """Return what is wrong with a translation of German words, errors first; empty when nothing is.

    ``terms`` are those of the language (``glossary.terms_for``); with ``locale`` those of others are
    left out. ``is_html`` is false where the words are plain text, in which ``<`` is only a letter.
    """
    ours, theirs = _Reading.of(german, is_html), _Reading.of(words, is_html)
    if not theirs.text.strip():
        return [Fault(Level.ERROR, _("There is no translation yet."))] if ours.text.strip() else []
    found = [
        *_placeholders(ours.text, theirs.text),
        *_markup(ours, theirs),
        *_addresses(ours.text, theirs.text),
        *_numbers(ours.text, theirs.text),
        *_blanks(german, words),
        *_sameness(ours.text, theirs.text),
        *_terms(german, words, terms, locale),
    ]
    return sorted(found, key=lambda fault: fault.level is not Level.ERROR)


def has_errors(found: Iterable[Fault]) -> bool:
    """Tell whether a text with these faults may not be handed in."""
    return any(fault.level is Level.ERROR for fault in found)


class _Reading(HTMLParser):
    """Reads a text once: its words, its tags in order, its links, and what is not in balance."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.unbalanced: list[str] = []
        self._open: list[str] = []

    @classmethod
    def of(cls, text: str, is_html: bool) -> "_Reading":
        reading = cls()
        if is_html:
            reading.feed(text)
            reading.close()
            reading.unbalanced += reading._open
        else:
            reading.text = text
        return reading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        said = " ".join(f'{name}="{value or ""}"' for name, value in sorted(attrs))
        if tag == "a":
            self.links[said] += 1
        elif said:
            self.attributes[f"<{tag} {said}>"] += 1
        if tag not in SINGLE:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in SINGLE:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag not in SINGLE:
            self.unbalanced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data


# --- one check after the other ---------------------------------------------------------------------
def _placeholders(german: str, words: str) -> Iterator[Fault]:
    ours, theirs = (Counter(PLACEHOLDER.findall(text)) for text in (german, words))
    for name in sorted(ours - theirs):
        yield _error(_("The placeholder %(name)s is missing."), name=name)
    for name in sorted(theirs - ours):
        yield _error(_("The placeholder %(name)s does not stand in the German text."), name=name)


def _markup(ours: _Reading, theirs: _Reading) -> Iterator[Fault]:
    if theirs.unbalanced:
        tags = ", ".join(f"<{tag}>" for tag in theirs.unbalanced)
        yield _error(
            _("Markup is opened and not closed, or the other way round: %(tags)s."), tags=tags
        )
    for tag in sorted(set(theirs.tags) - set(ours.tags) - set(INLINE_TAGS)):
        yield _error(_("The markup %(tag)s is not allowed here."), tag=f"<{tag}>")
    for tag in sorted(theirs.attributes - ours.attributes):
        yield _error(_("The markup %(tag)s is not allowed here."), tag=tag)
    if ours.links - theirs.links:
        yield _error(_("A link of the German text is missing or leads somewhere else."))
    if theirs.links - ours.links:
        yield _error(_("A link does not stand in the German text."))
    for tag in sorted((ours.tags - theirs.tags).keys() - {"a"}):
        yield _warning(_("The markup %(tag)s of the German text is missing."), tag=f"<{tag}>")


def _addresses(german: str, words: str) -> Iterator[Fault]:
    ours, theirs = (
        {found.rstrip(".,;:!?)") for found in ADDRESS.findall(text)} for text in (german, words)
    )
    for address in sorted(ours - theirs):
        yield _warning(_("The address %(address)s is missing."), address=address)


def _numbers(german: str, words: str) -> Iterator[Fault]:
    german, words = (ADDRESS.sub(" ", PLACEHOLDER.sub(" ", text)) for text in (german, words))
    missing, more = _differing(german, words)
    if missing or more:
        # Many languages write thousands with a blank; whether it is one, only the other text tells.
        joined = _differing(
            *(BLANK_THOUSANDS.sub(_without_blanks, text) for text in (german, words))
        )
        missing, more = min((missing, more), joined, key=lambda pair: len(pair[0]) + len(pair[1]))
    for number in sorted(missing):
        yield _warning(_("The number %(number)s is missing."), number=number)
    for number in sorted(more):
        yield _warning(_("The number %(number)s does not stand in the German text."), number=number)
    if PERCENT.search(german) and not PERCENT.search(words) and not missing:
        yield _warning(_("The German text has a percent sign; check whether it is said in words."))


def _without_blanks(number: re.Match) -> str:
    return number[0].replace(" ", "")


def _differing(german: str, words: str) -> tuple[list[str], list[str]]:
    """Return the numbers that the translation lacks, and those that only it has."""
    ours, theirs = _counted(german), _counted(words)
    missing = [number for number in ours.needed - theirs.all if number not in theirs.also]
    return missing, [number for number in theirs.needed - ours.all if number not in ours.also]


@dataclass
class _Counted:
    #: Numbers that the other text must have.
    needed: Counter[str]
    #: All numbers, the months of dates included.
    all: Counter[str]
    #: Other ways of saying the same: hours after noon.
    also: set[str]


def _counted(text: str) -> _Counted:
    """Count the numbers of a text, whatever digits and separators its language writes them with."""
    text = western(text)
    months: Counter[str] = Counter()
    also: set[str] = set()

    def day(match: re.Match) -> str:
        parts = [part for part in match.groups() if part]
        months[_bare(parts[1])] += 1
        return f" {parts[0]} {parts[2]} "

    text = DATE.sub(day, text)
    numbers: list[str] = []
    for found in NUMBER.findall(text):
        if time := TIME.fullmatch(found):
            also.add(_bare(str((int(time[1]) + 12) % 24)))
        numbers += _parts(found)
    needed = Counter(map(_bare, numbers))
    return _Counted(needed, needed + months, also)


def _parts(number: str) -> list[str]:
    """Take a number apart: thousands are joined; decimals, minutes and ranges are a part of their own."""
    first, *rest = SEPARATOR.split(THOUSANDS.sub("", number))
    return [first, *(part for part in rest if part.strip("0"))]


def _bare(number: str) -> str:
    return number.lstrip("0") or "0"


def western(text: str) -> str:
    """Return a text with Arabic, Persian and other digits written as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


def _blanks(german: str, words: str) -> Iterator[Fault]:
    if words != words.strip() and german == german.strip():
        yield _warning(_("There are blanks at the beginning or at the end."))
    elif words == words.strip() and german != german.strip():
        yield _warning(
            _("The blanks at the beginning or at the end of the German text are missing.")
        )


def _sameness(german: str, words: str) -> Iterator[Fault]:
    ours, theirs = (" ".join(text.split()) for text in (german, words))
    speaks = any(letter.isalpha() for letter in ADDRESS.sub("", PLACEHOLDER.sub("", ours)))
    if speaks and ours == theirs and ours not in settings.PROPER_NAMES:
        yield _warning(_("The words are the same as in German."))


def _terms(
    german: str, words: str, terms: Iterable[GlossaryTerm], locale: Locale | None
) -> Iterator[Fault]:
    for term in glossary.missing(german, words, locale, terms):
        if term.stays:
            yield _warning(_("“%(term)s” stays as it is in every language."), term=term.german)
        else:
            yield _warning(
                _("For “%(term)s” the glossary says “%(agreed)s”."),
                term=term.german,
                agreed=term.translation,
            )


def _error(message: str, **words: str) -> Fault:
    return Fault(Level.ERROR, message % words if words else message)


def _warning(message: str, **words: str) -> Fault:
    return Fault(Level.WARNING, message % words if words else message)
