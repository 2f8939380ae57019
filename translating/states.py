"""How far each text is in each language: by what it was translated from, never by dates.

A text is a German page or snippet. What counts is the checksum of the German words that are public
now, and the checksum of those the translation was made from (ADR 0012).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms import words
from cms.models import LiveText, SnippetText

from .models import Work

Key = tuple[UUID, int]
#: What search engines show is translated, too, but it is no part of the text whose words are counted.
BESIDE_THE_TEXT = ("search_description", "seo_title")


class State(TextChoices):
    """What readers and translators may expect of a text in one language."""

    BINDING = "binding", _("binding")
    CHECKED = "checked", _("checked")
    MACHINE = "machine", _("machine translation")
    OUTDATED = "outdated", _("outdated")
    IN_WORK = "in_work", _("in work")
    MISSING = "missing", _("missing")


@dataclass(frozen=True)
class Standing:
    """One text in one language.

    ``words`` are the German words, ``words_left`` those that nobody has translated yet. ``instance``
    is the page or snippet in this language, public or not.
    """

    state: State
    words: int = 0
    words_left: int = 0
    work: Work | None = None
    text: LiveText | SnippetText | None = None
    instance: Any = None

    @property
    def page(self) -> Page | None:
        return self.instance if isinstance(self.instance, Page) else None


def state_of(
    *, text: LiveText | SnippetText | None, current_hash: str, begun: bool, words_left: int = 0
) -> State:
    """Return the state of a translation.

    ``text`` is what is public of it, ``current_hash`` the checksum of the German words that are
    public now. What is outdated stays so while somebody works on it: that is what readers see.
    """
    if text is None:
        return State.IN_WORK if begun else State.MISSING
    if text.source_hash != current_hash:
        return State.OUTDATED
    if text.is_machine:
        return State.MACHINE
    return State.IN_WORK if text.is_german_in_parts else State.CHECKED


def standings(
    sources: Iterable[Any], locales: Iterable[Locale], *, count: bool = True
) -> dict[Key, Standing]:
    """Return how far German pages or snippets are in some languages; as many queries for 1 as for 100.

    Without ``count`` the parts of texts are not read: ``words_left`` is then all or nothing.
    """
    sources, wanted = list(sources), list(locales)
    found: dict[Key, Standing] = {}
    pages = [source for source in sources if isinstance(source, Page)]
    groups: list[tuple[list, dict[Key, Any], dict[Key, Any]]] = []
    if pages:
        groups.append((pages, *_pages(pages, wanted)))
    by_model: dict[type, list] = defaultdict(list)
    for source in sources:
        if not isinstance(source, Page):
            by_model[type(source)].append(source)
    groups += [(some, *_snippets(model, some, wanted)) for model, some in by_model.items()]
    keys = [source.translation_key for source in sources]
    works = {(work.translation_key, work.locale_id): work for work in _works(keys, wanted)}
    left = words_left(keys, wanted) if count else {}
    for some, instances, texts in groups:
        for source in some:
            key = source.translation_key
            german = texts.get((key, source.locale_id))
            for locale in wanted:
                place = (key, locale.pk)
                found[place] = _standing(
                    german, instances.get(place), texts.get(place), works.get(place),
                    left.get(place), locale.pk == source.locale_id,
                )  # fmt: skip
    return found


def _standing(
    german: Any, instance: Any, text: Any, work: Work | None, left: int | None, is_source: bool
) -> Standing:
    count = german.words if german else 0
    if is_source:
        return Standing(State.BINDING, words=count, text=text, instance=instance)
    current = german.content_hash if german else ""
    begun = instance is not None or (work is not None and work.stage != Work.Stage.PUBLISHED)
    state = state_of(text=text, current_hash=current, begun=begun)
    if state in (State.CHECKED, State.MACHINE):
        left = 0
    return Standing(state, count, count if left is None else left, work, text, instance)


def _pages(pages: Sequence[Page], locales: list[Locale]) -> tuple[dict[Key, Any], dict[Key, Any]]:
    keys = [page.translation_key for page in pages]
    wanted = {locale.pk for locale in locales} | {page.locale_id for page in pages}
    rows = Page.objects.filter(translation_key__in=keys, locale__in=wanted, alias_of=None)
    instances = {
        (page.translation_key, page.locale_id): page for page in rows.select_related("live_text")
    }
    texts = {key: page.live_text for key, page in instances.items() if hasattr(page, "live_text")}
    return instances, texts


def _snippets(
    model: type, snippets: Sequence[Any], locales: list[Locale]
) -> tuple[dict[Key, Any], dict[Key, Any]]:
    keys = [snippet.translation_key for snippet in snippets]
    wanted = {locale.pk for locale in locales} | {snippet.locale_id for snippet in snippets}
    rows = model._default_manager.filter(translation_key__in=keys, locale__in=wanted)  # type: ignore[attr-defined]
    instances = {(row.translation_key, row.locale_id): row for row in rows}
    notes = SnippetText.objects.filter(
        content_type=ContentType.objects.get_for_model(model), translation_key__in=keys
    )
    return instances, {(note.translation_key, note.locale_id): note for note in notes}


def _works(keys: list[UUID], locales: list[Locale]) -> QuerySet[Work]:
    return Work.objects.filter(translation_key__in=keys, locale__in=locales)


def words_left(keys: Iterable[UUID], locales: Iterable[Locale]) -> dict[Key, int]:
    """Return how many German words have no translation yet, of texts that were given to translators.

    Out: by translation key and language; a text that nobody has begun in any language is not in it.
    """
    keys, wanted = list(keys), [locale.pk for locale in locales]
    done = set(
        StringTranslation.objects.filter(
            context__object__in=keys, locale__in=wanted, has_error=False
        ).values_list("context_id", "translation_of_id", "locale_id")
    )
    given = StringSegment.objects.filter(
        source__object__in=keys, source__locale__language_code=settings.LANGUAGE_CODE
    ).exclude(context__path__in=BESIDE_THE_TEXT)
    segments = given.values_list("source__object_id", "context_id", "string_id", "string__data")
    left: dict[Key, int] = {}
    for key, context, string, data in segments:
        count = words.count(data)
        for locale in wanted:
            rest = 0 if (context, string, locale) in done else count
            left[key, locale] = left.get((key, locale), 0) + rest
    return left


def words_given(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many German words translators were given of some texts, drafts and snippets included."""
    given: dict[UUID, int] = defaultdict(int)
    rows = StringSegment.objects.filter(
        source__object__in=list(keys), source__locale__language_code=settings.LANGUAGE_CODE
    )
    for key, data in rows.values_list("source__object_id", "string__data"):
        given[key] += words.count(data)
    return given
