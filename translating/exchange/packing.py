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

from cms.models import TranslatedSnippet, User

from .. import glossary, rights, segments, targets
from .parcel import Parcel, State, Text, Unit, seal


@dataclass(frozen=True)
class Packed:
    """A parcel, and the titles that are not in it because nobody has begun their translation."""

    parcel: Parcel
    not_begun: list[str]


def pack(*, root: Page, locale: Locale, below: bool, by: User, snippets: bool = False) -> Packed:
    """Pack a German page for translators into one language, with all pages below it or without.

    ``snippets`` adds what is translated and no page: phases, groups of actors.
    Holds what translators were given last. Drafts are for those who may edit them. Changes nothing.
    Raises PermissionDenied for who does not translate into the language.
    """
    rights.check_translator(by, locale.pk)
    texts_of_now: list[Page | TranslatedSnippet] = [*_pages(root, below, by)]
    texts_of_now += all_snippets() if snippets else []
    begun = {
        translation.source.object_id: translation
        for translation in Translation.objects.filter(
            source__object_id__in=[one.translation_key for one in texts_of_now],
            target_locale=locale,
            enabled=True,
        ).select_related(
            "source", "source__locale", "source__specific_content_type", "target_locale"
        )
    }
    terms = glossary.terms_for(locale)
    texts = [
        _text(str(one), begun[one.translation_key], terms)
        for one in texts_of_now
        if one.translation_key in begun
    ]
    return Packed(
        Parcel(locale.language_code, tuple(texts), timezone.localtime().isoformat()),
        [str(one) for one in texts_of_now if one.translation_key not in begun],
    )


def file_name(root: Page, locale: Locale, ending: str) -> str:
    return f"{slugify(root.title) or 'text'}-{locale.language_code}.{ending}"


def _pages(root: Page, below: bool, by: User) -> list[Page]:
    pages = root.get_descendants(inclusive=True) if below else Page.objects.filter(pk=root.pk)
    pages = pages.filter(locale__language_code=settings.LANGUAGE_CODE, depth__gt=1)
    if not root.permissions_for_user(by).can_edit():
        pages = pages.live()
    return list(pages.order_by("path"))


def all_snippets() -> list[TranslatedSnippet]:
    """Return the German snippets, kind by kind; each is public as soon as it is saved."""
    models = sorted(TranslatedSnippet.__subclasses__(), key=lambda model: model._meta.label)
    german = {"locale__language_code": settings.LANGUAGE_CODE}
    return [one for model in models for one in model._base_manager.filter(**german).order_by("pk")]


def _text(title: str, translation: Translation, terms: glossary.Glossary) -> Text:
    return Text(
        key=str(translation.source.object_id),
        german_hash=targets.german_hash(translation),
        # A sentence that stands twice at one place has one translation.
        units=tuple(_unit(s, terms) for s in segments.read(translation) if not s.is_repeat),
        title=title,
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
