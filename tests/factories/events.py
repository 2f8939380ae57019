"""Factories of events."""

from datetime import datetime, timedelta

import factory
from django.utils import timezone

from events.models import EventIndexPage, EventPage

from .pages import BelowHomeFactory, PageFactory


def tomorrow() -> datetime:
    """Return six o'clock in the evening of tomorrow, in the town's time."""
    day = timezone.localtime() + timedelta(days=1)
    return day.replace(hour=18, minute=0, second=0, microsecond=0)


class EventIndexPageFactory(BelowHomeFactory):
    class Meta:
        model = EventIndexPage

    title = "Termine"
    slug = "termine"


class EventPageFactory(PageFactory):
    class Meta:
        model = EventPage

    title = factory.Sequence(lambda n: f"Stadtgespräch {n}")
    kind = EventPage.Kind.DIALOGUE
    start = factory.LazyFunction(tomorrow)
    parent = factory.LazyFunction(EventIndexPageFactory.the_one)
