"""The wording of an amended resolution: the pinned text with changes to named paragraphs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Page, Revision

from cms.models import User
from cms.snapshots import Snapshot, snapshot, without_ids

from .models import Amendment, PaperItem

Kind = Amendment.Kind


@dataclass(frozen=True)
class Change:
    """One change to one paragraph, with a value as the block itself stores it."""

    kind: str
    #: The paragraph; for a new one that which it follows, empty at the beginning.
    block_id: str
    block_type: str
    value: Any = None
    #: The id of a new paragraph.
    new_id: str = ""

    @property
    def touches(self) -> str:
        """Return the id of the one paragraph that differs afterwards."""
        return self.new_id if self.kind == Kind.INSERT else self.block_id


def amended_revision(
    item: PaperItem, new_values: Mapping[str, Any], *, by: User, changes: Iterable[Change] = ()
) -> Revision:
    """Save the pinned text with its changes; nothing else may differ.

    ``changes`` come from accepted amendments; ``new_values`` are other paragraphs in the words of
    the minutes, by block id.
    """
    words = {"section": str(item)}
    changes = list(changes)
    if not new_values and not changes:
        raise _refusal(_("Enter the amended paragraphs of “%(section)s”.") % words)
    if set(new_values) & {change.block_id for change in changes if change.kind != Kind.INSERT}:
        raise _refusal(
            _(
                "A paragraph of “%(section)s” is amended already; its wording follows from that vote."
            )
            % words
        )
    page = item.revision.as_object()
    changes += [_entered(item, key, value) for key, value in new_values.items()]
    merge(page, changes)
    revision = page.save_revision(user=by, log_action="council.amend")
    after = snapshot(revision.as_object())
    if differences(item.snapshot, after) != {change.touches for change in changes}:
        raise _refusal(_("More than the named paragraphs of “%(section)s” would change.") % words)
    return revision


def _entered(item: PaperItem, block_id: str, value: Any) -> Change:
    """Return what the clerk took from the minutes for one paragraph."""
    words, block = {"section": str(item)}, find_block(item.snapshot, block_id)
    if block is None:
        raise _refusal(_("“%(section)s” has no such paragraph.") % words)
    if same(block["value"], value):
        raise _refusal(_("A paragraph of “%(section)s” is the same as before.") % words)
    if type(value) is not type(block["value"]):
        raise _refusal(_("A paragraph keeps its kind."))
    kind = block_of(item.snapshot, block["type"])
    value = kind.get_prep_value(kind.clean(kind.to_python(value)))
    return Change(Kind.CHANGE, block_id, block["type"], value)


def merge(page: Page, changes: Iterable[Change]) -> None:
    """Put changes into the text of a page; paragraphs that none of them names stay as they are."""
    changes, is_first = list(changes), True
    for name in page.text_fields:
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


def find_block(data: Snapshot, block_id: str) -> dict[str, Any] | None:
    return paragraphs(data).get(block_id)


def block_of(data: Snapshot, block_type: str) -> blocks.Block:
    """Return the definition of a kind of paragraph; an unknown one is refused in words."""
    model = apps.get_model(data["model"])
    for name in model.text_fields:
        stream_block = getattr(model._meta.get_field(name), "stream_block", None)
        if stream_block is not None and block_type in stream_block.child_blocks:
            return stream_block.child_blocks[block_type]
    raise ValidationError({"block_type": _("There is no such kind of paragraph.")})


def differences(old: Snapshot, new: Snapshot) -> set[str]:
    """Return the ids of blocks, and the names of other fields, that differ between two texts.

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
            changed.add(name)
    return changed | (new["fields"].keys() - old["fields"].keys())


def _order(stream: list[dict], among: Mapping[str, Any]) -> list[str]:
    return [block["id"] for block in stream if block["id"] in among]


def same(one: Any, other: Any) -> bool:
    """Tell whether two block values are the same text."""
    return without_ids(one) == without_ids(other)


def _refusal(message: str) -> ValidationError:
    return ValidationError({"final_texts": message})
