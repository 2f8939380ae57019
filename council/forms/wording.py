"""Editing single paragraphs of a pinned text."""

import copy
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea

from cms.blocks import INLINE
from cms.snapshots import Snapshot

from ..models import PaperItem
from ..rich_text import without_marks


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
    """The new words of one paragraph."""

    def clean(self, value: Any) -> str:
        if isinstance(value, Unreadable):
            raise ValidationError(gettext("This text cannot be read; enter it again."))
        return super().clean(value)


class Paragraph:
    """One editable piece of a pinned text: a block, or one item of a list."""

    def __init__(self, item: PaperItem, block: dict[str, Any], path: tuple, label: str) -> None:
        self.block_id = block["id"]
        self.block_value = block["value"]
        self.path = path
        self.label = label
        self.is_rich = block["type"] in ("paragraph", "list")
        self.name = "-".join(["text", str(item.pk), self.block_id, *(str(p) for p in path)])

    @property
    def value(self) -> str:
        value = self.block_value
        for step in self.path:
            value = value[step]
        return value

    def field(self) -> forms.CharField:
        widget = WordingEditor(features=INLINE) if self.is_rich else forms.Textarea({"rows": 3})
        return WordingField(
            label=self.label, initial=self.value, required=False, widget=widget, strip=False
        )

    def differs(self, value: str) -> bool:
        return bool(strip_tags(value).strip()) and _plain(value) != _plain(self.value)

    def replaced(self, before: Any, value: str) -> Any:
        """Return a block value with this piece replaced."""
        if not self.path:
            return value
        after = copy.deepcopy(before)
        place = after
        for step in self.path[:-1]:
            place = place[step]
        place[self.path[-1]] = value
        return after


def paragraphs_of(item: PaperItem) -> Iterable[Paragraph]:
    """Yield what a clerk can amend in a pinned text; tables and figures are not among it."""
    number = 0
    for block in _blocks(item.snapshot):
        if block["type"] == "heading":
            label = gettext("Heading")
        else:
            number += 1  # as the public counts them: headings have no number
            label = gettext("Paragraph %(number)d") % {"number": number}
        value = block["value"]
        if isinstance(value, str):
            yield Paragraph(item, block, (), label)
        elif isinstance(value, dict) and isinstance(value.get("text"), str):
            yield Paragraph(item, block, ("text",), label)
        elif block["type"] == "list":
            for index, _entry in enumerate(value):
                point = gettext("%(paragraph)s, item %(number)d") % {
                    "paragraph": label,
                    "number": index + 1,
                }
                yield Paragraph(item, block, (index, "value"), point)


def _blocks(data: Snapshot) -> Iterable[dict[str, Any]]:
    for value in data["fields"].values():
        if isinstance(value, list):
            yield from value


def _plain(value: str) -> str:
    return without_marks(value).replace("\r\n", "\n").strip()
