"""The list of events: which ones are shown, by what the reader asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from cms.navigation import Place, site_map
from strategy.models import Phase

if TYPE_CHECKING:
    from .models import EventIndexPage, EventPage

PER_PAGE = 12


class CalendarFilter(forms.Form):
    """What a reader can ask the list for."""

    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("Upcoming events")), ("past", _("Past events"))],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)

    def __init__(self, data: Mapping, phases: list[Phase]):
        super().__init__(data)
        from .models import EventPage

        numbers = [(str(phase.number), f"{phase.number} {phase.title}") for phase in phases]
        self.fields["kind"].choices = [("", _("All kinds")), *EventPage.Kind.choices]
        self.fields["phase"].choices = [("", _("All phases")), *numbers]

    def wishes(self) -> dict:
        """Return what was asked for; what makes no sense counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


@dataclass(frozen=True)
class Entry:
    """One event as a list shows it."""

    event: "EventPage"
    place: Place


@dataclass(frozen=True)
class Calendar:
    """One page of the list, with the form that asked for it."""

    form: CalendarFilter
    entries: list[Entry]
    pages: ResultPage
    past: bool
    filtered: bool
    query: str

    @classmethod
    def of(cls, page: "EventIndexPage", asked: Mapping, moment: datetime) -> "Calendar":
        """Read the list: the same few queries, however many events there are."""
        from .models import EventPage

        form = CalendarFilter(asked, Phase.objects.readable_in(page.locale.language_code))
        wishes = form.wishes()
        events = EventPage.objects.live().child_of(page).defer("body", "results")
        past = wishes["when"] == "past"
        events = events.past(moment) if past else events.upcoming(moment)
        if wishes["kind"]:
            events = events.filter(kind=wishes["kind"])
        if wishes["phase"]:
            events = events.filter(phase__number=wishes["phase"])
        pages = Paginator(events, PER_PAGE).get_page(asked.get("page"))
        return cls(
            form=form,
            entries=entries_of(list(pages.object_list)),
            pages=pages,
            past=past,
            filtered=bool(wishes["kind"] or wishes["phase"]),
            query=as_query(wishes),
        )


def entries_of(events: "list[EventPage]") -> list[Entry]:
    """Return events with their addresses, from the site map."""
    sites = site_map()
    return [Entry(event, place) for event in events if (place := sites.place(event.pk))]


def as_query(wishes: Mapping) -> str:
    """Return what was asked for as part of an address, for the links to further pages."""
    return urlencode({name: value for name, value in wishes.items() if value})
