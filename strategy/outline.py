"""Order, numbers and standings of all live chapters and sections, read once per generation.

Like the site map: pages ask here for their own number, their neighbours and their chapter instead
of asking the database page by page.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from wagtail.models import Page

from cms.navigation import Place, SiteMap, site_map
from council.standing import Standing, standings

STEP = Page.steplen


@dataclass(frozen=True)
class Entry:
    """A live chapter or section with its number in words: “1” or “1.2”."""

    place: Place
    number: str
    order: tuple[int, ...]

    @property
    def title(self) -> str:
        return self.place.title

    @property
    def language(self) -> str:
        """Return the language of the title."""
        return self.place.title_language

    @property
    def url(self) -> str:
        return self.place.url


class Outline:
    """All live chapters and sections, in reading order below each other."""

    def __init__(self, sites: SiteMap, numbers: dict[int, int]) -> None:
        self.sites = sites
        self.entries: dict[str, Entry] = {}
        self.below: dict[str, list[Entry]] = {}
        for pk, number in numbers.items():
            place = sites.by_pk.get(pk)
            if place is None:
                continue
            chapter = sites.by_path.get(place.path[:-STEP])
            above = numbers.get(chapter.pk) if chapter else None
            order = (number,) if above is None else (above, number)
            entry = Entry(place, ".".join(str(part) for part in order), order)
            self.entries[place.path] = entry
            self.below.setdefault(place.path[:-STEP], []).append(entry)
        for entries in self.below.values():
            entries.sort(key=lambda entry: entry.order)

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """Return where every live section stands, by the id of its German page.

        Kept like the rest of the outline: each step of the route starts a new generation.
        """
        german = [
            entry.place.pk
            for entry in self.entries.values()
            if len(entry.order) == 2 and entry.place.language == settings.LANGUAGE_CODE
        ]
        return standings(german)

    def children(self, path: str) -> list[Entry]:
        """Return the chapters of a strategy, or the sections of a chapter."""
        return self.below.get(path, [])

    def readable(self, path: str) -> list[Entry]:
        """Return what stands below a place, each in its language, or in German where that is missing."""
        here = self.sites.by_path.get(path)
        german = self.sites.place(here.pk, settings.LANGUAGE_CODE) if here else None
        if here is None or german is None:
            return []
        own = (
            self.sites.place(child.place.pk, here.language) for child in self.children(german.path)
        )
        return [self.entries[place.path] for place in own if place]

    def readable_sections(self, path: str) -> list[Entry]:
        """Return all sections of a strategy in reading order, as ``readable`` does."""
        return [
            section
            for chapter in self.readable(path)
            for section in self.readable(chapter.place.path)
        ]

    def sections(self, strategy_path: str) -> list[Entry]:
        """Return all sections of a strategy in reading order."""
        chapters = self.children(strategy_path)
        return [section for chapter in chapters for section in self.children(chapter.place.path)]

    def neighbours(self, path: str) -> tuple[Entry | None, Entry | None]:
        """Return the chapters before and after one, or the sections, then across chapters."""
        here = self.entries.get(path)
        if here is None:
            return None, None
        above = path[:-STEP]
        row = self.children(above) if len(here.order) == 1 else self.sections(above[:-STEP])
        i = row.index(here)
        return (row[i - 1] if i else None), (row[i + 1] if i + 1 < len(row) else None)


_kept: tuple[SiteMap, Outline] | None = None


def outline() -> Outline:
    """Return the outline of the site as it is now; two queries when something has changed, else none."""
    from .models import ChapterPage, SectionPage

    global _kept
    sites = site_map()
    if _kept is None or _kept[0] is not sites:
        numbers: dict[int, int] = {}
        for model in (ChapterPage, SectionPage):
            numbers |= dict(model.objects.live().values_list("pk", "number"))
        _kept = (sites, Outline(sites, as_in_german(sites, numbers)))
    return _kept[1]


def as_in_german(sites: SiteMap, numbers: dict[int, int]) -> dict[int, int]:
    """Return the numbers of pages, those of translations as their German page has them now.

    A translation's own row gets a new number only when it is published again.
    """
    german = {pk: sites.place(pk, settings.LANGUAGE_CODE) for pk in numbers}
    return {
        pk: numbers.get(place.pk, numbers[pk]) if place else numbers[pk]
        for pk, place in german.items()
    }
