"""What stands between a translation and the person who checks it: faults, sentence by sentence."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from . import glossary, quality
from .quality import Fault, Level
from .segments import Segment


def faults_of(
    found: Iterable[Segment], locale: Locale, terms: glossary.Glossary | None = None
) -> dict[str, list[Fault]]:
    """Return what may be wrong with each translated sentence, by its key; one query for all terms."""
    terms = glossary.terms_for(locale) if terms is None else terms
    return {
        segment.key: quality.faults(
            segment.data, segment.translation.data, terms=terms, locale=locale
        )
        for segment in found
        if segment.translation is not None
    }


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
