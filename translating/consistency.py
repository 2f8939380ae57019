"""What is wrong between the trees of the languages, in words; ``manage.py check_translations`` lists it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms import words
from cms.models import BasePage, LiveText, SnippetText, TranslatedSnippet
from cms.models.live_text import german_parts, source_of, translated_from
from cms.models.shown_text import ShownText
from cms.models.snippet_text import digest_of_parts, parts_of
from cms.snapshots import digest, snapshot

from .models import Work


def faults() -> Iterator[str]:
    """Yield everything that does not fit, each as a sentence."""
    yield from tree_faults()
    yield from page_faults()
    yield from text_faults()
    yield from snippet_faults()
    yield from work_faults()


def tree_faults() -> Iterator[str]:
    """Yield what treebeard finds wrong: numbers of children, orphans, depths."""
    kinds = (
        _("Page %(pk)s: its path holds characters that must not be there."),
        _("Page %(pk)s: its path has a wrong length."),
        _("Page %(pk)s has no page above it."),
        _("Page %(pk)s stands at a wrong depth."),
        _("Page %(pk)s counts its children wrongly."),
    )
    for kind, found in zip(kinds, Page.find_problems(), strict=True):
        for pk in found:
            yield kind % {"pk": pk}


def page_faults() -> Iterator[str]:
    """Yield translations without a German page, in the wrong place, or public without it."""
    pages = list(Page.objects.filter(depth__gt=1, alias_of=None).select_related("locale"))
    german = {p.translation_key: p for p in pages if _is_german(p)}
    by_path = {page.path: page for page in pages}
    for page in pages:
        above = by_path.get(page.path[: -Page.steplen])
        named = {"page": f"{page.title} ({page.pk}, {page.locale.language_code})"}
        if above is not None and above.locale_id != page.locale_id:
            yield _("%(page)s stands in the tree of another language.") % named
        if _is_german(page):
            continue
        source = german.get(page.translation_key)
        if source is None:
            yield _("%(page)s has no German page.") % named
            continue
        if page.live and not source.live:
            yield _("%(page)s is public, its German page is not.") % named
        source_above = by_path.get(source.path[: -Page.steplen])
        keys = [p.translation_key if p is not None else None for p in (above, source_above)]
        if keys[0] != keys[1]:
            yield _("%(page)s does not stand where its German page stands.") % named
    yield from address_faults(pages)


def address_faults(pages: Iterable[Page]) -> Iterator[str]:
    """Yield pages that readers find under another address than the one they stand at, or not at all."""
    address = {page.path: page.url_path for page in Page.objects.only("path", "url_path")}
    taken: set[str] = set()
    for page in pages:
        named = {"page": f"{page.title} ({page.pk}, {page.locale.language_code})"}
        above = address.get(page.path[: -Page.steplen])
        if above is not None and page.url_path != f"{above}{page.slug}/":
            yield _("%(page)s: its address does not fit its place.") % named
        if f"{above}{page.slug}" in taken:
            yield _("%(page)s has the same address as another page.") % named
        taken.add(f"{above}{page.slug}")


def _is_german(page: Page) -> bool:
    return page.locale.language_code == settings.LANGUAGE_CODE


def text_faults() -> Iterator[str]:
    """Yield pages whose note does not fit what is public."""
    notes = {note.page_id: note for note in LiveText.objects.all()}
    pages = Page.objects.filter(depth__gt=1, alias_of=None).select_related("locale")
    for page in pages.specific().iterator():
        if not isinstance(page, BasePage):
            continue
        named = {"page": f"{page.title} ({page.pk}, {page.locale.language_code})"}
        note = notes.get(page.pk)
        if not page.live:
            if note is not None:
                yield _("%(page)s is not public, but noted as public.") % named
            continue
        if note is None:
            yield _("%(page)s is public, but its text is not noted.") % named
            continue
        data = snapshot(page)
        texts = list(words.of_fields(data["fields"]))
        if note.content_hash != digest(data):
            yield _("%(page)s: what is noted is not what is public.") % named
        elif note.words != sum(map(words.count, texts)):
            yield _("%(page)s: its words are counted wrongly.") % named
        if _is_german(page):
            yield from source_faults(note, page, named)
            continue
        yield from note_faults(note, page, named, texts)
        if not set(still_german(note, page, data)) <= set(note.german_parts):
            yield _("%(page)s is still German in parts, and readers are not told.") % named


def source_faults(note: LiveText, page: BasePage, named: dict[str, str]) -> Iterator[str]:
    """Yield German pages of which translators have other words than the public."""
    given = TranslationSource.objects.get_for_instance_or_none(page)
    if given is not None and digest(snapshot(given.as_instance())) != note.content_hash:
        yield _("%(page)s: translators have other German words than the public.") % named


def still_german(note: LiveText, page: BasePage, data: dict[str, Any]) -> list[str]:
    """Return the parts of a current translation that say what the German text says."""
    source = source_of(page)
    basis = translated_from(source) if source is not None else None
    if basis is None or digest(basis) != note.source_hash:
        return []
    return german_parts(data["fields"], basis["fields"])[0]


def note_faults(
    note: ShownText, instance: Any, named: dict[str, str], texts: Iterable[str]
) -> Iterator[str]:
    """Yield what is wrong in the note of a translation itself; ``texts`` are its public words."""
    if not note.is_machine and note.holds_machine_words(instance, texts):
        yield (
            _("%(page)s shows words of a machine that nobody has checked, but is not labelled.")
            % named
        )
    if not note.source_hash:
        yield _("%(page)s: it is not known what it was translated from.") % named
    if note.is_machine and not _by_machine(instance).exists():
        yield _("%(page)s is labelled as machine translation, but holds no such words.") % named
    if note.is_machine and note.checked_by_id:
        yield _("%(page)s is labelled as machine translation, but somebody has checked it.") % named


def _by_machine(instance: Any) -> QuerySet[StringTranslation]:
    return StringTranslation.objects.filter(
        context__object=instance.translation_key,
        locale=instance.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )


def snippet_faults() -> Iterator[str]:
    """Yield translated snippets without a German one, or with a note that does not fit."""
    for model in TranslatedSnippet.__subclasses__():
        rows = list(model._default_manager.select_related("locale"))
        german = {row.translation_key for row in rows if _is_german(row)}
        kind = ContentType.objects.get_for_model(model)
        notes = {note.object_id: note for note in SnippetText.objects.filter(content_type=kind)}
        for row in rows:
            named = {"page": f"{row} ({row.pk}, {row.locale.language_code})"}
            note, parts = notes.get(str(row.pk)), parts_of(row)
            if note is None:
                yield _("%(page)s is public, but its text is not noted.") % named
            elif note.content_hash != digest_of_parts(parts):
                yield _("%(page)s: what is noted is not what is public.") % named
            elif not _is_german(row):
                yield from note_faults(note, row, named, parts.values())
            if row.translation_key not in german:
                yield _("%(page)s has no German original.") % named


def work_faults() -> Iterator[str]:
    """Yield work on translations whose text is gone."""
    pages = set(Page.objects.values_list("translation_key", "locale_id"))
    snippets = {
        pair
        for model in TranslatedSnippet.__subclasses__()
        for pair in model._default_manager.values_list("translation_key", "locale_id")
    }
    there = pages | snippets
    for work in Work.objects.select_related("locale"):
        if (work.translation_key, work.locale_id) not in there:
            yield _("%(work)s: there is no such text any more.") % {"work": work}
    for row in Translation.objects.filter(enabled=True).select_related("source", "target_locale"):
        if (row.source.object_id, row.target_locale_id) not in there:
            yield _("%(work)s: there is no such text any more.") % {
                "work": f"{row.source.object_repr} ({row.target_locale})"
            }
