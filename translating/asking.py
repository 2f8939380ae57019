"""Which German words a machine is asked for next, and what of them it must not touch."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .masking import Mask
from .models import GlossaryTerm, MachineUse, Work
from .segments import count_words

#: Texts in one question: small enough that a time-out costs little.
AT_ONCE = 10


@dataclass(frozen=True)
class Question:
    """The next texts of one translation that a machine is asked for."""

    locale: Locale
    masks: dict[str, Mask]
    words: int
    #: The order of the last segment among them.
    last: int

    @property
    def sent(self) -> list[Mask]:
        """Return what has to be asked; a text of names and numbers alone is its own answer."""
        return [mask for mask in self.masks.values() if mask.has_words]


def empty_segments(translation: Translation) -> list[StringSegment]:
    """Return the segments that nobody has translated; what has an error was somebody's."""
    made = StringTranslation.objects.filter(
        locale=translation.target_locale_id, context__object_id=translation.source.object_id
    )
    taken = set(made.values_list("context_id", "translation_of_id"))
    segments = StringSegment.objects.filter(source=translation.source).order_by("order")
    found: dict[tuple[int, int], StringSegment] = {}
    for segment in segments.select_related("string", "context"):
        key = (segment.context_id, segment.string_id)
        if key not in taken:
            found.setdefault(key, segment)
    return list(found.values())


def question(work: Work, segments: list[StringSegment], use: MachineUse | None) -> Question:
    """Return the German words of empty segments, once each, with what stays masked.

    With a run only the next few after those it has reached; without, all of them.
    """
    stays = GlossaryTerm.objects.filter(Q(locale=None) | Q(locale=work.locale_id), translation="")
    names = {*stays.values_list("german", flat=True), *settings.PROPER_NAMES}
    masks: dict[str, Mask] = {}
    words, last = 0, -1
    for segment in segments:
        german = segment.string.data
        if use is not None and segment.order <= use.reached:
            continue
        if german not in masks:
            if use is not None and len(masks) == (1 if use.one_by_one else AT_ONCE):
                break
            masks[german] = Mask(german, names)
            words += count_words(german) if masks[german].has_words else 0
        last = segment.order
    return Question(work.locale, masks, words, last)
