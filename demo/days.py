"""The demo's days: the process of 2020 moves along with the calendar, so that it never grows old."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

#: The month in which the demo plays: three phases of the town's plan run at once.
PLAYED_IN = date(2020, 11, 1)


@dataclass(frozen=True)
class Days:
    """Turns the days of the town's plan, and days counted from today, into days of the demo."""

    today: date

    @property
    def shift(self) -> int:
        """Return by how many months the plan of 2020 is moved."""
        return (self.today.year - PLAYED_IN.year) * 12 + self.today.month - PLAYED_IN.month

    @property
    def years(self) -> int:
        """Return by how many years the plan is moved."""
        return self.today.year - PLAYED_IN.year

    def month(self, text: str, *, last: bool = False, shifted: bool = True) -> date:
        """Return the first or last day of a month given as ``2020-04``."""
        year, month = (int(part) for part in text.split("-"))
        if shifted:
            year, month = self._moved(year, month)
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)

    def moment(self, text: str) -> datetime:
        """Return a moment of the plan (``2020-04-24T17:00``) as it is in the demo.

        What lies before the process, the meeting of experts in 2019, keeps its real day.
        """
        planned = datetime.fromisoformat(text)
        if planned.year < PLAYED_IN.year:
            return timezone.make_aware(planned)
        year, month = self._moved(planned.year, planned.month)
        day = min(planned.day, calendar.monthrange(year, month)[1])
        moved = planned.replace(year=year, month=month, day=day)
        # The same weekday as in the plan: nobody invites to a workshop on a Sunday.
        moved += timedelta(days=(planned.weekday() - moved.weekday() + 3) % 7 - 3)
        return timezone.make_aware(moved)

    def from_today(self, days: int, at: str) -> datetime:
        """Return a moment so many days from today (negative: before it)."""
        day = self.today + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))

    def _moved(self, year: int, month: int) -> tuple[int, int]:
        months = year * 12 + month - 1 + self.shift
        return months // 12, months % 12 + 1
