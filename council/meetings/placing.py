"""The agenda of a meeting: put items on it, mend them, take them off, bring them in order."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Generation, User

from ..models import AgendaItem, Meeting, Organization, Paper
from ..models.organization import is_clerk
from ..refusals import AlreadyDone

#: The order of the parts on paper and on the screen.
PARTS = list(AgendaItem.Part)
#: Places are given out anew by way of places that nothing stands on.
ASIDE = 10_000


def natural_role(body: Organization) -> str:
    """Return what a body is asked for: the council resolves, a board is heard, others recommend."""
    roles = {
        Organization.Kind.COUNCIL: AgendaItem.Role.RESOLUTION,
        Organization.Kind.ADVISORY: AgendaItem.Role.HEARING,
    }
    return roles.get(Organization.Kind(body.kind), AgendaItem.Role.RECOMMENDATION)


def in_parts(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda as it is read: part by part, each in its order."""
    items = meeting.agenda.select_related("paper").prefetch_related("decisions").order_by("order")
    return sorted(items, key=lambda item: PARTS.index(AgendaItem.Part(item.part)))


@transaction.atomic
def put_on_agenda(
    *,
    paper: Paper | None,
    meeting: Meeting,
    title: str,
    by: User,
    number: str = "",
    role: str = "",
    part: str = AgendaItem.Part.ONE,
) -> AgendaItem:
    """Put a paper, or a subject without one, on the agenda, behind what its part holds already."""
    meeting = _locked(meeting, by)
    if paper is not None and paper.withdrawn_at:
        raise ValidationError(_("Paper %(paper)s has been withdrawn.") % {"paper": paper.reference})
    items = in_parts(meeting)
    item = AgendaItem(
        meeting=meeting,
        part=part,
        order=max((i.order for i in items), default=0) + 1,
        number=number.strip() or _free_number(items),
        title=title.strip() or (paper.title if paper else ""),
        paper=paper,
        role=role or natural_role(meeting.organization),
    )
    if number.strip():
        _check_number(item, items)
    item.full_clean()
    item.save()
    _in_order([*items, item], renumber=not number.strip())
    log(meeting, "council.agenda", user=by, data={"item": item.title})
    item.refresh_from_db()
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, by: User, **words: Any) -> AgendaItem:
    """Change number, title, part or what is asked for; a decided item stays as it was."""
    meeting = _locked(item.meeting, by)
    item = AgendaItem.objects.select_related("paper").get(pk=item.pk)
    moved = words.get("part", item.part) != item.part
    for name, value in words.items():
        setattr(item, name, value)
    _check_number(item, in_parts(meeting))
    item.full_clean()
    item.save()
    if moved:
        others = [other for other in in_parts(meeting) if other.pk != item.pk]
        _in_order([*others, item], renumber=False)
    log(meeting, "council.agenda", user=by, data={"item": item.title})
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """Take an item off the agenda, as long as nothing rests on it."""
    meeting = _locked(item.meeting, by)
    there = AgendaItem.objects.filter(pk=item.pk).first()
    if there is None:
        raise AlreadyDone(_("The item is no longer on the agenda."))
    title = there.title
    try:
        with transaction.atomic():
            there.delete()
    except ProtectedError:
        raise ValidationError(_("Records hang on this; it cannot be deleted.")) from None
    _in_order(in_parts(meeting), renumber=True)
    log(meeting, "council.agenda", user=by, data={"removed": title})


@transaction.atomic
def reorder_agenda(
    *, meeting: Meeting, order: Sequence[int], seen: Sequence[int], by: User
) -> list[AgendaItem]:
    """Bring the agenda in a new order; ``seen`` is the order that the clerk had before her.

    Items with a decision keep their place. Numbers that are plain figures follow the order.
    """
    meeting = _locked(meeting, by)
    items = in_parts(meeting)
    if [item.pk for item in items] != list(seen):
        raise AlreadyDone(
            _("Somebody changed the agenda meanwhile. This is how it stands now; nothing was done.")
        )
    if sorted(order) != sorted(seen):
        raise ValidationError(_("The new order does not name each item of the agenda once."))
    by_id = {item.pk: item for item in items}
    wanted = sorted(
        (by_id[pk] for pk in order), key=lambda item: PARTS.index(AgendaItem.Part(item.part))
    )
    for old, new in zip(items, wanted, strict=True):
        settled = next((item for item in (old, new) if item.is_decided_on()), None)
        if old != new and settled:
            raise ValidationError(
                _("A decision is recorded on “%(item)s”; the item keeps its place.")
                % {"item": settled.title}
            )
    _in_order(wanted, renumber=True)
    log(
        meeting,
        "council.agenda",
        user=by,
        data={"order": [item.number for item in wanted]},
    )
    return wanted


def moved(meeting: Meeting, item_id: int, *, up: bool) -> list[int]:
    """Return the ids of the agenda with one item moved by one place within its part.

    It jumps over items with a decision; at the end of its part it stays.
    """
    items = in_parts(meeting)
    ids = [item.pk for item in items]
    item = next((item for item in items if item.pk == item_id), None)
    if item is None or item.is_decided_on():
        return ids
    place = ids.index(item_id)
    others = reversed(range(place)) if up else range(place + 1, len(ids))
    for other in others:
        if items[other].part != item.part:
            break
        if not items[other].is_decided_on():
            ids[place], ids[other] = ids[other], ids[place]
            break
    return ids


def _locked(meeting: Meeting, by: User) -> Meeting:
    """Return the meeting behind its lock; only its body's clerk gets in."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body draws up its agenda."))
    return meeting


def _free_number(items: list[AgendaItem]) -> str:
    taken = {item.number for item in items}
    number = len(items) + 1
    while str(number) in taken:
        number += 1
    return str(number)


def _check_number(item: AgendaItem, items: list[AgendaItem]) -> None:
    if any(other.number == item.number and other.pk != item.pk for other in items):
        raise ValidationError({"number": _("Another item of this agenda has this number.")})


def _in_order(items: list[AgendaItem], *, renumber: bool) -> None:
    """Give out places 1, 2, 3 …, part by part, and numbers where they are plain figures."""
    items = sorted(items, key=lambda item: PARTS.index(AgendaItem.Part(item.part)))
    stored = dict(
        AgendaItem.objects.filter(pk__in=[i.pk for i in items]).values_list("pk", "order")
    )
    numbers = _numbers(items) if renumber else {}
    changed = []
    for place, item in enumerate(items, start=1):
        number = numbers.get(place, item.number)
        is_new = item.number != number
        item.number, item.order = number, place
        if is_new or stored[item.pk] != place:
            changed.append(item)
        if is_new and item.is_decided_on():
            item.check_settled()
    # Each place is held by one item only: all step aside before each takes its own.
    ids = [item.pk for item in changed]
    AgendaItem.objects.filter(pk__in=ids).update(order=F("order") + ASIDE)
    AgendaItem.objects.bulk_update(changed, ["number", "order"])
    Generation.renew()


def _numbers(items: list[AgendaItem]) -> dict[int, str]:
    """Return the new numbers by place: plain figures follow the order, and none stands there twice."""
    kept = {item.number for item in items if item.is_decided_on()}
    follow = {
        place: item.number
        for place, item in enumerate(items, start=1)
        if item.number.isdigit() and item.number not in kept
    }
    # Who finds its new number taken keeps the old one, and takes that from somebody else.
    while stay := [place for place in follow if str(place) in kept]:
        kept |= {follow.pop(place) for place in stay}
    return {place: str(place) for place in follow}
