"""Who was there, and who left the room: ticked by the clerk, counted for the quorum."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import User

from ..models import AgendaItem, Attendance, Meeting, Membership, Recusal
from ..models.organization import is_clerk
from ..refusals import AlreadyDone


def members_on_the_day(meeting: Meeting) -> QuerySet[Membership]:
    """Return those who had a vote in the body on the day of the meeting, each person once."""
    day = timezone.localtime(meeting.start).date()
    places = Membership.objects.current(day).voting().filter(organization=meeting.organization_id)
    first: dict[int, int] = {}
    for pk, person in places.order_by("since", "pk").values_list("pk", "person"):
        first.setdefault(person, pk)
    return (
        Membership.objects.filter(pk__in=first.values())
        .select_related("person", "faction")
        .order_by("person__last_name", "person__first_name", "person__username")
    )


@transaction.atomic
def note_attendance(
    *, meeting: Meeting, present: Iterable[Membership], by: User
) -> list[Attendance]:
    """Note who was present; the number present is counted from it.

    Once a decision rests on it, names may only be added to a number that is known already.
    """
    meeting = _locked(meeting, by)
    members = {member.pk: member for member in members_on_the_day(meeting)}
    wanted = {member.pk for member in present}
    if not wanted:
        raise ValidationError({"present": _("Tick who was present.")})
    if wanted - members.keys():
        raise ValidationError({"present": _("This person is not a member of the body.")})
    noted = set(meeting.attendances.values_list("membership", flat=True))
    if noted == wanted:
        raise AlreadyDone(_("Those present are noted already."))
    if meeting.is_decided_on() and (noted or meeting.present not in (None, len(wanted))):
        raise ValidationError(
            {
                "present": _(
                    "Decisions of this meeting rest on %(present)d members present; that stays."
                )
                % {"present": meeting.present}
            }
        )
    meeting.present = len(wanted)
    meeting.full_clean()
    meeting.save()
    meeting.attendances.exclude(membership__in=wanted).delete()
    for pk in wanted - noted:
        Attendance.objects.create(meeting=meeting, membership=members[pk])
    log(meeting, "council.attendance", user=by, data={"present": len(wanted)})
    return list(meeting.attendances.select_related("membership__person"))


@transaction.atomic
def note_recusal(
    *, item: AgendaItem, member: Membership, by: User, left_room: bool = True
) -> Recusal:
    """Note that a member took no part in an item because of a conflict of interest (HGO § 25)."""
    meeting = _locked(item.meeting, by)
    if item.is_decided_on():
        # The count that is recorded was measured by who could take part.
        raise ValidationError(_("A decision is recorded on this; it stays as it was."))
    if not members_on_the_day(meeting).filter(pk=member.pk).exists():
        raise ValidationError({"member": _("This person is not a member of the body.")})
    if Recusal.objects.filter(agenda_item=item, membership=member).exists():
        raise AlreadyDone({"member": _("This person is already recused from the item.")})
    recusal = Recusal(agenda_item=item, membership=member, left_room=left_room, recorded_by=by)
    recusal.full_clean()
    recusal.save()
    log(meeting, "council.recusal", user=by, data={"item": item.pk, "noted": True})
    return recusal


@transaction.atomic
def lift_recusal(*, recusal: Recusal, by: User) -> None:
    """Take back a recusal that was noted by mistake, as long as nothing is decided on the item."""
    item = AgendaItem.objects.select_related("meeting").get(pk=recusal.agenda_item_id)
    meeting = _locked(item.meeting, by)
    if item.is_decided_on():
        raise ValidationError(_("A decision is recorded on this; it stays as it was."))
    deleted, _rows = Recusal.objects.filter(pk=recusal.pk).delete()
    if not deleted:
        raise AlreadyDone(_("The recusal is already taken back."))
    log(meeting, "council.recusal", user=by, data={"item": item.pk, "noted": False})


def _locked(meeting: Meeting, by: User) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body keeps its records."))
    return meeting
