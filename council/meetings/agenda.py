"""What is still open: for an agenda item, for a body, for a clerk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import WorkflowState

from ..models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    DecisionItem,
    DeliberationTask,
    Organization,
    Paper,
    PaperItem,
)

Steps = DeliberationTask.organizations.through


def open_items(body: Organization) -> QuerySet[PaperItem]:
    """Return the sections that a body still has to answer: it is its turn, and it has not yet."""
    mine = Steps.objects.filter(organization=body).values("deliberationtask")
    answered = DecisionItem.objects.filter(
        paper_item=OuterRef("pk"), organization=body, is_answer=True
    )
    return PaperItem.objects.filter(
        ~Exists(answered),
        paper__withdrawn_at=None,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state__task__in=mine,
    )


def open_on(agenda_item: AgendaItem) -> QuerySet[PaperItem]:
    """Return the sections of an agenda item's paper that its body still has to answer."""
    body = agenda_item.meeting.organization
    return open_items(body).filter(paper=agenda_item.paper_id).order_by("position")


def to_record(bodies: Iterable[Organization]) -> list[tuple[AgendaItem, int]]:
    """Return agenda items of meetings that have begun, with the number of sections to record.

    One query, however many bodies and items.
    """
    body = OuterRef("meeting__organization")
    steps = Steps.objects.filter(
        organization=OuterRef(body),
        deliberationtask=OuterRef("workflow_state__current_task_state__task"),
    )
    done = DecisionItem.objects.filter(paper_item=OuterRef("pk"))
    answered = done.filter(organization=OuterRef(body), is_answer=True)
    decided_here = done.filter(decision__agenda_item=OuterRef(OuterRef("pk")))
    left = PaperItem.objects.filter(
        Exists(steps),
        ~Exists(answered),
        ~Exists(decided_here),
        paper=OuterRef("paper"),
        paper__withdrawn_at=None,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    count = left.order_by().values("paper").annotate(count=Count("pk")).values("count")
    items = AgendaItem.objects.filter(
        meeting__organization__in=list(bodies), meeting__start__lte=timezone.now()
    )
    items = items.annotate(left=Subquery(count)).filter(left__gt=0)
    return [
        (item, item.left)
        for item in items.select_related("meeting__organization", "paper").order_by("pk")
    ]


@dataclass(frozen=True)
class PaperForBody:
    """A paper that waits for a place on the agenda of a body."""

    paper: Paper
    body: Organization
    since: datetime


def papers_without_agenda(bodies: Iterable[Organization]) -> list[PaperForBody]:
    """Return what ``without_agenda`` says of each body, with two queries however many there are."""
    by_id = {body.pk: body for body in bodies}
    step = "workflow_state__current_task_state__task__deliberationtask__organizations"
    answered = DecisionItem.objects.filter(
        paper_item=OuterRef("pk"), organization=OuterRef("body"), is_answer=True
    )
    undecided = AgendaItem.objects.filter(
        paper=OuterRef("paper"), meeting__organization=OuterRef("body"), decisions=None
    )
    waiting = (
        PaperItem.objects.filter(
            paper__withdrawn_at=None,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .alias(body=F(step))
        .filter(~Exists(answered), ~Exists(undecided), body__in=by_id)
        .order_by()
    )
    since = Min("workflow_state__current_task_state__started_at")
    rows = list(waiting.values_list("paper", step).annotate(since=since).order_by("since"))
    papers = Paper.objects.in_bulk({paper for paper, _body, _since in rows})
    return [PaperForBody(papers[paper], by_id[body], since) for paper, body, since in rows]


def without_agenda(body: Organization) -> list[PaperItem]:
    """Return one section per paper that waits for a place on the body's agenda."""
    undecided = AgendaItem.objects.filter(
        paper=OuterRef("paper"), meeting__organization=body, decisions=None
    )
    waiting = (
        open_items(body)
        .filter(~Exists(undecided))
        .light()
        .select_related("paper", "workflow_state__current_task_state")
    )
    by_paper: dict[int, PaperItem] = {}
    for item in waiting.order_by("paper", "position"):
        by_paper.setdefault(item.paper_id, item)
    return list(by_paper.values())


def waiting_for_paper() -> QuerySet[WorkflowState]:
    """Return runs that passed the steering group and are in no paper yet."""
    return WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__deliberationtaskstate__isnull=False,
        paper_item=None,
    )


def with_open_amendments(agenda_items: Iterable[int]) -> QuerySet[AgendaItem]:
    """Return those agenda items on which an amendment to the paper is not voted on yet."""
    here = AmendmentVote.objects.filter(
        amendment=OuterRef("pk"), agenda_item=OuterRef(OuterRef("pk"))
    )
    waiting = Amendment.objects.filter(~Exists(here), paper=OuterRef("paper"), withdrawn_at=None)
    found = AgendaItem.objects.filter(Exists(waiting), pk__in=list(agenda_items))
    return found.select_related("paper").order_by("order")
