"""What an order would do: which pages in which languages, counted before anything is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Locale, Page

from cms import words
from cms.snapshots import snapshot

from .models import JobStep

#: More at once would keep the translators of a small town busy for years.
LANGUAGES_AT_ONCE = 5


@dataclass(frozen=True)
class Pair:
    """One page that is to be prepared in one language."""

    page: Page
    locale: Locale


@dataclass
class Plan:
    """What an order comes to. ``pairs`` stand parents first."""

    root: Page
    locales: list[Locale]
    pairs: list[Pair] = field(default_factory=list)
    #: Pages above the chosen one that have to come first.
    above: list[Page] = field(default_factory=list)
    words: int = 0
    there: int = 0
    ordered: int = 0
    #: Pages left out because they, or one above them, are not public in German.
    not_live: int = 0

    @property
    def pages(self) -> int:
        return len({pair.page.pk for pair in self.pairs})

    def by_locale(self) -> list[tuple[Locale, int]]:
        """Return how many pages each language gets."""
        return [(loc, sum(p.locale == loc for p in self.pairs)) for loc in self.locales]


def targets() -> QuerySet[Locale]:
    """Return the languages that German is translated into."""
    return Locale.objects.exclude(language_code=settings.LANGUAGE_CODE).order_by("pk")


def plan_for(root: Page, locales: Iterable[Locale]) -> Plan:
    """Return what is to do for a German page and all below it; reads only.

    Pages above it without a translation come first: a page needs its parent in every language.
    """
    plan = Plan(root, list(locales))
    wanted = _live_below(root, plan)
    taken = _taken([root, *root.get_ancestors(), *wanted], plan.locales)
    ordered = waiting_pairs(plan.locales)
    above = [page for page in root.get_ancestors() if not page.is_root()]
    for page in [*above, *wanted]:
        for locale in plan.locales:
            key = (page.translation_key, locale.pk)
            if key in taken:
                plan.there += page not in above
            elif (page.pk, locale.pk) in ordered:
                plan.ordered += page not in above
            else:
                plan.pairs.append(Pair(page, locale))
    laid = {pair.page.pk for pair in plan.pairs}
    plan.above = [page for page in above if page.pk in laid]
    counted = words_of([page for page in [*above, *wanted] if page.pk in laid])
    plan.words = sum(counted[pair.page.pk] for pair in plan.pairs)
    return plan


def waiting_pairs(locales: Iterable[Locale]) -> set[tuple[int, int]]:
    """Return pages and languages that a job still has before it."""
    waiting = JobStep.objects.filter(
        state=JobStep.State.WAITING, job__cancelled_at=None, locale__in=locales, page__isnull=False
    )
    return set(waiting.values_list("page_id", "locale_id"))


def _live_below(root: Page, plan: Plan) -> list[Page]:
    """Return the page and all below it, parents first, without drafts and what hangs under them."""
    found: list[Page] = []
    left_out: tuple[str, ...] = ()
    for page in root.get_descendants(inclusive=True).order_by("path"):
        if not page.live or page.alias_of_id or (left_out and page.path.startswith(left_out)):
            left_out += (page.path,)
            plan.not_live += 1
        else:
            found.append(page)
    return found


def _taken(pages: list[Page], locales: list[Locale]) -> set[tuple[Any, int]]:
    keys = [page.translation_key for page in pages]
    there = Page.objects.filter(translation_key__in=keys, locale__in=locales, alias_of=None)
    return set(there.values_list("translation_key", "locale_id"))


def words_of(pages: list[Page]) -> dict[int, int]:
    """Return how many German words each page has for a translator; one query a kind of page."""
    specific = Page.objects.filter(pk__in=[page.pk for page in pages]).specific()
    counted = dict.fromkeys([page.pk for page in pages], 0)
    german = Locale.get_default()
    for page in specific:
        page.locale = german  # known; asking each page for it would cost a query
        if hasattr(page, "text_fields"):
            texts = words.of_fields(list(snapshot(page)["fields"].values()))
            counted[page.pk] = sum(map(words.count, texts))
    return counted
