"""What is told because somebody did something outside the workflow engine."""

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.models import User

from ..meetings.inviting import lacks_notice, second_call_notice
from ..models import Amendment, AmendmentVote, Meeting, Notice, Objection
from ..models.organization import is_clerk
from .telling import clerks_of, members_of, tell


@transaction.atomic
def announce_meeting(*, meeting: Meeting, by: User) -> int:
    """Invite the members of the body to its meeting; return how many are told.

    Doing it again with the same agenda tells only who has not been told; a changed time, place or
    agenda is told to everybody anew.
    """
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body invites to its meetings."))
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.start <= timezone.now():
        raise ValidationError(_("The meeting has already begun."))
    if not meeting.agenda.exists():
        raise ValidationError(_("The agenda is empty; nobody was invited."))
    if not meeting.invitation:
        raise ValidationError(_("Write the invitation first; nobody was invited."))
    if lacks_notice(meeting):
        raise ValidationError(
            _("On the second convocation the invitation must say: “%(notice)s”")
            % {"notice": second_call_notice()}
        )
    key = _invitation_key(meeting)
    told = Notice.objects.filter(kind="meeting", key=key)
    before = told.count()
    tell(
        "meeting",
        to=members_of(meeting.organization_id).exclude(pk=by.pk),
        key=key,
        title=meeting.organization.name,
        url=reverse("council_meeting", args=[meeting.pk]),
        start=meeting.start.isoformat(),
        place=meeting.place,
        bodies=[meeting.organization_id],
    )
    log(meeting, "council.announce", user=by, data={"key": key})
    return told.count() - before


def invited_at(meeting: Meeting) -> datetime | None:
    """Return when the members were invited last; None when they never were."""
    last = _announcements(meeting).first()
    return last.timestamp if last else None


def is_announced(meeting: Meeting) -> bool:
    """Tell whether the members were invited to this time, place and agenda."""
    last = _announcements(meeting).first()
    return last is not None and last.data.get("key") == _invitation_key(meeting)


def _announcements(meeting: Meeting) -> QuerySet[ModelLogEntry]:
    entries = ModelLogEntry.objects.for_instance(meeting).filter(action="council.announce")
    return entries.order_by("-timestamp", "-pk")


def _invitation_key(meeting: Meeting) -> str:
    """Name what the members are invited to: another time, place or agenda is another thing."""
    parts = [meeting.start.isoformat(), meeting.place, meeting.invitation]
    for row in meeting.agenda.order_by("order").values_list("part", "number", "title", "paper"):
        parts += map(str, row)
    return f"meeting:{meeting.pk}:{sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"


def amendment_received(amendment: Amendment) -> None:
    """Tell the clerks of the bodies whose turn it is that an amendment came in."""
    run = amendment.paper_item.workflow_state
    task = run.current_task_state.task.specific if run.current_task_state else None
    bodies = [body.pk for body in task.organizations.all()] if task else []
    tell(
        "amendment",
        to=clerks_of(bodies).exclude(pk=amendment.submitted_by_id),
        key=f"amendment:{amendment.pk}",
        title=str(amendment.paper_item),
        url=reverse("council_paper", args=[amendment.paper_id]),
        number=amendment.label,
        paper=amendment.paper.reference,
        bodies=bodies,
        clerks=True,
    )


def amendment_decided(vote: AmendmentVote) -> None:
    """Tell who submitted an amendment what a body made of it."""
    amendment = vote.amendment
    tell(
        "amendment_decided",
        to=User.objects.filter(pk=amendment.submitted_by_id),
        key=f"amendment:{amendment.pk}:{vote.pk}",
        title=str(amendment.paper_item),
        url=reverse("council_paper", args=[amendment.paper_id]),
        number=amendment.label,
        body=vote.agenda_item.meeting.organization.name,
        outcome=vote.outcome,
    )


def objection_raised(objection: Objection) -> None:
    """Tell the clerks of the council that a resolution is suspended (HGO § 63)."""
    item = objection.decision.agenda_item
    body = item.meeting.organization_id
    tell(
        "objection",
        to=clerks_of([body]).exclude(pk=objection.recorded_by_id),
        key=f"objection:{objection.pk}",
        title=item.title,
        url=reverse("council_meeting", args=[item.meeting_id]),
        bodies=[body],
        clerks=True,
    )
