"""The path of a section through the bodies, station by station: what was, what is waited for, what is planned.

What was dealt with in the non-public part of a meeting shows body, day and outcome only (HGO § 52).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from council.guards import RUNNING
from council.models import AgendaItem, Consultation, DecisionItem, Objection
from council.standing import Code, Standing

#: Where a section stands while a paper carries it through the bodies.
UNDER_WAY = (Code.DELIBERATION, Code.COUNCIL, Code.DEFERRED)


@dataclass(frozen=True)
class Station:
    """One station: a body, or what happened beside the bodies."""

    title: str
    #: done, current or planned.
    state: str
    on: date | None = None
    #: Since when it is waited for.
    since: date | None = None
    #: A name that stays German in every language.
    is_name: bool = True
    #: What the body is asked for: hearing, recommendation, resolution.
    asked: str = ""
    outcome: str = ""
    #: Yes, no and abstentions, where they were counted and may be shown.
    votes: tuple[int, int, int] | None = None
    #: Reasons and words of the decision, as they were recorded (German).
    text: str = ""
    #: A later record corrects this one; or this one corrects an earlier.
    corrected: bool = False
    corrects: bool = False
    is_public: bool = True
    #: The record, for the address of its own page.
    decision: int | None = None
    #: There is a meeting for it.
    invited: bool = False


def stations(standing: Standing, page_id: int) -> list[Station]:
    """Return the stations of a section in the order of time; two queries while it is under way."""
    been = [*_releases(standing), *_decisions(standing), *_objections(standing)]
    been.sort(key=lambda station: station.on or date.min)
    ahead = sorted(_waiting(standing, page_id), key=_when)
    return [*been, *ahead]


def _when(station: Station) -> tuple[bool, date]:
    """Order what is ahead: first what is waited for, then by day; what has none comes last."""
    return station.state == "planned", station.on or date.max


def _releases(standing: Standing) -> Iterable[Station]:
    for release in standing.releases:
        yield Station(
            title=_("Steering group"),
            is_name=False,
            state="done",
            on=_day(release.released_at),
            asked=_("Released for participation"),
            outcome=_("Draft, version %(number)s") % {"number": release.number},
        )


def _decisions(standing: Standing) -> Iterable[Station]:
    mended = {item.decision.corrects_id for item in standing.records}
    for item in standing.records:
        decision, agenda = item.decision, item.decision.agenda_item
        counted = decision.yes or decision.no or decision.abstain
        open_to_all = agenda.is_public
        yield Station(
            title=agenda.meeting.organization.label,
            state="done",
            on=_day(agenda.meeting.start),
            asked=decision.get_kind_display() if open_to_all else "",
            outcome=decision.get_outcome_display(),
            votes=(decision.yes, decision.no, decision.abstain)
            if counted and open_to_all
            else None,
            text=decision.text if open_to_all else "",
            corrected=decision.pk in mended,
            corrects=decision.corrects_id is not None,
            is_public=open_to_all,
            decision=decision.pk,
        )
    if standing.resolution is not None and standing.in_force_since:
        yield Station(
            title=_("In force"),
            is_name=False,
            state="done",
            on=_day(standing.in_force_since),
            outcome=_("Resolved, version %(number)s") % {"number": standing.resolution.number},
        )


def _objections(standing: Standing) -> Iterable[Station]:
    public = {item.decision_id: item.decision.agenda_item.is_public for item in standing.records}
    for objection in standing.objections:
        open_to_all = public.get(objection.decision_id, False)
        end = getattr(objection, "end", None)
        yield Station(
            title=objection.get_kind_display(),
            is_name=False,
            state="done" if end else "current",
            on=objection.raised_on,
            outcome=_raised(objection),
            text=objection.reason if open_to_all else "",
            is_public=open_to_all,
        )
        if end is not None:
            yield Station(
                title=_("Ended: %(kind)s") % {"kind": objection.get_kind_display()},
                is_name=False,
                state="done",
                on=end.ended_on,
                outcome=end.get_how_display(),
                text=end.reason if open_to_all else "",
                is_public=open_to_all,
            )


def _raised(objection: Objection) -> str:
    if getattr(objection, "end", None):
        words = _("Raised by: %(who)s.")
    else:
        words = _("Raised by: %(who)s. The resolution is suspended until this has ended.")
    return words % {"who": objection.get_raised_by_display()}


def _waiting(standing: Standing, page_id: int) -> Iterable[Station]:
    """Yield what is waited for, and what is planned after it."""
    meetings, planned = _plan(standing, page_id)
    for name in standing.waiting_for:
        yield Station(
            title=name,
            state="current",
            on=meetings.get(name) or planned.get(name),
            invited=name in meetings,
            since=_day(standing.since) if standing.since else None,
        )
    for name in dict.fromkeys([*planned, *meetings]):
        if name not in standing.waiting_for:
            yield Station(
                title=name,
                state="planned",
                on=meetings.get(name) or planned.get(name),
                invited=name in meetings,
            )
    if standing.effective_on and standing.objection is None:
        yield Station(
            title=_("Takes effect"),
            is_name=False,
            state="planned",
            on=standing.effective_on,
            outcome=_("Resolved, version %(number)s") % {"number": standing.pending.number},
        )


def _plan(standing: Standing, page_id: int) -> tuple[dict[str, date], dict[str, date | None]]:
    """Return the days of meetings to come, and the planned stops that are still open, by body."""
    if standing.code not in UNDER_WAY:
        return {}, {}
    here = {"paper__items__page": page_id, "paper__items__workflow_state__status__in": RUNNING}
    answered = DecisionItem.objects.filter(
        paper_item__page=page_id, paper_item__workflow_state__status__in=RUNNING, is_answer=True
    )
    agenda = (
        AgendaItem.objects.filter(**here)
        .exclude(decisions__items__paper_item__page=page_id)
        .select_related("meeting__organization")
        .order_by("meeting__start")
    )
    stops = (
        Consultation.objects.filter(**here)
        .exclude(organization__in=answered.values("organization"))
        .select_related("organization")
    )
    return (
        {item.meeting.organization.label: _day(item.meeting.start) for item in agenda},
        {stop.organization.label: stop.planned_for for stop in stops},
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
