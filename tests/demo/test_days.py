"""The demo's calendar moves the plan of 2020 to now."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from demo.days import Days


@pytest.mark.parametrize(
    ("today", "month", "first"),
    [
        (date(2020, 11, 22), "2020-07", date(2020, 7, 1)),
        (date(2026, 11, 22), "2020-07", date(2026, 7, 1)),
        (date(2026, 2, 1), "2020-04", date(2025, 7, 1)),
    ],
)
def test_the_plans_months_move_with_the_calendar(today, month, first):
    assert Days(today).month(month) == first


def test_the_planned_months_stay_as_they_were():
    assert Days(date(2026, 11, 22)).month("2020-02", last=True, shifted=False) == date(2020, 2, 29)


def test_events_keep_their_weekday_and_the_meeting_of_experts_its_real_day():
    days = Days(date(2026, 11, 22))

    assert timezone.localtime(days.moment("2019-11-06T18:00")).date() == date(2019, 11, 6)
    kickoff = timezone.localtime(days.moment("2020-04-24T17:00"))
    assert (kickoff.year, kickoff.month, kickoff.weekday()) == (
        2026,
        4,
        datetime(2020, 4, 24).weekday(),
    )


def test_days_are_counted_from_today():
    moment = timezone.localtime(Days(date(2026, 11, 22)).from_today(-8, "19:00"))

    assert (moment.date(), moment.hour) == (date(2026, 11, 14), 19)
