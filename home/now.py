"""What is happening now: phases, next events, newest decisions, and what one can do about it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.beside import language_of
from cms.navigation import Place, site_map
from council.models import Decision
from events.calendar import Entry, entries_of
from events.models import EventIndexPage, EventPage
from partners.models import PartnerIndexPage
from strategy.models import Phase, ProcessPage, StrategyPage

from . import decisions as register
from .decisions import Entry as DecisionNow

#: How much of each a front page shows.
EVENTS = 3
DECISIONS = 3

STATES = {"planned": "planned", "running": "current", "done": "done"}


@dataclass(frozen=True)
class PhaseNow:
    """One phase as the line of the process shows it."""

    number: int
    title: str
    language: str
    when: str
    state: str
    url: str


@dataclass(frozen=True)
class Action:
    """One thing a reader can do now."""

    title: str | Promise
    text: str | Promise
    icon: str
    url: str = ""


def phases(language: str, moment: datetime) -> list[PhaseNow]:
    """Return all phases in their order; several may be current at once."""
    day = timezone.localdate(moment)
    process = places(language).get("process")
    return [
        PhaseNow(
            number=phase.number,
            title=phase.title,
            language=language_of(phase, "title"),
            when=phase.period(),
            state=STATES[phase.state_on(day)],
            url=process.url if process else "",
        )
        for phase in Phase.objects.readable_in(language)
    ]


def next_events(language: str, moment: datetime) -> list[Entry]:
    """Return the next events of the language's own calendar."""
    events = EventPage.objects.live().filter(locale__language_code=language)
    return entries_of(events.upcoming(moment).defer("body", "results")[:EVENTS])


def newest_decisions(language: str) -> list[DecisionNow]:
    """Return what the bodies decided last, corrected rows left out."""
    found = register.with_everything(Decision.objects.in_force())
    there = places(language).get("decisions")
    return register.entries(
        register.newest_first(found)[:DECISIONS], language, there.url if there else ""
    )


def places(language: str) -> dict[str, Place]:
    """Return where the main parts of the site stand in a language, without asking the database."""
    from .models import DecisionIndexPage

    sites = site_map()
    types = ContentType.objects.get_for_models(
        StrategyPage, ProcessPage, EventIndexPage, PartnerIndexPage, DecisionIndexPage
    )
    names = {
        types[StrategyPage].pk: "strategy",
        types[ProcessPage].pk: "process",
        types[EventIndexPage].pk: "events",
        types[PartnerIndexPage].pk: "partners",
        types[DecisionIndexPage].pk: "decisions",
    }
    found: dict[str, Place] = {}
    for place in sites.by_path.values():
        name = names.get(place.content_type_id)
        if name and place.language == language:
            found.setdefault(name, place)
    return found


def actions(language: str) -> list[Action]:
    """Return what a reader can do now; only what this language has a page for."""
    offers = {
        "strategy": Action(
            _("Read"),
            _("Every section is public, with where it stands and who is deliberating on it."),
            "easy",
        ),
        "events": Action(
            _("Come"), _("Talks, workshops and meetings are open to everybody."), "calendar"
        ),
        "partners": Action(
            _("Find allies"),
            _("See who is part of the alliance and how to reach them."),
            "people",
        ),
        "process": Action(
            _("Follow"),
            _("All phases with every step, what is done and what comes next."),
            "thread",
        ),
    }
    there = places(language)
    return [replace(offer, url=there[name].url) for name, offer in offers.items() if name in there]
