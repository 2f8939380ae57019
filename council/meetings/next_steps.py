"""Where a meeting stands, and what its clerk does next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Meeting
from ..notifications import is_announced
from .agenda import to_record, with_open_amendments, without_agenda
from .inviting import lacks_notice


class State(TextChoices):
    """Where a meeting can stand."""

    PREPARED = "prepared", gettext_lazy("Being prepared")
    INVITED = "invited", gettext_lazy("Invited")
    EMPTY = "empty", gettext_lazy("Held, nothing on the agenda")
    HELD = "held", gettext_lazy("Held, results to record")
    RECORDED = "recorded", gettext_lazy("Recorded, minutes missing")
    COMPLETE = "complete", gettext_lazy("Complete")


@dataclass(frozen=True)
class Step:
    """One thing to do, and where."""

    label: str
    url: str


def has_begun(meeting: Meeting) -> bool:
    return meeting.start <= timezone.now()


def state_of(meeting: Meeting) -> State:
    """Return where a meeting stands; derived, never stored."""
    if not has_begun(meeting):
        return State.INVITED if meeting.invitation else State.PREPARED
    if open_results(meeting):
        return State.HELD
    if meeting.minutes_id:
        return State.COMPLETE
    return State.RECORDED if meeting.agenda.exists() else State.EMPTY


def open_results(meeting: Meeting) -> list[int]:
    """Return the ids of the items whose result is still to be recorded, in their order."""
    found = [item for item, _count in to_record([meeting.organization])]
    return [item.pk for item in found if item.meeting_id == meeting.pk]


def next_steps(meeting: Meeting) -> list[Step]:
    """Return what the clerk still has to do, the most urgent first."""
    return list(_after(meeting) if has_begun(meeting) else _before(meeting))


def _before(meeting: Meeting) -> Iterable[Step]:
    body = meeting.organization
    for waiting in without_agenda(body):
        yield Step(
            _("Put paper %(paper)s on the agenda") % {"paper": waiting.paper.reference},
            reverse("council_agenda_add", args=[waiting.paper_id, body.pk]),
        )
    if not meeting.agenda.exists():
        yield Step(
            _("Put the first item on the agenda"), reverse("council_item_add", args=[meeting.pk])
        )
    invitation = reverse("council_invitation", args=[meeting.pk])
    if not meeting.invitation:
        yield Step(_("Write the invitation"), invitation)
    elif lacks_notice(meeting):
        yield Step(_("Add to the invitation what HGO § 53 (2) asks for"), invitation)
    elif not is_announced(meeting):
        yield Step(_("Invite by mail"), reverse("council_announce", args=[meeting.pk]))


def _after(meeting: Meeting) -> Iterable[Step]:
    if not meeting.agenda.exists():
        yield Step(
            _("Put the first item on the agenda"), reverse("council_item_add", args=[meeting.pk])
        )
    if meeting.present is None:
        yield Step(_("Note who was present"), reverse("council_present", args=[meeting.pk]))
    left = open_results(meeting)
    for item in with_open_amendments(left):
        yield Step(
            _("Record the votes on the amendments to paper %(paper)s")
            % {"paper": item.paper.reference},
            reverse("council_amendment_votes", args=[item.pk]),
        )
    if left:
        yield Step(
            ngettext(
                "Record the result of %(count)d item",
                "Record the results of %(count)d items",
                len(left),
            )
            % {"count": len(left)},
            reverse("council_record", args=[left[0]]),
        )
    if lacks_notice(meeting):
        yield Step(
            _("Check the invitation: it lacks what HGO § 53 (2) asks for"),
            reverse("council_invitation", args=[meeting.pk]),
        )
    if not meeting.minutes_id and not left:
        yield Step(_("File the signed minutes"), reverse("council_minutes", args=[meeting.pk]))
