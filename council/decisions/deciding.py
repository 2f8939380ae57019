"""Recording what a body decided: on some sections of a paper, or on many papers by one vote."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Generation, User
from cms.together import together

from ..meetings.agenda import open_on
from ..models import AgendaItem, Decision, Meeting, PaperItem
from ..models.organization import is_clerk
from ..models.pinned import lock_runs
from ..refusals import AlreadyDone
from .factions import Part, write_parts
from .recording import Recording


@transaction.atomic
@together()
def record_decision(
    *,
    agenda_item: AgendaItem,
    items: Iterable[PaperItem],
    outcome: str,
    by: User,
    yes: int = 0,
    no: int = 0,
    abstain: int = 0,
    present: int | None = None,
    text: str = "",
    effective_on: date | None = None,
    by_faction: Mapping[int, Part] | None = None,
    final_texts: Mapping[int, Mapping[str, Any]] | None = None,
    token: UUID | None = None,
) -> Decision:
    """Record one vote on one or many sections of the agenda item's paper, and move them on.

    ``final_texts`` gives the wording of an amended resolution: for each section (by the id of its
    paper item) the paragraphs that changed (by block id) and their new value. ``effective_on`` is
    the day from which an adopted wording is public; without it, at once. ``by_faction`` gives the
    votes of factions (by their id).
    """
    meeting = agenda_item.meeting
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body records its decisions."))
    if meeting.start > timezone.now():
        raise ValidationError(_("The meeting has not begun yet."))
    recording = Recording(agenda_item, list(items), outcome, by)
    recording.lock()
    if token and Decision.objects.filter(token=token).exists():
        raise AlreadyDone(_("This decision is already recorded."))
    recording.check()
    recording.check_effective_on(effective_on)
    decision = Decision(
        agenda_item=agenda_item,
        kind=agenda_item.role,
        outcome=outcome,
        present=meeting.present if present is None else present,
        yes=yes,
        no=no,
        abstain=abstain,
        text=text,
        effective_on=effective_on,
        en_bloc=len(recording.items) > 1,
        recorded_by=by,
    )
    if token:
        decision.token = token
    decision.save()
    write_parts(decision, by_faction or {})
    recording.write(decision, final_texts or {})
    recording.move_on()
    Generation.renew()
    return decision


@transaction.atomic
@together()
def record_together(
    *, meeting: Meeting, agenda_items: Iterable[AgendaItem], token: UUID, **vote: Any
) -> list[Decision]:
    """Record one vote on several items of agenda II: all papers, or none.

    ``vote`` is what ``record_decision`` takes. Each item gets its own decision with the same count.
    """
    chosen = sorted(agenda_items, key=lambda item: item.order)
    if not chosen:
        raise ValidationError({"agenda_items": _("Choose at least one agenda item.")})
    if any(item.meeting_id != meeting.pk or item.part != item.Part.TWO for item in chosen):
        raise ValidationError({"agenda_items": _("Only items of agenda II are voted on together.")})
    open_items = {item.pk: list(open_on(item)) for item in chosen}
    # All locks at once, in the one order: two clerks with overlapping items never wait for each other.
    lock_runs(one.workflow_state_id for items in open_items.values() for one in items)
    return [
        record_decision(
            agenda_item=item,
            items=open_items[item.pk],
            token=uuid.uuid5(token, str(item.pk)),
            **vote,
        )
        for item in chosen
    ]
