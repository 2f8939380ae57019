"""The wording of an amended resolution: the pinned text with new words in named paragraphs."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.models import User
from cms.snapshots import Snapshot, snapshot, without_ids

from .models import PaperItem


def amended_revision(item: PaperItem, new_values: Mapping[str, Any], *, by: User) -> Revision:
    """Save the pinned text with new values for existing paragraphs; nothing else may differ."""
    before = paragraphs(item.snapshot)
    words = {"section": str(item)}
    if not new_values:
        raise _refusal(_("Enter the amended paragraphs of “%(section)s”.") % words)
    unknown = set(new_values) - set(before)
    if unknown:
        raise _refusal(_("“%(section)s” has no such paragraph.") % words)
    unchanged = [key for key, value in new_values.items() if same(before[key], value)]
    if unchanged:
        raise _refusal(_("A paragraph of “%(section)s” is the same as before.") % words)

    page = item.revision.as_object()
    for name in page.text_fields:
        value = getattr(page, name)
        if hasattr(value, "raw_data"):
            setattr(page, name, _replaced(page, name, value, new_values))
    revision = page.save_revision(user=by, log_action="council.amend")
    after = snapshot(revision.as_object())
    if differences(item.snapshot, after) != set(new_values):
        raise _refusal(_("More than the named paragraphs of “%(section)s” would change.") % words)
    return revision


def _replaced(page: Page, name: str, value: Any, new_values: Mapping[str, Any]) -> Any:
    """Return a stream with new values, as the block itself would store them."""
    stream_block = page._meta.get_field(name).stream_block
    raw = [dict(block) for block in value.raw_data]
    for block in raw:
        if block["id"] in new_values:
            new = new_values[block["id"]]
            if type(new) is not type(block["value"]):
                raise _refusal(_("A paragraph keeps its kind."))
            kind = stream_block.child_blocks[block["type"]]
            block["value"] = kind.get_prep_value(kind.clean(kind.to_python(new)))
    return stream_block.to_python(raw)


def paragraphs(data: Snapshot) -> dict[str, Any]:
    """Return the paragraphs of a text by block id."""
    streams = [value for value in data["fields"].values() if isinstance(value, list)]
    return {block["id"]: block["value"] for stream in streams for block in stream}


def differences(old: Snapshot, new: Snapshot) -> set[str]:
    """Return the ids of blocks, and the names of other fields, that differ between two texts."""
    before, after = paragraphs(old), paragraphs(new)
    changed = {
        key for key in before.keys() | after.keys()
        if key not in before or key not in after or not same(before[key], after[key])
    }  # fmt: skip
    for name, value in old["fields"].items():
        other = new["fields"].get(name)
        if isinstance(value, list):
            if [(b["id"], b["type"]) for b in value] != [(b["id"], b["type"]) for b in other]:
                changed.add(name)
        elif value != other:
            changed.add(name)
    return changed


def same(one: Any, other: Any) -> bool:
    """Tell whether two block values are the same text."""
    return without_ids(one) == without_ids(other)


def _refusal(message: str) -> ValidationError:
    return ValidationError({"final_texts": message})
