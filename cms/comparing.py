"""Two wordings of a page compared paragraph by paragraph, from their snapshots alone.

Paragraphs are aligned by their block ids (docs/adr/0003): a paragraph that was moved and changed is
one moved and changed paragraph, not one removed and one added.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from . import words
from .differences import Difference, difference
from .snapshots import Snapshot, without_ids

Raw = dict[str, Any]


class Change(TextChoices):
    """What happened to a paragraph or a field."""

    UNCHANGED = "unchanged", _("Unchanged")
    CHANGED = "changed", _("Changed")
    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    MOVED = "moved", _("Moved")


@dataclass(frozen=True)
class BlockChange:
    """One paragraph in both wordings. Numbers count as in the text; headings have none (0)."""

    block_id: str
    change: Change
    difference: Difference
    #: True as well for a paragraph that was moved and changed.
    moved: bool = False
    #: The kinds of block, "" where the paragraph is missing in that wording.
    old_type: str = ""
    new_type: str = ""
    old_number: int = 0
    new_number: int = 0

    @property
    def type(self) -> str:
        return self.new_type or self.old_type

    @property
    def only_form(self) -> bool:
        """Tell whether all words are the same, and formatting, a link, a file or the kind changed."""
        return self.change == Change.CHANGED and self.difference.is_same


@dataclass(frozen=True)
class FieldChange:
    """One field of the page: either words (``difference``) or paragraphs (``blocks``)."""

    name: str
    label: str
    difference: Difference | None = None
    blocks: tuple[BlockChange, ...] = ()

    @property
    def is_same(self) -> bool:
        if self.difference is not None:
            return self.difference.is_same
        return all(block.change == Change.UNCHANGED for block in self.blocks)


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two wordings."""

    fields: tuple[FieldChange, ...]

    @property
    def is_same(self) -> bool:
        return all(field.is_same for field in self.fields)

    @property
    def blocks(self) -> tuple[BlockChange, ...]:
        """Return the paragraphs of all fields in the order of the new wording."""
        return tuple(block for field in self.fields for block in field.blocks)

    def counts(self) -> dict[Change, int]:
        """Count the paragraphs by what happened to them; every kind is there, perhaps with 0."""
        found = Counter(block.change for block in self.blocks)
        return {change: found[change] for change in Change}


def compare(old: Snapshot | None, new: Snapshot) -> Comparison:
    """Compare two snapshots of a page; without an old one all is added."""
    before = old["fields"] if old else {}
    after = new["fields"]
    names = [*after, *(name for name in before if name not in after)]
    return Comparison(
        tuple(_field(new["model"], name, before.get(name), after.get(name)) for name in names)
    )


def _field(model: str, name: str, old: Any, new: Any) -> FieldChange:
    label, stream_block = _definition(model, name)
    if isinstance(old, list) or isinstance(new, list):
        return FieldChange(name, label, blocks=compare_blocks(old or [], new or [], stream_block))
    return FieldChange(name, label, difference(_plain(old), _plain(new)))


def _definition(model: str, name: str) -> tuple[str, Any]:
    """Return the name of a field in words and its blocks, as far as they are still known."""
    try:
        field = apps.get_model(model)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name, None
    return str(getattr(field, "verbose_name", name)), getattr(field, "stream_block", None)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def compare_blocks(
    old: Sequence[Raw], new: Sequence[Raw], stream_block: Any = None
) -> tuple[BlockChange, ...]:
    """Compare the paragraphs of two texts; what was removed stands where it stood.

    ``stream_block`` is the definition of the blocks: it tells rich text from plain text.
    """
    before, after = _keyed(old), _keyed(new)
    _pair_copies(before, after)
    unnumbered = getattr(stream_block.meta, "unnumbered", set()) if stream_block else {"heading"}
    old_numbers, new_numbers = _numbers(before, unnumbered), _numbers(after, unnumbered)
    staying = _staying(list(before), list(after))
    found = []
    for key in _in_order(list(before), list(after), staying):
        was, now = before.get(key), after.get(key)
        moved = was is not None and now is not None and key not in staying
        found.append(
            BlockChange(
                block_id=str((now or was or {}).get("id") or key),
                change=_change(was, now, moved),
                difference=difference(_words(stream_block, was), _words(stream_block, now)),
                moved=moved,
                old_type=was["type"] if was else "",
                new_type=now["type"] if now else "",
                old_number=old_numbers.get(key, 0),
                new_number=new_numbers.get(key, 0),
            )
        )
    return tuple(found)


def _change(was: Raw | None, now: Raw | None, moved: bool) -> Change:
    if was is None:
        return Change.ADDED
    if now is None:
        return Change.REMOVED
    if without_ids(was) != without_ids(now):
        return Change.CHANGED
    return Change.MOVED if moved else Change.UNCHANGED


def _words(stream_block: Any, block: Raw | None) -> str:
    if block is None:
        return ""
    children = stream_block.child_blocks if stream_block else {}
    return words.of_block(children.get(block["type"]), block["value"])


def _keyed(blocks: Sequence[Raw]) -> dict[str, Raw]:
    """Return blocks by id; one without an id, or with an id that came before, gets a key of its own."""
    keyed: dict[str, Raw] = {}
    for position, block in enumerate(blocks):
        key = str(block.get("id") or "")
        keyed[key if key and key not in keyed else f"{key}#{position}"] = block
    return keyed


def _pair_copies(before: dict[str, Raw], after: dict[str, Raw]) -> None:
    """Give a paragraph whose id got lost (a copy, an import) the key of the same words before."""
    left = [(key, without_ids(block)) for key, block in before.items() if key not in after]
    renamed: dict[str, str] = {}
    for key, block in after.items():
        if key in before:
            continue
        value = without_ids(block)
        twin = next((pair for pair in left if pair[1] == value), None)
        if twin is not None:
            left.remove(twin)
            renamed[key] = twin[0]
    if renamed:
        items = [(renamed.get(key, key), block) for key, block in after.items()]
        after.clear()
        after.update(items)


def _numbers(blocks: dict[str, Raw], unnumbered: Iterable[str]) -> dict[str, int]:
    counted = (key for key, block in blocks.items() if block["type"] not in unnumbered)
    return {key: number for number, key in enumerate(counted, start=1)}


def _staying(old: list[str], new: list[str]) -> set[str]:
    """Return the paragraphs that kept their order (the longest increasing subsequence); the rest moved."""
    position = {key: index for index, key in enumerate(old)}
    common = [key for key in new if key in position]
    tails: list[int] = []
    at_tail: list[str] = []
    before: dict[str, str | None] = {}
    for key in common:
        place = bisect_left(tails, position[key])
        before[key] = at_tail[place - 1] if place else None
        tails[place : place + 1] = [position[key]]
        at_tail[place : place + 1] = [key]
    staying: set[str] = set()
    last = at_tail[-1] if at_tail else None
    while last is not None:
        staying.add(last)
        last = before[last]
    return staying


def _in_order(old: list[str], new: list[str], staying: set[str]) -> list[str]:
    """Return all paragraphs in the order of the new text; removed ones follow what they followed."""
    there = set(new)
    after: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in old:
        if key in staying:
            anchor = key
        elif key not in there:
            after.setdefault(anchor, []).append(key)
    order = list(after.get(None, []))
    for key in new:
        order += [key, *after.get(key, [])]
    return order
