"""All texts in all languages: what editors see at a glance, filter, and take along as a file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from cms.models import MinorCorrection, TranslatedSnippet, User
from cms.views_translation import locales_of, may_change

from .models import Work
from .states import Key, Standing, State, standings

#: The sign beside the word of a state, by the names of Wagtail's icons.
ICONS = {
    State.BINDING: "lock",
    State.CHECKED: "circle-check",
    State.MACHINE: "cogs",
    State.OUTDATED: "warning",
    State.IN_WORK: "edit",
    State.MISSING: "minus",
}
#: States in which readers find a text that says what the German one says.
CURRENT = (State.CHECKED, State.MACHINE)
#: The part of the overview that holds no pages.
SNIPPETS = "snippets"


@dataclass(frozen=True)
class Cell:
    """One text in one language, and the way to the work on it, for those who may do it."""

    locale: Locale
    standing: Standing
    url: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.standing.state]

    @property
    def stage(self) -> str:
        """Return how far the work is where the state does not say it."""
        work = self.standing.work
        if work is None or work.stage == Work.Stage.PUBLISHED:
            return ""
        says_it = self.standing.state == State.IN_WORK and work.stage == Work.Stage.IN_WORK
        return "" if says_it else work.get_stage_display()


@dataclass
class Row:
    """One German text."""

    source: Any
    title: str
    kind: str
    depth: int
    cells: list[Cell] = field(default_factory=list)
    url: str = ""
    correction: MinorCorrection | None = None


@dataclass(frozen=True)
class Progress:
    """How far a language is: texts by state, and the share of German words that are current."""

    locale: Locale
    counts: dict[State, int]
    words: int
    words_current: int

    @property
    def texts(self) -> int:
        return sum(self.counts.values())

    @property
    def current(self) -> int:
        return sum(self.counts.get(state, 0) for state in CURRENT)

    @property
    def percent(self) -> int:
        """Return whole percents of the German words, rounded down: 100 means every word."""
        return self.words_current * 100 // self.words if self.words else 0

    @property
    def by_state(self) -> list[tuple[str, int]]:
        return [(str(state.label), self.counts[state]) for state in State if state in self.counts]


@dataclass(frozen=True)
class Matrix:
    """The texts of one part of the site with their standings, read with a fixed number of queries."""

    sources: Sequence[Any]
    locales: Sequence[Locale]
    found: dict[Key, Standing]

    @classmethod
    def read(cls, part: str, locales: Sequence[Locale]) -> "Matrix":
        sources = list(texts_of(part))
        return cls(sources, locales, standings(sources, locales, count=False))

    def where(self, state: str, locales: Iterable[Locale]) -> list[Any]:
        """Return the texts that are in a state in one of some languages; all without a state."""
        if not state:
            return list(self.sources)
        codes = [locale.pk for locale in locales]
        return [
            source
            for source in self.sources
            if any(self.found[source.translation_key, pk].state == state for pk in codes)
        ]

    def progress(self) -> list[Progress]:
        """Return how far each language is."""
        return [self._progress(locale) for locale in self.locales]

    def _progress(self, locale: Locale) -> Progress:
        here = [self.found[source.translation_key, locale.pk] for source in self.sources]
        return Progress(
            locale,
            dict(Counter(standing.state for standing in here)),
            sum(standing.words for standing in here),
            sum(standing.words for standing in here if standing.state in CURRENT),
        )


def languages() -> list[Locale]:
    """Return the languages that are translated into, in the order of the settings."""
    order = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    known = {locale.language_code: locale for locale in Locale.objects.all()}
    return [known[code] for code in order if code in known]


def german_pages() -> QuerySet[Page]:
    """Return the German pages that are public, in the order of the tree."""
    pages = Page.objects.live().filter(alias_of=None, depth__gt=1)
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")


def parts() -> list[tuple[str, str]]:
    """Return the parts of the site that can be looked at alone: value, and title set in by its depth."""
    branches = german_pages().filter(numchild__gt=0).values_list("pk", "title", "depth")
    return [
        *((str(pk), "– " * (depth - 2) + title) for pk, title, depth in branches),
        (SNIPPETS, _("Phases, groups and the like")),
    ]


def texts_of(part: str) -> Iterator[Any]:
    """Yield the German texts of a part of the site; of all of it without one."""
    if part != SNIPPETS:
        pages = german_pages().select_related("locale", "content_type")
        if part:
            root = pages.filter(pk=part).first() if part.isdecimal() else None
            pages = pages.filter(path__startswith=root.path) if root else pages.none()
        yield from pages
    if part in ("", SNIPPETS):
        for model in sorted(TranslatedSnippet.__subclasses__(), key=lambda m: m._meta.label):
            rows = model._default_manager.filter(locale__language_code=settings.LANGUAGE_CODE)
            yield from rows.select_related("locale")


def rows_of(sources: Sequence[Any], locales: Sequence[Locale], user: User) -> list[Row]:
    """Return the lines of the matrix, with links for those who may follow them."""
    found = standings(sources, locales)
    german = edits_german(user)
    link = linker(user)
    corrections = _last_corrections(sources)
    rows = []
    for source in sources:
        is_page = isinstance(source, Page)
        row = Row(
            source,
            title=str(source.title if is_page else source),
            kind=str((source.content_type.model_class() or Page)._meta.verbose_name)
            if is_page
            else str(source._meta.verbose_name),
            depth=source.depth - 2 if is_page else 0,
            url=reverse("wagtailadmin_pages:edit", args=[source.pk]) if is_page and german else "",
            correction=corrections.get(source.pk) if is_page else None,
        )
        for locale in locales:
            standing = found[source.translation_key, locale.pk]
            row.cells.append(Cell(locale, standing, link(source, locale)))
        rows.append(row)
    return rows


def _last_corrections(sources: Sequence[Any]) -> dict[int, MinorCorrection]:
    """Return by page the correction of spelling that is its public wording now."""
    pages = [source.pk for source in sources if isinstance(source, Page)]
    found = MinorCorrection.objects.filter(page__in=pages).exclude(new_hash="")
    return {
        correction.page_id: correction
        for correction in found.select_related("page__live_text", "marked_by")
        if getattr(correction.page, "live_text", None)
        and correction.page.live_text.content_hash == correction.new_hash
    }


def edits_german(user: User) -> bool:
    """Tell whether somebody works on German pages."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, {"change"})
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE).exists()


def linker(user: User) -> Callable[[Any, Locale], str]:
    """Return a function that gives the address of the work on a text, empty for those who may not."""
    mine = locales_of(user)
    german = edits_german(user)

    def link(source: Any, locale: Locale) -> str:
        edits = german if isinstance(source, Page) else may_change(user, type(source))
        if not (edits or locale.pk in mine):
            return ""
        return reverse("translating:begin", args=[source.translation_key, locale.language_code])

    return link


def file_rows(
    sources: Sequence[Any], locales: Sequence[Locale], state: str = ""
) -> Iterator[list[str | int]]:
    """Yield the lines of the table as a file: one text in one language a line, the head first."""
    yield [
        _("Text"), _("kind"), _("Language"), _("Code"), _("state"), _("Words"), _("Words left"),
        _("Translated on"), _("Translated by"), _("Checked by"),
    ]  # fmt: skip
    found = standings(sources, locales)
    people = _people(found.values())
    for source in sources:
        is_page = isinstance(source, Page)
        model = source.content_type.model_class() if is_page else type(source)
        for locale in locales:
            standing = found[source.translation_key, locale.pk]
            if state and standing.state != state:
                continue
            text = standing.text
            yield [
                str(source.title if is_page else source),
                str((model or Page)._meta.verbose_name),
                str(locale.get_display_name()),
                locale.language_code,
                str(standing.state.label),
                standing.words,
                standing.words_left,
                f"{localdate(text.translated_at)}" if text and text.translated_at else "",
                people.get(text.translated_by_id, "") if text else "",
                people.get(text.checked_by_id, "") if text else "",
            ]


def _people(standings: Iterable[Standing]) -> dict[int | None, str]:
    texts = [standing.text for standing in standings if standing.text]
    ids = {text.translated_by_id for text in texts} | {text.checked_by_id for text in texts}
    users = User.objects.filter(pk__in=ids - {None})
    return {user.pk: user.get_full_name() or user.get_username() for user in users}
