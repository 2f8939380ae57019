"""What is still open: for an agenda item, for a body, for a clerk."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import WorkflowState

from .models import AgendaItem, DecisionItem, DeliberationTask, Organization, PaperItem

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
    """Return agenda items of meetings that have begun, with the number of sections to record."""
    found = []
    for body in bodies:
        begun = AgendaItem.objects.filter(
            meeting__organization=body, meeting__start__lte=timezone.now(), paper__isnull=False
        ).select_related("meeting__organization", "paper")
        waiting = _undecided_on(begun)
        for item in waiting:
            count = open_on(item).exclude(decision_items__decision__agenda_item=item).count()
            if count:
                found.append((item, count))
    return found


def _undecided_on(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Leave out items on which every section of the paper is decided already."""
    decided_here = DecisionItem.objects.filter(
        paper_item=OuterRef("pk"), decision__agenda_item=OuterRef(OuterRef("pk"))
    )
    left = PaperItem.objects.filter(~Exists(decided_here), paper=OuterRef("paper"))
    return items.filter(Exists(left))


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
