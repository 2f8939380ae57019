"""The side-by-side sheet: one row a sentence, with all that helps to translate it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from cms import words
from cms.differences import Difference, difference

from . import checking, glossary, memory, segments
from .models import GlossaryTerm, TranslationComment, Work
from .quality import Fault
from .refusals import Conflict
from .segments import Segment

TAG = re.compile(r"<[^<>]*>")
Mark = tuple[int, int, GlossaryTerm | None]


@dataclass(frozen=True)
class Piece:
    """Some letters of a German sentence: plain, a tag, or an agreed term."""

    text: str
    is_tag: bool = False
    term: GlossaryTerm | None = None


@dataclass(frozen=True)
class Suggestion:
    """Words that may be taken over, and where they come from."""

    words: str
    note: str
    percent: int = 0


@dataclass
class Row:
    """One sentence of the sheet."""

    segment: Segment
    german: list[Piece]
    value: str
    seen: str
    changed: Difference | None = None
    suggestions: list[Suggestion] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    comments: list[TranslationComment] = field(default_factory=list)
    conflict: Conflict | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def terms(self) -> list[GlossaryTerm]:
        """Return the agreed terms of the sentence, each once."""
        return list({p.term.pk or p.term.german: p.term for p in self.german if p.term}.values())

    @property
    def plain_german(self) -> str:
        return words.plain(self.segment.german)

    @property
    def said(self) -> list[Piece]:
        """Return the translation, its tags apart: they would jumble a line from right to left."""
        return _apart(self.segment.words, _tags(self.segment, self.segment.words))

    @property
    def tags(self) -> list[str]:
        """Return the tags of the German sentence that people may want to put around their words."""
        found = dict.fromkeys(TAG.findall(self.segment.german))
        return [tag for tag in found if not tag.startswith("</") and tag != "<br/>"]


def rows(
    translation: Translation,
    work: Work,
    *,
    typed: Mapping[str, str] | None = None,
    conflicts: Iterable[Conflict] = (),
    errors: Mapping[str, list[str]] | None = None,
) -> list[Row]:
    """Return the sheet in reading order; as many queries for 3 sentences as for 300.

    ``typed`` is what somebody sent and could not save; it stays in the fields.
    """
    typed, errors = typed or {}, errors or {}
    found = [segment for segment in segments.read(translation) if not segment.is_repeat]
    locale = translation.target_locale
    terms = glossary.terms_for(locale)
    faults = checking.faults_of(found, locale, terms)
    empty = [segment for segment in found if not segment.is_done]
    known = memory.suggest([segment.data for segment in empty], locale) if empty else []
    matches = {segment.key: some for segment, some in zip(empty, known, strict=True)}
    by_key = {conflict.key: conflict for conflict in conflicts}
    said = list(work.comments.select_related("by", "settled_by"))
    sheet = []
    for segment in found:
        conflict = by_key.get(segment.key)
        sheet.append(
            Row(
                segment=segment,
                german=_pieces(segment, terms),
                value=typed.get(segment.key, segment.words),
                # Whoever has been shown both wordings and saves again decides between them.
                seen=segment.words,
                changed=changed(segment),
                suggestions=_suggestions(segment, matches.get(segment.key, [])),
                faults=faults.get(segment.key, []),
                comments=[one for one in said if is_about(one, segment)],
                conflict=conflict,
                errors=errors.get(segment.key, []),
            )
        )
    return sheet


def is_about(comment: TranslationComment, segment: Segment) -> bool:
    """Tell whether a comment is about the German words that stand there now."""
    return comment.path == segment.path and comment.quote == words.plain(segment.german)


def changed(segment: Segment) -> Difference | None:
    if not segment.before_german:
        return None
    return difference(words.plain(segment.before_german), words.plain(segment.german))


def _suggestions(segment: Segment, matches: Iterable[memory.Match]) -> list[Suggestion]:
    found = []
    if segment.before_words and not segment.is_done:
        found.append(Suggestion(segment.before_words, _("translation of the former German words")))
    for match in matches:
        text = segments.spoken(match.words, segment.is_html)
        if all(text != one.words for one in found):
            found.append(Suggestion(text, match.title or match.by, match.percent))
    return found


def _pieces(segment: Segment, terms: glossary.Glossary) -> list[Piece]:
    """Take a German sentence apart: its tags and its agreed terms stand out."""
    text = segment.german
    hits = [(hit.start, hit.end, hit.term) for hit in glossary.found_in(text, None, terms)]
    return _apart(text, [*hits, *_tags(segment, text)])


def _tags(segment: Segment, text: str) -> list[Mark]:
    found = TAG.finditer(text) if segment.is_html else ()
    return [(tag.start(), tag.end(), None) for tag in found]


def _apart(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut a text at its marks: where each begins and ends, and its term if it is no tag."""
    pieces: list[Piece] = []
    place = 0
    for start, end, term in sorted(marks, key=lambda mark: mark[0]):
        if start < place:
            continue
        if start > place:
            pieces.append(Piece(text[place:start]))
        pieces.append(Piece(text[start:end], is_tag=term is None, term=term))
        place = end
    return [*pieces, Piece(text[place:])] if place < len(text) else pieces


def in_words(progress: segments.Progress) -> str:
    """Say how far a translation is: “12 of 30, 140 words left”."""
    left = ngettext("%(count)d word left", "%(count)d words left", progress.words_left)
    return _("%(done)d of %(total)d sentences, %(left)s") % {
        "done": progress.done,
        "total": progress.total,
        "left": left % {"count": progress.words_left},
    }
