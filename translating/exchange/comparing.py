"""What a file that came back would change: sentence by sentence, before anything is written."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.models import SnippetText

from .. import glossary, quality, segments
from ..models import Work
from .parcel import Parcel, State, Text, Unit, seal


class Outcome(Enum):
    """What becomes of one sentence of a file."""

    TAKEN = gettext_lazy("Taken over")
    CORRECTED = gettext_lazy("Replaces words of an earlier delivery that nobody has changed since")
    SAME = gettext_lazy("Already so")
    CHANGED = gettext_lazy("The German text has changed meanwhile; not taken over")
    NEWER = gettext_lazy("Somebody wrote other words meanwhile; theirs are kept")
    FAULTY = gettext_lazy("Faulty; not taken over")
    UNFINISHED = gettext_lazy("Marked as unfinished or made by a machine; not taken over")
    EMPTY = gettext_lazy("Not translated in the file")
    UNKNOWN = gettext_lazy("This sentence does not exist, or no longer; not taken over")
    TWICE = gettext_lazy("Stands twice in the file with different words; only the first counts")

    @property
    def label(self) -> Promise:
        return self.value


@dataclass(frozen=True)
class Line:
    """One sentence of a file, and what becomes of it."""

    unit: Unit
    outcome: Outcome
    #: The place in words, the German and the translated words of now; empty where there are none.
    label: str = ""
    german: str = ""
    words: str = ""
    #: What the sentence is called by the verbs of translating.
    key: str = ""
    #: The file's words and those of now, as a person would type them.
    typed: str = ""
    seen: str = ""
    messages: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """One text of a file."""

    text: Text
    title: str
    lines: list[Line] = field(default_factory=list)
    translation: Translation | None = None
    #: Why nothing of it can be taken over; empty when something can.
    refusal: str = ""

    def of(self, outcome: Outcome) -> list[Line]:
        return [line for line in self.lines if line.outcome is outcome]

    @property
    def taken(self) -> list[Line]:
        if self.refusal:
            return []
        return [one for one in self.lines if one.outcome in (Outcome.TAKEN, Outcome.CORRECTED)]


def check_language(parcel: Parcel, locale: Locale) -> None:
    """Raise ValidationError when a file is for another language than the one that was chosen."""
    if parcel.language and parcel.language.lower() != locale.language_code.lower():
        raise ValidationError(
            _("The file is for the language “%(file)s”, you chose “%(chosen)s”.")
            % {"file": parcel.language[:20], "chosen": locale.language_code}
        )


def compare(parcel: Parcel, locale: Locale, *, corrections: bool = True) -> list[Sheet]:
    """Return what each text of a file would change. Reads only.

    With ``corrections`` a second delivery of a file replaces the words that the first one brought.
    """
    keys = {key for key in map(_key, parcel.texts) if key}
    translations = {
        translation.source.object_id: translation
        for translation in Translation.objects.filter(
            source__object_id__in=keys, target_locale=locale, enabled=True
        ).select_related(
            "source", "source__locale", "source__specific_content_type", "target_locale"
        )
    }
    waiting = set(
        Work.objects.filter(
            translation_key__in=keys, locale=locale, stage=Work.Stage.HANDED_IN
        ).values_list("translation_key", flat=True)
    )
    known: set[uuid.UUID] = set()
    for texts in (Page.objects, SnippetText.objects):
        found = texts.filter(translation_key__in=keys)
        known.update(found.values_list("translation_key", flat=True))
    terms = glossary.terms_for(locale)
    sheets: list[Sheet] = []
    seen: set[uuid.UUID] = set()
    for text in parcel.texts:
        key = _key(text)
        translation = translations.get(key) if key else None
        title = translation.source.object_repr if translation else text.title or text.key[:80]
        refusal = _refusal(key, translation, known=known, waiting=waiting, seen=seen)
        lines = (
            []
            if refusal or translation is None
            else lines_of(text, parcel, translation, terms, corrections=corrections)
        )
        sheets.append(Sheet(text, title, lines, translation, refusal))
        if key:
            seen.add(key)
    return sheets


def _refusal(
    key: uuid.UUID | None, translation: Translation | None, *, known: set, waiting: set, seen: set
) -> str:
    if translation is None and key in known:
        return _("The translation of this page has not been begun; begin it, then import again.")
    if key is None or translation is None:
        return _("This text does not belong to this site.")
    if key in seen:
        return _("This text stands twice in the file; only the first counts.")
    if key in waiting:
        return _("The translation waits for a check; take it back to go on.")
    return ""


def lines_of(
    text: Text,
    parcel: Parcel,
    translation: Translation,
    terms: glossary.Glossary,
    *,
    corrections: bool = True,
) -> list[Line]:
    """Compare the sentences of one text with those of now."""
    there: dict[str, list[segments.Segment]] = {}
    for segment in segments.read(translation):
        there.setdefault(segment.path, []).append(segment)
    written = _moment(parcel)
    mark = parcel.mark if corrections else ""
    first: dict[str, Unit] = {}
    lines = []
    for unit in text.units:
        here = there.get(unit.path, [])
        fitting = _fitting(unit, here)
        if fitting is None:
            lines.append(_lost(unit, here))
            continue
        earlier = first.setdefault(fitting.key, unit)
        if earlier is not unit:
            if _bare(earlier.words) != _bare(unit.words):
                lines.append(_line(unit, Outcome.TWICE, fitting))
            continue
        lines.append(_judged(unit, fitting, written, mark, terms))
    return lines


def _fitting(unit: Unit, here: Iterable[segments.Segment]) -> segments.Segment | None:
    """Return the sentence with the same German words at the same place; its position may differ."""
    same = [segment for segment in here if _bare(segment.data) == _bare(unit.german)]
    exact = (segment for segment in same if segment.position == unit.position)
    return next(exact, same[0] if same else None)


def _lost(unit: Unit, here: list[segments.Segment]) -> Line:
    now = next((segment for segment in here if segment.position == unit.position), None)
    return _line(unit, Outcome.CHANGED if now else Outcome.UNKNOWN, now)


def _judged(
    unit: Unit,
    segment: segments.Segment,
    written: datetime | None,
    mark: str,
    terms: glossary.Glossary,
) -> Line:
    """Decide about a sentence whose German words are those of the file.

    ``mark`` is that of words which an earlier delivery of the same file has brought.
    """
    if not unit.words.strip():
        return _line(unit, Outcome.EMPTY, segment)
    row = segment.translation
    is_same = row is not None and _bare(row.data) == _bare(unit.words) and not row.has_error
    if is_same and not (segment.is_machine and unit.state is State.DONE):
        return _line(unit, Outcome.SAME, segment)
    if not unit.is_finished:
        return _line(unit, Outcome.UNFINISHED, segment)
    outcome = Outcome.TAKEN
    if row is not None and not is_same and not segment.is_machine and _is_newer(row, unit, written):
        if not mark or row.tool_name != mark:
            return _line(unit, Outcome.NEWER, segment)
        outcome = Outcome.CORRECTED
    return _checked(unit, segment, outcome, terms)


def _is_newer(row: StringTranslation, unit: Unit, written: datetime | None) -> bool:
    """Tell whether a person's words are others than when the file was written.

    Where a tool has dropped the checksum the day of the file decides; without either, theirs are kept.
    """
    if unit.seal:
        return seal(row.data) != unit.seal
    return written is None or written.tzinfo is None or row.updated_at > written


def _moment(parcel: Parcel) -> datetime | None:
    """Return when a file was written; None where a tool has put something else there."""
    try:
        return parse_datetime(parcel.written_at)
    except ValueError:  # a thirteenth month
        return None


def _checked(
    unit: Unit, segment: segments.Segment, outcome: Outcome, terms: glossary.Glossary
) -> Line:
    found = quality.faults(segment.data, unit.words, terms=terms)
    messages = [fault.message for fault in found]
    typed = segments.spoken(unit.words, segment.is_html)
    outcome = Outcome.FAULTY if quality.has_errors(found) else outcome
    try:
        segments.stored(typed, segment.data, is_html=segment.is_html)
    except ValidationError as refusal:
        messages, outcome = [*messages, *refusal.messages], Outcome.FAULTY
    return _line(unit, outcome, segment, messages=messages, typed=typed)


def _line(
    unit: Unit,
    outcome: Outcome,
    segment: segments.Segment | None,
    *,
    messages: Iterable[str] = (),
    typed: str = "",
) -> Line:
    if segment is None:
        return Line(unit, outcome)
    return Line(
        unit=unit,
        outcome=outcome,
        label=segment.label,
        german=segment.data,
        words=segment.translation.data if segment.translation else "",
        key=segment.key,
        typed=typed,
        seen=segment.words,
        messages=list(messages),
    )


def _bare(text: str) -> str:
    return " ".join(text.split())


def _key(text: Text) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.key)
    except ValueError:
        return None
