"""A wording from outside, as its block may store it."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from draftjs_exporter.error import ExporterException
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.snapshots import normal

from .rich_text import without_marks

#: What a block says of a value that it never stored itself.
UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, ExporterException)
#: Django's fields would turn anything into text.
STORED_AS = {
    blocks.StructBlock: dict,
    blocks.ListBlock: list,
    blocks.CharBlock: str,
    blocks.TextBlock: str,
}


def cleaned(kind: blocks.Block, value: Any) -> Any:
    """Return a value as its block stores it: checked by the block, rich text as the editor allows it."""
    try:
        value = sanitised(kind, normal(value))
        return normal(kind.get_prep_value(kind.clean(kind.to_python(value))))
    except ValidationError as error:
        raise ValidationError({"value": _all_words(error)}) from None
    except UNREADABLE:
        raise ValidationError({"value": _("This text cannot be read; enter it again.")}) from None


def sanitised(kind: blocks.Block, value: Any) -> Any:
    """Return a raw value whose rich text holds only what the editor of its block can make."""
    if isinstance(kind, blocks.RichTextBlock):
        editor = ContentstateConverter(kind.features or [])
        return without_marks(editor.to_database_format(editor.from_database_format(value)))
    for base, plain in STORED_AS.items():
        if isinstance(kind, base) and not isinstance(value, plain):
            raise TypeError(f"{base.__name__} is stored as {plain.__name__}")
    if isinstance(kind, blocks.StructBlock):
        known = {name: value[name] for name in kind.child_blocks if name in value}
        return {name: sanitised(kind.child_blocks[name], part) for name, part in known.items()}
    if isinstance(kind, blocks.ListBlock):
        # An item without an id would count as one of old data, whose value it is itself.
        return [
            {"id": str(uuid4())} | item | {"value": sanitised(kind.child_block, item["value"])}
            if isinstance(item, dict) and item.get("type") == "item"
            else {"type": "item", "id": str(uuid4()), "value": sanitised(kind.child_block, item)}
            for item in value
        ]
    return value


def _all_words(error: ValidationError) -> list[str]:
    """Return the messages of a block's error, however deep they stand in it."""
    inner = [
        *(getattr(error, "block_errors", None) or {}).values(),
        *getattr(error, "non_block_errors", []),
    ]
    return [w for e in inner for w in _all_words(e)] if inner else list(error.messages)
