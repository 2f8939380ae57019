"""Editing single pieces of words of a pinned text."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea

from cms.blocks import INLINE

from ..amendments.passages import Passage, block_of, passages
from ..amendments.pieces import Piece, pieces, put
from ..amendments.rich_text import without_marks
from ..models import PaperItem

#: How many letters stand in one line of a table's cell.
A_LINE = 16


class Unreadable(str):
    """What the rich-text editor never sends."""


class WordingEditor(DraftailRichTextArea):
    """The rich-text editor; what it cannot have sent becomes an error of the field."""

    def value_from_datadict(self, data, files, name):
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, TypeError, LookupError, AttributeError, ExporterException):
            return Unreadable()


class WordingField(forms.CharField):
    """The new words of one piece of a text."""

    def __init__(self, *, one_line: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.one_line = one_line

    def clean(self, value: Any) -> str:
        if isinstance(value, Unreadable):
            raise ValidationError(gettext("This text cannot be read; enter it again."))
        text = super().clean(value)
        return " ".join(text.splitlines()) if self.one_line else text


class Paragraph:
    """One editable piece of a pinned text: a field, a block, or one point or cell of it."""

    def __init__(self, item: PaperItem, passage: Passage, piece: Piece) -> None:
        self.block_id, self.block_value = passage.id, passage.value
        self.piece, self.value = piece, piece.value
        self.label = passage.label if not piece.path else f"{passage.label}, {piece.label}"
        self.name = "-".join(["text", str(item.pk), passage.id, *map(str, piece.path)])

    def field(self) -> forms.CharField:
        return field_of(self.piece, WordingEditor, label=self.label)

    def differs(self, value: str) -> bool:
        """Tell whether other words were entered; what must not be empty stays when emptied."""
        is_there = bool(strip_tags(value).strip()) or not self.piece.required
        return is_there and _plain(value) != _plain(self.value)

    def replaced(self, before: Any, value: str) -> Any:
        """Return a block value with this piece replaced."""
        return put(before, self.piece.path, value)


def field_of(piece: Piece, editor: type[WordingEditor], label: str) -> forms.CharField:
    """Return the form field for one piece of words."""
    rows = min(len(piece.value) // A_LINE + 1, 6) if piece.cell else 3
    widget = editor(features=INLINE) if piece.rich else forms.Textarea({"rows": rows})
    return WordingField(
        label=label, initial=piece.value, required=False, widget=widget, strip=False,
        one_line=piece.short,
    )  # fmt: skip


def paragraphs_of(item: PaperItem) -> Iterable[Paragraph]:
    """Yield what a clerk can amend in a pinned text, in its order."""
    for passage in passages(item.snapshot):
        try:
            kind = block_of(item.snapshot, passage.type)
        except ValidationError:  # a kind of paragraph that is no longer known
            continue
        for piece in pieces(kind, passage.value):
            yield Paragraph(item, passage, piece)


def _plain(value: str) -> str:
    return without_marks(value).replace("\r\n", "\n").strip()
