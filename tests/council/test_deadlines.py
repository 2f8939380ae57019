"""Deadlines of ballots: one reminder before, one word to the clerk after."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from council import actions
from council.models import Membership, Notice, SteeringTaskState
from council.notifications.deadlines import remind, reminder_from
from council.notifications.delivery import deliver

from .test_notices import receivers, wish

pytestmark = pytest.mark.django_db


def ballot(started: datetime, due: datetime | None) -> SteeringTaskState:
    return SteeringTaskState(started_at=started, due_at=due)


def berlin(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))


@pytest.mark.parametrize(
    ("started", "due", "days", "expected"),
    [
        # three days before, from the beginning of that day on
        ((2026, 3, 1, 9), (2026, 3, 15, 23, 59), 3, (2026, 3, 12)),
        # clocks are put forward in the night before the deadline
        ((2026, 3, 15, 9), (2026, 3, 29, 23, 59), 1, (2026, 3, 28)),
        # clocks are put back
        ((2026, 10, 12, 9), (2026, 10, 26, 23, 59), 2, (2026, 10, 24)),
        # a short ballot: not before half of the time
        ((2026, 6, 1, 0), (2026, 6, 3, 0), 3, (2026, 6, 2)),
    ],
)
def test_from_when_on_a_reminder_leaves(started, due, days, expected):
    assert reminder_from(ballot(berlin(*started), berlin(*due)), days) == berlin(*expected)


def test_no_deadline_or_no_days_no_reminder():
    assert reminder_from(ballot(berlin(2026, 1, 1), None), 3) is None
    assert reminder_from(ballot(berlin(2026, 1, 1), berlin(2026, 1, 9)), 0) is None


def told(kind: str) -> list[str]:
    people = Notice.objects.filter(kind=kind).values_list("person__username", flat=True)
    return sorted(people)


def test_who_has_not_voted_is_reminded_once_before_the_deadline(town, mailoutbox):
    page = town.submit(town.section())
    town.vote(page, town.s1)
    wish(town.s2, reminders=False)
    Membership.objects.filter(person=town.s3).update(until=timezone.localdate() - timedelta(days=1))
    due = town.ballot(page).due_at
    for person in (town.s4, town.s5):
        UserProfile.objects.create(user=person, preferred_language="en")
    remind(due - timedelta(days=4, hours=1))
    assert told("reminder") == []

    for hours in (60, 30, 1):
        remind(due - timedelta(hours=hours))

    assert told("reminder") == ["s4", "s5"]
    deliver()
    reminders = [mail for mail in mailoutbox if "still missing" in mail.subject]
    assert receivers(reminders) == ["s4", "s5"]


def test_after_the_deadline_the_clerk_is_told_and_nobody_reminded(town):
    page = town.submit(town.section())
    clerk = town.join(town.clerk, town.steering, role="clerk")
    late = town.ballot(page).due_at + timedelta(minutes=1)

    remind(late)
    remind(late + timedelta(days=1))

    assert told("reminder") == [] and told("overdue") == [clerk.person.username]


def test_without_a_clerk_the_submitter_learns_that_a_ballot_is_overdue(town):
    page = town.submit(town.section())

    remind(town.ballot(page).due_at + timedelta(minutes=1))

    assert told("overdue") == ["editor"]


def test_a_ballot_that_is_over_reminds_nobody(town):
    page = town.submit(town.section())
    due = town.ballot(page).due_at
    town.vote(page, town.s1, "request_changes", "Kürzer")
    actions.resubmit(page=town.fresh(page), by=town.editor)
    fresh = town.ballot(page)

    remind(due - timedelta(hours=1))

    keys = set(Notice.objects.filter(kind="reminder").values_list("key", flat=True))
    assert keys == {f"ballot:{fresh.pk}"}
