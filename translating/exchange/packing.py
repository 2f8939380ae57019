"""From the pages of a part of the site to one parcel for one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from cms.models import User

from .. import glossary, rights, segments, targets
from .parcel import Parcel, State, Text, Unit, seal


@dataclass(frozen=True)
class Packed:
    """A parcel, and the pages that are not in it because nobody has begun their translation."""

    parcel: Parcel
    not_begun: list[Page]


def pack(*, root: Page, locale: Locale, below: bool, by: User) -> Packed:
    """Pack a German page for translators into one language, with all pages below it or without.

    Holds what translators were given last. Drafts are for those who may edit them. Changes nothing.
    Raises PermissionDenied for who does not translate into the language.
    """
    rights.check_translator(by, locale.pk)
    pages = _pages(root, below, by)
    begun = {
        translation.source.object_id: translation
        for translation in Translation.objects.filter(
            source__object_id__in=[page.translation_key for page in pages],
            target_locale=locale,
            enabled=True,
        ).select_related(
            "source", "source__locale", "source__specific_content_type", "target_locale"
        )
    }
    terms = glossary.terms_for(locale)
    texts = [
        _text(page, begun[page.translation_key], terms)
        for page in pages
        if page.translation_key in begun
    ]
    return Packed(
        Parcel(locale.language_code, tuple(texts), timezone.localtime().isoformat()),
        [page for page in pages if page.translation_key not in begun],
    )


def file_name(root: Page, locale: Locale, ending: str) -> str:
    return f"{slugify(root.title) or 'text'}-{locale.language_code}.{ending}"


def _pages(root: Page, below: bool, by: User) -> list[Page]:
    pages = root.get_descendants(inclusive=True) if below else Page.objects.filter(pk=root.pk)
    pages = pages.filter(locale__language_code=settings.LANGUAGE_CODE, depth__gt=1)
    if not root.permissions_for_user(by).can_edit():
        pages = pages.live()
    return list(pages.order_by("path"))


def _text(page: Page, translation: Translation, terms: glossary.Glossary) -> Text:
    return Text(
        key=str(page.translation_key),
        german_hash=targets.german_hash(translation),
        # A sentence that stands twice at one place has one translation.
        units=tuple(_unit(s, terms) for s in segments.read(translation) if not s.is_repeat),
        title=page.title,
    )


def _unit(segment: segments.Segment, terms: glossary.Glossary) -> Unit:
    words, state, before = "", State.EMPTY, ""
    if segment.translation is not None:
        words, state = segment.translation.data, State.DONE
        if segment.is_machine:
            state = State.MACHINE
        elif segment.translation.has_error:
            state = State.UNFINISHED
    elif segment.before_words:
        words, state = _stored(segment.before_words, segment), State.UNFINISHED
        before = _stored(segment.before_german, segment)
    if not words.strip():
        state = State.EMPTY
    return Unit(
        path=segment.path,
        position=segment.position,
        german=segment.data,
        words=words,
        state=state,
        before=before,
        seal=seal(words),
        hints=(segment.label, *_hints(glossary.found_in(segment.german, None, terms))),
    )


def _stored(text: str, segment: segments.Segment) -> str:
    return text if segment.is_html else StringValue.from_plaintext(text).data


def _hints(found: Iterable[glossary.Found]) -> list[str]:
    hints = dict.fromkeys(
        _("“%(term)s” stays as it is.") % {"term": one.term.german}
        if one.term.stays
        else f"{one.term.german} = {one.term.translation}"
        for one in found
    )
    return list(hints)
