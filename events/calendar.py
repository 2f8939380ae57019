"""The list of events: which ones are shown, by what the reader asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.listing import ListFilter, Listing, Names
from cms.navigation import Place, site_map
from strategy.models import Phase

if TYPE_CHECKING:
    from .models import EventIndexPage, EventPage
    from .models.pages import EventQuerySet

PER_PAGE = 12


class CalendarFilter(ListFilter):
    """What a reader can ask the list for."""

    views = frozenset({"when"})

    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("Upcoming events")), ("past", _("Past events"))],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False, widget=Names)

    def __init__(self, data: Mapping, phases: list[Phase]):
        super().__init__(data)
        from .models import EventPage

        numbers = [(str(phase.number), f"{phase.number} {phase.title}") for phase in phases]
        self.fields["kind"].choices = [("", _("All kinds")), *EventPage.Kind.choices]
        self.fields["phase"].choices = [("", _("All phases")), *numbers]


@dataclass(frozen=True)
class Entry:
    """One event as a list shows it."""

    event: "EventPage"
    place: Place


class Calendar(Listing):
    """One page of the list of events."""

    @classmethod
    def of(cls, page: "EventIndexPage", asked: Mapping, moment: datetime) -> "Calendar":
        """Read the list: the same few queries, however many events there are."""
        from .models import EventPage

        form = CalendarFilter(asked, Phase.objects.readable_in(page.locale.language_code))
        wishes = form.wishes()
        events = EventPage.objects.live().child_of(page).defer("body", "results")
        calendar = cls(form, _chosen(events, wishes, moment), asked, PER_PAGE)
        german_url, untranslated = site_map().only_in_source(page.pk)
        if untranslated:
            events = EventPage.objects.filter(pk__in=untranslated)
            calendar.german_only = _chosen(events, wishes, moment).count()
            calendar.german_url = german_url
        return calendar

    @property
    def past(self) -> bool:
        return self.wishes.get("when") == "past"

    @property
    def entries(self) -> list[Entry]:
        return entries_of(list(self.pages.object_list))


def _chosen(events: "EventQuerySet", wishes: dict, moment: datetime) -> "EventQuerySet":
    events = events.past(moment) if wishes["when"] == "past" else events.upcoming(moment)
    if wishes["kind"]:
        events = events.filter(kind=wishes["kind"])
    if wishes["phase"]:
        events = events.filter(phase__number=wishes["phase"])
    return events


def entries_of(events: "list[EventPage]") -> list[Entry]:
    """Return events with their addresses, from the site map."""
    sites = site_map()
    return [Entry(event, place) for event in events if (place := sites.place(event.pk))]
