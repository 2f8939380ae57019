"""Gives the demo's proceedings their days: everything is recorded while loading, nothing happened then.

Only the demo may do this. Records refuse any change; it goes past that refusal on purpose, and
changes no more than when something is said to have happened.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from council.models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    Consultation,
    Decision,
    DecisionItem,
    DeliberationTaskState,
    EntryIntoForce,
    Objection,
    ObjectionEnd,
    Paper,
    Release,
    ReviewVote,
)

from .town import Town

#: How long a ballot of the demo was open, and how long ago sections without a day of their own were released.
BALLOT = timedelta(days=9)
RELEASED = 130


def backdate(town: Town, data: dict[str, Any]) -> None:
    """Set when ballots, steps, releases and decisions of the demo happened."""
    released = {entry["section"]: entry["days_ago"] for entry in data["release"]}
    submitted = {entry["section"]: entry["submitted_days_ago"] for entry in data["ballot"]}
    for decision in Decision.objects.select_related("agenda_item__meeting"):
        _set(decision, recorded_at=_written_down(decision.agenda_item))
    for slug, page in town.sections().items():
        for run in WorkflowState.objects.filter(object_id=str(page.pk)).order_by("pk"):
            release = Release.objects.filter(workflow_state=run).first()
            if release is not None:
                _release(run, release, town.days.from_today(-released.get(slug, RELEASED), "18:00"))
            elif hasattr(run, "paper_item"):
                day = datetime.combine(run.paper_item.paper.date, time(12))
                _deliberation(run, timezone.make_aware(day))
            else:
                day = town.days.from_today(-submitted[slug], "10:00")
                _set(run, created_at=day)
                TaskState.objects.filter(workflow_state=run).update(started_at=day)


def backdate_disputes(town: Town, data: dict[str, Any]) -> None:
    """Set when amendments, objections and papers of the demo came and went, and what was planned."""
    for vote in AmendmentVote.objects.select_related("agenda_item__meeting"):
        _set(vote, recorded_at=_written_down(vote.agenda_item))
    for amendment in Amendment.objects.select_related("paper"):
        day = datetime.combine(amendment.paper.date + timedelta(days=5), time(10))
        _set(amendment, submitted_at=timezone.make_aware(day) + timedelta(hours=amendment.number))
    for item in EntryIntoForce.objects.all():
        first = DecisionItem.objects.resolutions().filter(paper_item=item.paper_item_id).first()
        _set(item, at=first.decision.agenda_item.meeting.start)
    for objection in Objection.objects.all():
        day = datetime.combine(objection.raised_on, time(12))
        _set(objection, recorded_at=timezone.make_aware(day))
    for end in ObjectionEnd.objects.all():
        _set(end, recorded_at=timezone.make_aware(datetime.combine(end.ended_on, time(12))))
    for entry in data["paper"]:
        if "withdrawn" in entry:
            paper = Paper.objects.get(reference=entry["reference"])
            _set(paper, withdrawn_at=town.days.from_today(-entry["withdrawn_days_ago"], "10:00"))
    for stop in Consultation.objects.all():
        items = AgendaItem.objects.filter(
            paper=stop.paper_id, meeting__organization=stop.organization_id
        )
        stop_item = items.order_by("meeting__start").select_related("meeting").first()
        if stop_item is not None:
            _set(stop, planned_for=timezone.localtime(stop_item.meeting.start).date())


def _written_down(agenda_item: AgendaItem) -> datetime:
    return agenda_item.meeting.start + timedelta(hours=16)


def _release(run: WorkflowState, release: Release, moment: datetime) -> None:
    _set(release, released_at=moment)
    _ballot(run, moment)


def _ballot(run: WorkflowState, closed: datetime) -> None:
    """Let the ballot of a run have been open until a moment."""
    opened = closed - BALLOT
    _set(run, created_at=opened)
    ballot = run.task_states.order_by("pk").first()
    _set(ballot, started_at=opened, finished_at=closed)
    ReviewVote.objects.filter(task_state=ballot).update(cast_at=closed)


def _deliberation(run: WorkflowState, paper_made: datetime) -> None:
    """Let each step of a run have begun when the one before it was done."""
    _ballot(run, paper_made - timedelta(hours=2))
    begun = paper_made
    steps = DeliberationTaskState.objects.filter(workflow_state=run).order_by("pk")
    for step in steps:
        bodies = step.task.specific.organizations.all()
        decided = DecisionItem.objects.filter(
            paper_item=run.paper_item, organization__in=bodies
        ).aggregate(last=Max("decision__recorded_at"))["last"]
        done = step.status != TaskState.STATUS_IN_PROGRESS
        _set(step, started_at=begun, finished_at=decided if done else None)
        begun = decided or begun


def _set(row: Model, **values: Any) -> None:
    QuerySet(type(row)).filter(pk=row.pk).update(**values)
