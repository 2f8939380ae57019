"""What is told because a day has come: a ballot ends soon, or is past its deadline."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.models import User

from ..models import Membership, SteeringTaskState
from .relevance import open_ballots
from .telling import clerks_of, write_down


def reminder_from(ballot: SteeringTaskState, days_before: int) -> datetime | None:
    """Return from when on a reminder may leave; None when the ballot has none.

    It is the beginning of the day that lies so many days before the deadline, but never before
    half of the time is over: a reminder right behind the first mail would help nobody.
    """
    if not (ballot.due_at and days_before):
        return None
    day = timezone.localdate(ballot.due_at) - timedelta(days=days_before)
    begins = timezone.make_aware(datetime.combine(day, time.min))
    half = ballot.started_at + (ballot.due_at - ballot.started_at) / 2
    return max(begins, half)


@transaction.atomic
def remind(now: datetime) -> None:
    """Remind who has not voted before the deadline; tell the clerks after it. Each once."""
    ballots = open_ballots().filter(due_at__isnull=False).defer("revision__content")
    for ballot in ballots.select_related("revision", "task__steeringtask", "workflow_state"):
        task = ballot.task.steeringtask
        begins = reminder_from(ballot, task.remind_days_before)
        if ballot.due_at and now > ballot.due_at:
            _tell_overdue(ballot, task.organization_id)
        elif begins and now >= begins:
            write_down(
                "reminder",
                to=missing_voters(ballot, task.organization_id),
                key=f"ballot:{ballot.pk}",
                title=ballot.revision.object_str,
                url=reverse("council_ballot", args=[ballot.pk]),
                due=ballot.due_at.isoformat(),
                bodies=[task.organization_id],
            )


def missing_voters(ballot: SteeringTaskState, body: int) -> QuerySet[User]:
    """Return who may vote in a ballot and has not."""
    places = Membership.objects.current().voting().filter(organization=body)
    voted = ballot.votes.values("person")
    people = User.objects.filter(pk__in=ballot.electorate, is_active=True)
    return people.filter(pk__in=places.values("person")).exclude(pk__in=voted)


def _tell_overdue(ballot: SteeringTaskState, body: int) -> None:
    """Tell the clerks of the steering group, or who submitted the text where it has none."""
    to, context = clerks_of([body]), {"bodies": [body], "clerks": True}
    url = reverse("council_ballot", args=[ballot.pk])
    if not to.exists():
        to, context = User.objects.filter(pk=ballot.workflow_state.requested_by_id), {}
        url = reverse("wagtailadmin_pages:edit", args=[ballot.workflow_state.object_id])
    write_down(
        "overdue",
        to=to,
        key=f"ballot:{ballot.pk}",
        title=ballot.revision.object_str,
        url=url,
        due=ballot.due_at.isoformat(),
        **context,
    )
