"""The passages of a pinned text that can be amended: its title, its summary, and each block.

A block is named by its id, which translations and later wordings keep (docs/adr/0003); a field of
the page by its name with ``field:`` before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks

from cms.snapshots import Snapshot

FIELD = "field:"


@dataclass(frozen=True)
class Passage:
    """One passage of a pinned text, with the value as it is stored."""

    id: str
    #: The kind of block; a field is a kind of its own.
    type: str
    value: Any
    #: Where it stands, in words: “Title”, “Paragraph 3”.
    label: str

    @property
    def is_field(self) -> bool:
        return is_field(self.id)


def is_field(passage_id: str) -> bool:
    """Tell whether a passage is a field of the page: it gets other words, but is never deleted."""
    return passage_id.startswith(FIELD)


def passages(data: Snapshot) -> Iterator[Passage]:
    """Yield the passages of a text in its order; headings have no number, as in public."""
    number = 0
    for name in _in_order(data):
        value = data["fields"][name]
        if isinstance(value, str):
            label = block_of(data, FIELD + name).label
            yield Passage(FIELD + name, FIELD + name, value, str(capfirst(label)))
            continue
        for block in value if isinstance(value, list) else ():
            if block["type"] == "heading":
                label = _("Heading")
            else:
                number += 1
                label = _("Paragraph %(number)d") % {"number": number}
            yield Passage(block["id"], block["type"], block["value"], label)


def _in_order(data: Snapshot) -> list[str]:
    """Return the names of the fields as the page has them: PostgreSQL keeps JSON in an order of its own."""
    order = apps.get_model(data["model"]).text_fields
    return sorted(
        data["fields"], key=lambda name: order.index(name) if name in order else len(order)
    )


def find_passage(data: Snapshot, passage_id: str) -> Passage | None:
    return next((passage for passage in passages(data) if passage.id == passage_id), None)


def block_of(data: Snapshot, block_type: str) -> blocks.Block:
    """Return the definition of a kind of passage; an unknown one is refused in words."""
    model = apps.get_model(data["model"])
    if is_field(block_type):
        return _of_field(model, block_type.removeprefix(FIELD))
    for name in model.text_fields:
        stream_block = getattr(model._meta.get_field(name), "stream_block", None)
        if stream_block is not None and block_type in stream_block.child_blocks:
            return stream_block.child_blocks[block_type]
    raise ValidationError({"block_type": _("There is no such kind of paragraph.")})


def _of_field(model: type[models.Model], name: str) -> blocks.Block:
    """Return a block that checks words as the field of the page does."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a field of an old text that pages no longer have
        return blocks.TextBlock(label=name, required=False)
    kind = blocks.TextBlock if isinstance(field, models.TextField) else blocks.CharBlock
    return kind(label=field.verbose_name, required=not field.blank, max_length=field.max_length)
