"""The words inside a block, piece by piece: what a form asks for, and what an amendment may change.

A paragraph is one piece, a list has one a point, a table one a cell. Everything else in a block (its
image, its document, its kind) is no wording and stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks

from cms import words

TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
#: How many more points a list, and how many more rows a table may get in one amendment.
MORE_POINTS = 2
MORE_ROWS = 1

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Piece:
    """One piece of words: where it stands in the block, and what it is called."""

    path: Path
    label: str
    value: str
    rich: bool = False
    #: A text of one line.
    short: bool = False
    required: bool = True

    @property
    def name(self) -> str:
        """Return the name of its form field."""
        if self.path and isinstance(self.path[0], int):
            return f"point-{'-'.join(map(str, self.path))}"
        return "-".join(map(str, self.path)) or "words"

    @property
    def cell(self) -> tuple[int, int] | None:
        """Return row and column of a table's cell; the head is row 0."""
        match self.path:
            case ("header", int(column)):
                return 0, column
            case ("rows", int(row), "cells", int(column)):
                return row + 1, column
        return None


def pieces(kind: blocks.Block, value: Any, path: Path = (), label: str = "") -> Iterator[Piece]:
    """Yield the words of a block's stored value."""
    if isinstance(kind, TEXTS):
        yield Piece(
            path,
            label or _("Wording"),
            "" if value is None else str(value),
            rich=isinstance(kind, blocks.RichTextBlock),
            short=isinstance(kind, blocks.CharBlock),
            required=kind.required,
        )
    elif isinstance(kind, blocks.StructBlock):
        for name, child in kind.child_blocks.items():
            part = (value or {}).get(name)
            yield from pieces(child, part, (*path, name), str(capfirst(child.label)))
    elif isinstance(kind, blocks.ListBlock):
        for place, item in enumerate(value or []):
            inner = (*path, place)
            yield from pieces(kind.child_block, words.item(item), inner, _point(inner))


def _point(path: Path) -> str:
    """Call an entry of a list what people call it: a cell by row and column."""
    at = Piece(path, "", "").cell
    if at is None:
        return _("Point %(number)d") % {"number": int(path[-1]) + 1}
    row, column = at
    if row == 0:
        return _("Column %(number)d") % {"number": column + 1}
    return _("Row %(row)d, column %(column)d") % {"row": row, "column": column + 1}


def put(value: Any, path: Path, text: str) -> Any:
    """Return a stored value with one piece of its words replaced; everything else is the same."""
    if not path:
        return text
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return value | {step: put(value.get(step), rest, text)}
    items = list(value)
    item = items[int(step)]
    if words.item(item) is item:
        items[int(step)] = put(item, rest, text)
    else:
        items[int(step)] = item | {"value": put(item["value"], rest, text)}
    return items


def _is_table(kind: blocks.Block) -> bool:
    # By its parts: its class cannot be imported as early as this module is.
    return isinstance(kind, blocks.StructBlock) and {"header", "rows"} <= kind.child_blocks.keys()


def with_room(kind: blocks.Block, value: Any) -> Any:
    """Return a value with empty points, or an empty row, for what an amendment adds."""
    if _is_table(kind):
        cells = [_entry("") for _column in value["header"]]
        return value | {"rows": [*value["rows"], *[_entry({"cells": cells})] * MORE_ROWS]}
    if isinstance(kind, blocks.ListBlock) and isinstance(kind.child_block, TEXTS):
        return [*(value or []), *[_entry("")] * MORE_POINTS]
    return value


def without_gaps(kind: blocks.Block, value: Any, before: Any) -> Any:
    """Leave out points and rows without words, unless they were empty ``before`` as well."""
    if _is_table(kind):
        child = kind.child_blocks["rows"].child_block
        return value | {"rows": _filled(child, value["rows"], before["rows"])}
    if isinstance(kind, blocks.ListBlock) and isinstance(kind.child_block, TEXTS):
        return _filled(kind.child_block, value, [])
    return value


def _filled(child: blocks.Block, items: list, before: list) -> list:
    def is_empty(item: Any) -> bool:
        return not words.of_block(child, words.item(item)).strip(" |\n")

    return [
        item
        for place, item in enumerate(items)
        if not is_empty(item) or (place < len(before) and is_empty(before[place]))
    ]


def _entry(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value}


def frozen(kind: blocks.Block, value: Any) -> Any:
    """Return what of a block is no wording, and may not differ in an amendment."""
    if _only_words(kind):
        return None
    if isinstance(kind, blocks.StructBlock) and isinstance(value, dict):
        return {name: frozen(child, value.get(name)) for name, child in kind.child_blocks.items()}
    if isinstance(kind, blocks.ListBlock) and isinstance(value, list):
        return [frozen(kind.child_block, words.item(item)) for item in value]
    return value


def _only_words(kind: blocks.Block) -> bool:
    if isinstance(kind, blocks.StructBlock):
        return all(_only_words(child) for child in kind.child_blocks.values())
    if isinstance(kind, blocks.ListBlock):
        return _only_words(kind.child_block)
    return isinstance(kind, TEXTS)
