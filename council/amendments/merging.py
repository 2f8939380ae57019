"""The wording of an amended resolution, as a revision of its own: the pinned text with its changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Revision

from cms.models import User
from cms.snapshots import snapshot_of

from ..models import Amendment, PaperItem
from .amending import Change, differences, merge, same
from .cleaning import cleaned
from .passages import block_of, find_passage
from .pieces import frozen

Kind = Amendment.Kind


def amended_revision(
    item: PaperItem, new_values: Mapping[str, Any], *, by: User, changes: Iterable[Change] = ()
) -> Revision:
    """Save the pinned text with its changes; nothing else may differ.

    ``changes`` come from accepted amendments; ``new_values`` are other passages in the words of
    the minutes, by their ids.
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
    after = snapshot_of(revision)
    if differences(item.snapshot, after) != {change.touches for change in changes}:
        raise _refusal(_("More than the named paragraphs of “%(section)s” would change.") % words)
    return revision


def _entered(item: PaperItem, block_id: str, value: Any) -> Change:
    """Return what the clerk took from the minutes for one paragraph."""
    words, passage = {"section": str(item)}, find_passage(item.snapshot, block_id)
    if passage is None:
        raise _refusal(_("“%(section)s” has no such paragraph.") % words)
    if same(passage.value, value):
        raise _refusal(_("A paragraph of “%(section)s” is the same as before.") % words)
    if type(value) is not type(passage.value):
        raise _refusal(_("A paragraph keeps its kind."))
    kind = block_of(item.snapshot, passage.type)
    try:
        value = cleaned(kind, value)
        check_only_words(kind, passage.value, value)
    except ValidationError as refusal:
        raise _refusal(" ".join([passage.label + ":", *refusal.messages])) from None
    return Change(Kind.CHANGE, block_id, passage.type, value)


def check_only_words(kind: blocks.Block, old: Any, new: Any) -> None:
    """Refuse a wording that changes more of a block than its words: its image, its document."""
    if frozen(kind, as_entered(kind, old)) != frozen(kind, new):
        raise ValidationError(
            {"value": _("Only words can be amended; images, documents and the like stay.")}
        )


def as_entered(kind: blocks.Block, value: Any) -> Any:
    """Return a stored value as the editor would send it back untouched."""
    try:
        return cleaned(kind, value)
    except ValidationError:  # a kind of block that has become stricter since
        return value


def _refusal(message: str) -> ValidationError:
    return ValidationError({"final_texts": message})
