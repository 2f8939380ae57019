"""The translation memory: what people have said in a language for the same or nearly the same German words.

wagtail-localize remembers a translation for one place of one page; here whole sentences are found
again wherever they stand. Words that only a machine has made are not offered.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from heapq import nlargest

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

TAG = re.compile(r"<[^<>]*>")
TOKEN = re.compile(r"\w+|[^\w\s]")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
MARKS = ".,;:!?()„“”»«\"'–"
#: Below this likeness a suggestion costs more time than it saves; usual among translators.
LEAST_PERCENT = 70
#: So many suggestions are shown for one text.
MOST_MATCHES = 5
#: So many texts that share most words are compared closely; comparing is what costs time.
CANDIDATES = 12
#: So few words are compared letter by letter, for a single changed ending would halve the likeness.
FEW_WORDS = 8
#: Everything is the same but numbers, or but the markup: near, and never the same.
ONLY_NUMBERS = ONLY_MARKUP = 98
NEVER_THE_SAME = 99


@dataclass(frozen=True)
class Match:
    """Words that somebody found for German words, and how much these are like the ones asked for."""

    german: str
    words: str
    #: 100 only where the German words are the same, letter by letter.
    percent: int
    #: The page on which they stand; empty when it is gone or was a snippet.
    title: str
    by: str
    at: datetime


@dataclass(frozen=True)
class _Asked:
    """One text to find, taken apart once."""

    text: str
    plain: str
    tokens: list[str]
    words: Counter[str]


def suggest(
    texts: Sequence[str], locale: Locale, *, leave_out: Iterable[int] = ()
) -> list[list[Match]]:
    """Return for each German text what people said for the same or nearly the same, the best first.

    Among equals the newest comes first. Costs three queries however many texts are asked for.
    ``leave_out`` are translations (StringTranslation) that are no news, such as the one being edited.
    """
    known = _known(locale, set(leave_out))
    likely = _likely(texts, known)
    found = [
        _compare(asked, candidates, known)
        for asked, candidates in zip(map(_take_apart, texts), likely, strict=True)
    ]
    return _told(found, known)


def answered_for(locale: Locale) -> QuerySet[StringTranslation]:
    """Return the translations into a language that a person made or took over, without faults."""
    return StringTranslation.objects.filter(
        locale=locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        translation_of__locale__language_code=settings.LANGUAGE_CODE,
    ).exclude(data="")


def _known(locale: Locale, leave_out: set[int]) -> dict[str, list[tuple[int, str]]]:
    """Return German texts with their translations (key and words), the newest first."""
    rows = answered_for(locale).order_by("-updated_at", "-pk")
    known: dict[str, list[tuple[int, str]]] = {}
    for pk, german, words in rows.values_list("pk", "translation_of__data", "data"):
        if pk not in leave_out:
            known.setdefault(german, []).append((pk, words))
    return known


def _likely(texts: Sequence[str], known: Iterable[str]) -> list[list[str]]:
    """Choose cheaply what is worth comparing: about as long, and most words shared."""
    asked_for = [_words(text) for text in texts]
    sizes = [words.total() for words in asked_for]
    where: dict[str, list[int]] = {}
    for number, words in enumerate(asked_for):
        for word in words:
            where.setdefault(word, []).append(number)
    scored: list[list[tuple[float, str]]] = [[] for _text in texts]
    for german in known:
        words = _words(german)
        shared = Counter(number for word in words for number in where.get(word, ()))
        size = words.total()
        for number, common in shared.items():
            share = 2 * common / (size + sizes[number])
            few = max(size, sizes[number]) <= FEW_WORDS
            if share >= (0.3 if few else 0.5) and size <= 2 * sizes[number] <= 4 * size:
                scored[number].append((share, german))
    return [[german for _share, german in nlargest(CANDIDATES, one)] for one in scored]


def _words(text: str) -> Counter[str]:
    """Return the words of a text for the cheap choice, without the marks around them."""
    plain = TAG.sub(" ", text).casefold()
    return Counter(filter(None, (word.strip(MARKS) for word in plain.split())))


def _take_apart(text: str) -> _Asked:
    plain = " ".join(TAG.sub("", text).split())
    return _Asked(text, plain, TOKEN.findall(plain), _words(text))


def _compare(
    asked: _Asked, candidates: list[str], known: dict[str, list[tuple[int, str]]]
) -> list[tuple[int, str]]:
    found = [(100, asked.text)] if asked.text in known else []
    for german in candidates:
        if german != asked.text:
            percent = _percent(asked, _take_apart(german))
            found += [(percent, german)] if percent >= LEAST_PERCENT else []
    return nlargest(MOST_MATCHES, found, key=lambda one: one[0])


def _percent(asked: _Asked, other: _Asked) -> int:
    """Return how much alike two texts are that are not the same: 99 at most."""
    if asked.plain == other.plain:
        return ONLY_MARKUP
    if NUMBER.sub("0", asked.plain) == NUMBER.sub("0", other.plain):
        return ONLY_NUMBERS
    few = max(len(asked.tokens), len(other.tokens)) <= FEW_WORDS
    one, two = (asked.plain, other.plain) if few else (asked.tokens, other.tokens)
    likeness = SequenceMatcher(None, one, two, autojunk=False)
    if likeness.quick_ratio() * 100 < LEAST_PERCENT:
        return 0
    return min(NEVER_THE_SAME, int(likeness.ratio() * 100))


def _told(
    found: list[list[tuple[int, str]]], known: dict[str, list[tuple[int, str]]]
) -> list[list[Match]]:
    """Add where the words stand and who found them; the same words for the same German once."""
    chosen = []
    for one in found:
        picked, seen = [], set()
        for percent, german in one:
            for pk, words in known[german]:
                if (german, words) not in seen:
                    seen.add((german, words))
                    picked.append((percent, german, pk))
        chosen.append(picked[:MOST_MATCHES])
    keys = {pk for one in chosen for _percent, _german, pk in one}
    rows = StringTranslation.objects.select_related("last_translated_by", "context").in_bulk(keys)
    titles = _titles({row.context.object_id for row in rows.values() if row.context})
    return [
        [_match(rows[pk], german, percent, titles) for percent, german, pk in one if pk in rows]
        for one in chosen
    ]


def _match(row: StringTranslation, german: str, percent: int, titles: dict) -> Match:
    by = row.last_translated_by
    return Match(
        german=german,
        words=row.data,
        percent=percent,
        title=titles.get(row.context.object_id, "") if row.context else "",
        by=(by.get_full_name() or by.get_username()) if by else "",
        at=timezone.localtime(row.updated_at),
    )


def _titles(keys: set) -> dict:
    pages = Page.objects.filter(
        translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE
    )
    return dict(pages.values_list("translation_key", "title"))
