"""Two wordings, in one text or side by side: new and gone in signs and words, never by colour alone."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from cms.comparing import BlockChange, Change, Comparison, FieldChange
from cms.components.base import component, known
from cms.differences import Difference, Kind

register = template.Library()

SIGNS = {
    Change.UNCHANGED: "=",
    Change.CHANGED: "±",
    Change.ADDED: "+",
    Change.REMOVED: "−",
    Change.MOVED: "↕",
}
SHOWN = ("all", "changes")
SIDES = {"": set(Kind), "old": {Kind.SAME, Kind.DELETED}, "new": {Kind.SAME, Kind.INSERTED}}


@dataclass(frozen=True)
class Columns:
    """What the two wordings are called where they stand side by side."""

    old: str
    new: str


@register.simple_tag
def columns(old: str, new: str) -> Columns:
    """Name the two columns of a comparison in a template."""
    return Columns(str(old), str(new))


@register.simple_tag
def difference(found: Difference, *, language: str = "", side: str = "") -> SafeString:
    """Set one text with its insertions and deletions; ``language`` is that of the text.

    ``side`` leaves out what is not in the old or not in the new wording.
    """
    known(side, tuple(SIDES), "side")
    pieces = [
        # A blank in front stays in front: the sign stands right before the first word.
        (piece.kind, blank, piece.text[len(blank) :])
        for piece in found.pieces
        if piece.kind in SIDES[side]
        for blank in [piece.text[: len(piece.text) - len(piece.text.lstrip(" "))]]
    ]
    return component("difference", pieces=pieces, language=language, direction=_direction(language))


@register.simple_tag
def compared(
    block: BlockChange,
    *,
    number: str = "",
    language: str = "",
    anchor: str = "",
    sides: Columns | None = None,
) -> SafeString:
    """Set one paragraph of a comparison, with what happened to it in words.

    ``number`` is the number of the section (1.2), which those of its paragraphs begin with;
    ``sides`` sets the two wordings side by side.
    """
    change = block.change
    return component(
        "compared",
        block=block,
        change=change,
        sign=SIGNS[change],
        number=_numbered(number, block.new_number or block.old_number),
        was=_numbered(number, block.old_number) if change == Change.REMOVED else "",
        moved_from=_numbered(number, block.old_number) if block.moved else "",
        heading=block.type == "heading",
        retyped=bool(block.old_type and block.new_type and block.old_type != block.new_type),
        language=language,
        direction=_direction(language),
        anchor=anchor,
        sides=sides,
    )


@register.simple_tag
def compared_field(
    field: FieldChange, *, language: str = "", sides: Columns | None = None
) -> SafeString:
    """Set a field of words (title, summary) like a paragraph, under its own name."""
    change = Change.UNCHANGED if field.is_same else Change.CHANGED
    return component(
        "compared_field",
        field=field,
        change=change,
        sign=SIGNS[change],
        language=language,
        direction=_direction(language),
        sides=sides,
    )


@register.simple_tag
def comparison(
    found: Comparison,
    *,
    number: str = "",
    language: str = "",
    show: str = "all",
    legend: bool = True,
    sides: Columns | None = None,
) -> SafeString:
    """Set two wordings as one text, paragraph by paragraph, or with ``sides`` side by side.

    With ``show="changes"`` unchanged paragraphs and fields are left out; ``legend`` explains the
    signs, which one of several comparisons on a page does for all.
    """
    known(show, SHOWN, "extent")
    fields = [field for field in found.fields if show == "all" or not field.is_same]
    parts = [
        (
            field,
            [b for b in field.blocks if show == "all" or b.change != Change.UNCHANGED],
        )
        for field in fields
        if field.difference is None or field.difference.pieces
    ]
    return component(
        "comparison",
        found=found,
        parts=parts,
        counts=count_in_words(found),
        number=number,
        language=language,
        legend=legend,
        sides=sides,
    )


def count_in_words(found: Comparison) -> list[str]:
    """Return what changed, in words; an empty list when nothing did."""
    counts = found.counts()
    fields = any(f.difference is not None and not f.difference.is_same for f in found.fields)
    moved = sum(1 for block in found.blocks if block.moved)
    words = [
        (int(fields), _("title or summary changed")),
        (counts[Change.CHANGED], ngettext("%(count)d paragraph changed", "%(count)d paragraphs changed", counts[Change.CHANGED])),
        (counts[Change.ADDED], ngettext("%(count)d paragraph added", "%(count)d paragraphs added", counts[Change.ADDED])),
        (counts[Change.REMOVED], ngettext("%(count)d paragraph removed", "%(count)d paragraphs removed", counts[Change.REMOVED])),
        (moved, ngettext("%(count)d paragraph moved", "%(count)d paragraphs moved", moved)),
    ]  # fmt: skip
    return [text % {"count": count} for count, text in words if count]


def _direction(language: str) -> str:
    if not language:
        return "auto"
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def _numbered(section: str, number: int) -> str:
    if not number:
        return _("heading")
    return f"{section}.{number}" if section else str(number)
