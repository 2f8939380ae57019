"""What stands between a translation and the person who checks it: faults, sentence by sentence.

In easy German the hints on easy language stand among them; they are warnings and stop nobody.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from . import easy_hints, glossary, quality
from .quality import Fault, Level
from .segments import Segment


def faults_of(
    found: Iterable[Segment], locale: Locale, terms: glossary.Glossary | None = None
) -> dict[str, list[Fault]]:
    """Return what may be wrong with each translated sentence, by its key; one query for all terms."""
    terms = glossary.terms_for(locale) if terms is None else terms
    is_easy = locale.language_code == settings.EASY_LANGUAGE
    return {
        segment.key: [
            *quality.faults(segment.data, segment.translation.data, terms=terms, locale=locale),
            *(easy_faults(segment.words) if is_easy else ()),
        ]
        for segment in found
        if segment.translation is not None
    }


def easy_faults(words: str) -> list[Fault]:
    """Return what is hard to read in easy German, each with its source."""
    return [Fault(Level.WARNING, str(hint)) for hint in easy_hints.hints_for(words)]


def check_ready(found: Iterable[Segment], locale: Locale) -> None:
    """Raise ValidationError, by sentence, when a translation cannot be handed in or published so.

    Sentences without a translation stay German, and the page says so; one with an error stops all.
    """
    found = list(found)
    if not any(segment.is_done for segment in found):
        raise ValidationError(
            _("Nothing on this page is translated yet, so it cannot be published.")
        )
    wrong = {
        key: [fault.message for fault in faults if fault.level is Level.ERROR]
        for key, faults in faults_of(found, locale).items()
    }
    for segment in found:
        if segment.translation is not None and not segment.is_done:
            message = segment.translation.get_error() or _("This sentence has a fault.")
            wrong.setdefault(segment.key, []).append(message)
    if any(wrong.values()):
        raise ValidationError({key: messages for key, messages in wrong.items() if messages})
