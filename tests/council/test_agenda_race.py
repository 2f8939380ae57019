"""Two clerks at one agenda: one order wins, nothing is lost, and nobody sees an error page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from council.meetings import attending, placing
from council.models import AgendaItem, Attendance, Meeting, Recusal

from .conftest import make_town
from .test_race import refusals, restored, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def town(transactional_db):
    return make_town()


@pytest.fixture
def meeting(town):
    meeting = town.meeting(town.social, start=timezone.now() - timedelta(hours=1))
    Meeting.objects.update(present=None)
    for title in "ABC":
        placing.put_on_agenda(paper=None, meeting=meeting, title=title, by=town.clerk)
    return meeting


def titles(meeting):
    return "".join(item.title for item in placing.in_parts(meeting))


def test_two_orders_at_once_leave_one_of_them(town, meeting):
    a, b, c = (item.pk for item in placing.in_parts(meeting))

    def ordering(*wanted):
        return (
            lambda: [a, b, c],
            lambda seen: placing.reorder_agenda(
                meeting=meeting, order=wanted, seen=seen, by=town.clerk
            ),
        )

    results = together(ordering(c, b, a), ordering(b, a, c))

    assert refusals(results) == 1, results
    assert titles(meeting) in ("CBA", "BAC")
    assert sorted(meeting.agenda.values_list("order", flat=True)) == [1, 2, 3]


def test_two_new_items_both_find_a_place(town, meeting):
    def adding(title):
        return (
            lambda: Meeting.objects.get(),
            lambda loaded: placing.put_on_agenda(
                paper=None, meeting=loaded, title=title, by=town.clerk
            ),
        )

    results = together(adding("D"), adding("E"))

    assert refusals(results) == 0 and all(isinstance(r, AgendaItem) for r in results), results
    assert sorted(meeting.agenda.values_list("order", flat=True)) == [1, 2, 3, 4, 5]
    assert sorted(meeting.agenda.values_list("number", flat=True)) == ["1", "2", "3", "4", "5"]


def test_a_double_submit_removes_an_item_once(town, meeting):
    item = meeting.agenda.get(title="B")

    def removing():
        return (
            lambda: AgendaItem.objects.get(pk=item.pk),
            lambda loaded: placing.remove_item(item=loaded, by=town.clerk),
        )

    results = together(removing(), removing())

    assert refusals(results) == 1, results
    assert titles(meeting) == "AC"


def test_two_clerks_tick_and_one_tick_stands(town, meeting):
    member = town.member.memberships.get()

    def ticking():
        return (
            lambda: Meeting.objects.get(),
            lambda loaded: attending.note_attendance(
                meeting=loaded, present=[member], by=town.clerk
            ),
        )

    results = together(ticking(), ticking())

    assert refusals(results) == 1, results
    assert Attendance.objects.count() == Meeting.objects.get().present == 1


def test_a_recusal_is_noted_once(town, meeting):
    member, item = town.member.memberships.get(), meeting.agenda.first()

    def noting():
        return (
            lambda: item,
            lambda loaded: attending.note_recusal(item=loaded, member=member, by=town.clerk),
        )

    results = together(noting(), noting())

    assert refusals(results) == 1, results
    assert Recusal.objects.count() == 1
