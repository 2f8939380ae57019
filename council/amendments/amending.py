"""Changes to named passages of a text, put into it, and what differs between two texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from cms.snapshots import Snapshot, without_ids

from ..models import Amendment
from .passages import FIELD, is_field

Kind = Amendment.Kind


@dataclass(frozen=True)
class Change:
    """One change to one passage, with a value as the block itself stores it."""

    kind: str
    #: The passage; for a new paragraph that which it follows, empty at the beginning.
    block_id: str
    block_type: str
    value: Any = None
    #: The id of a new paragraph.
    new_id: str = ""

    @property
    def touches(self) -> str:
        """Return the id of the one passage that differs afterwards."""
        return self.new_id if self.kind == Kind.INSERT else self.block_id


def merge(page: Page, changes: Iterable[Change]) -> None:
    """Put changes into the text of a page; passages that none of them names stay as they are."""
    changes, is_first = list(changes), True
    fields = {change.block_id: change.value for change in changes if is_field(change.block_id)}
    for name in page.text_fields:
        if FIELD + name in fields:
            setattr(page, name, fields[FIELD + name])
            continue
        value = getattr(page, name)
        if hasattr(value, "raw_data"):
            raw = [dict(block) for block in value.raw_data]
            merged = list(_merged(raw, changes, is_first))
            setattr(page, name, page._meta.get_field(name).stream_block.to_python(merged))
            is_first = False


def _merged(raw: list[dict], changes: list[Change], is_first: bool) -> Iterable[dict]:
    inserted: dict[str, list[dict]] = {}
    for change in changes:
        if change.kind == Kind.INSERT:
            block = {"type": change.block_type, "value": change.value, "id": change.new_id}
            inserted.setdefault(change.block_id, []).append(block)
    by_id = {change.block_id: change for change in changes if change.kind != Kind.INSERT}
    if is_first:
        yield from inserted.get("", [])
    for block in raw:
        named = by_id.get(block["id"])
        if named is None:
            yield block
        elif named.kind == Kind.CHANGE:
            yield block | {"value": named.value}
        yield from inserted.get(block["id"], [])


def paragraphs(data: Snapshot) -> dict[str, dict[str, Any]]:
    """Return the blocks of a text by their ids, in its order."""
    streams = [value for value in data["fields"].values() if isinstance(value, list)]
    return {block["id"]: block for stream in streams for block in stream}


def differences(old: Snapshot, new: Snapshot) -> set[str]:
    """Return the ids of the passages that differ between two texts.

    A stream whose remaining blocks stand in another order is named as a whole.
    """
    before, after = paragraphs(old), paragraphs(new)
    changed = {
        key for key in before.keys() | after.keys()
        if key not in before or key not in after or not same(before[key], after[key])
    }  # fmt: skip
    for name, value in old["fields"].items():
        other = new["fields"].get(name)
        if isinstance(value, list):
            if _order(value, after) != _order(other or [], before):
                changed.add(name)
        elif value != other:
            changed.add(FIELD + name)
    return changed | (new["fields"].keys() - old["fields"].keys())


def _order(stream: list[dict], among: Mapping[str, Any]) -> list[str]:
    return [block["id"] for block in stream if block["id"] in among]


def same(one: Any, other: Any) -> bool:
    """Tell whether two block values are the same text."""
    return without_ids(one) == without_ids(other)
