"""How much of the site each language speaks: for the public, counted in German words."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from .models import Generation, LiveText
from .navigation import site_map


@dataclass(frozen=True)
class Share:
    """One language: how many percent of the German words say there what they say now.

    ``machine`` are those among them that a machine wrote and nobody has checked yet.
    """

    code: str
    name_local: str
    bidi: bool
    url: str
    percent: int
    machine: int = 0


_kept: tuple[UUID, dict[str, tuple[int, int]]] | None = None


def shares() -> list[Share]:
    """Return the share of each language of the site but German; one query in each generation."""
    global _kept
    generation = Generation.current()
    if _kept is None or _kept[0] != generation:
        _kept = (generation, _read())
    percent = _kept[1]
    return [
        Share(
            there.code,
            there.name_local,
            there.bidi,
            there.url,
            *percent.get(there.code, (0, 0)),
        )
        for there in site_map().alternates(None, "")
        if there.code != settings.LANGUAGE_CODE
    ]


def _read() -> dict[str, tuple[int, int]]:
    """Return whole percents by language: of all current words, and of those by a machine.

    What is good is rounded down and what is not is rounded up; outdated and half German texts do not
    count.
    """
    texts = LiveText.objects.filter(page__alias_of=None).select_related("page__locale")
    by_language: dict[str, list[LiveText]] = {}
    for text in texts.only(*COLUMNS):
        by_language.setdefault(text.page.locale.language_code, []).append(text)
    german = {
        text.page.translation_key: text for text in by_language.pop(settings.LANGUAGE_CODE, [])
    }
    all_words = sum(text.words for text in german.values())
    found = {}
    for code, translations in by_language.items():
        current = [
            (german[text.page.translation_key].words, text.is_machine)
            for text in translations
            if text.page.translation_key in german
            and german[text.page.translation_key].content_hash == text.source_hash
            and not text.is_german_in_parts
        ]
        counted = sum(count for count, _machine in current)
        machine = sum(count for count, by_machine in current if by_machine)
        found[code] = (
            counted * 100 // all_words if all_words else 0,
            -(-machine * 100 // all_words) if all_words else 0,
        )
    return found


COLUMNS = (
    "words",
    "content_hash",
    "source_hash",
    "german_parts",
    "german_sentences",
    "is_machine",
    "page__translation_key",
    "page__locale__language_code",
)
