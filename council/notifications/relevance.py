"""Whether a notice still concerns its person when the mail leaves."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from wagtail.models import TaskState, WorkflowState

from ..models import Membership, Notice, ReviewVote, SteeringTaskState
from .kinds import Pace
from .wishes import Addressee

#: Kinds about an open ballot; the first two are over for whoever has voted.
TO_VOTERS = ("ballot", "reminder")
ABOUT_BALLOTS = (*TO_VOTERS, "overdue")


def open_ballots() -> QuerySet[SteeringTaskState]:
    """Return the ballots that their runs wait for."""
    return SteeringTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state=F("pk"),
    )


def ballot_id(notice: Notice) -> int:
    """Return the ballot that a notice is about."""
    return int(notice.key.removeprefix("ballot:"))


def keep_what_matters(notices: Iterable[Notice], people: dict[int, Addressee]) -> list[Notice]:
    """Return what still concerns its person; the rest is marked as never to be sent.

    Left out is what waits no longer, what came through a body the person has left, and what she
    does not want to hear of any more. The number of queries does not depend on that of notices.
    """
    notices = list(notices)
    ballots = [ballot_id(notice) for notice in notices if notice.kind in ABOUT_BALLOTS]
    still_open = set(open_ballots().filter(pk__in=ballots).values_list("pk", flat=True))
    votes = ReviewVote.objects.filter(task_state__in=still_open)
    voted = set(votes.values_list("task_state_id", "person_id"))
    places = _places(notices)

    def matters(notice: Notice) -> bool:
        if people[notice.person_id].pace_of(notice.kind) == Pace.NEVER:
            return False
        if notice.kind in ABOUT_BALLOTS and ballot_id(notice) not in still_open:
            return False
        if notice.kind in TO_VOTERS and (ballot_id(notice), notice.person_id) in voted:
            return False
        bodies = notice.context.get("bodies")
        clerks = bool(notice.context.get("clerks"))
        return not bodies or any((notice.person_id, body, clerks) in places for body in bodies)

    kept = [notice for notice in notices if matters(notice)]
    gone = {notice.pk for notice in notices} - {notice.pk for notice in kept}
    if gone:
        Notice.objects.filter(pk__in=gone, sent_at=None).update(pace=Pace.NEVER, context={})
    return kept


def _places(notices: list[Notice]) -> set[tuple[int, int, bool]]:
    """Return (person, body, only clerks) for every place that people of the notices hold today."""
    rows = Membership.objects.current().filter(person__in={n.person_id for n in notices})
    found = set()
    for person, body, role in rows.values_list("person_id", "organization_id", "role"):
        found.add((person, body, False))
        if role == Membership.Role.CLERK:
            found.add((person, body, True))
    return found
