"""The planned way of a paper through the bodies (Beratungsfolge), and until when it can be amended."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from cms.models import User

from ..meetings.placing import natural_role
from ..models import (
    Consultation,
    CouncilSettings,
    DecisionItem,
    DeliberationTask,
    Meeting,
    Organization,
    Paper,
)
from ..models.organization import is_clerk


def route_of(paper: Paper) -> list[list[Organization]]:
    """Return the bodies that the workflow of a paper's sections asks, step by step."""
    workflows = WorkflowState.objects.filter(paper_item__paper=paper).values("workflow")
    steps = (
        DeliberationTask.objects.filter(workflow_tasks__workflow__in=workflows)
        .order_by("workflow_tasks__sort_order")
        .prefetch_related("organizations")
    )
    found: list[list[Organization]] = []
    for step in dict.fromkeys(steps):
        found.append(sorted(step.organizations.all(), key=lambda body: body.name))
    return found


def plan_by_route(paper: Paper) -> list[Consultation]:
    """Plan a new paper: each step of the workflow, each body on its next day after the step before."""
    earliest = timezone.now()
    plan = []
    for position, bodies in enumerate(route_of(paper), start=1):
        last = earliest
        for body in bodies:
            meeting = Meeting.objects.filter(organization=body, start__gt=earliest)
            start = meeting.order_by("start").values_list("start", flat=True).first()
            plan.append(
                Consultation(
                    paper=paper,
                    position=position,
                    organization=body,
                    role=natural_role(body),
                    planned_for=timezone.localtime(start).date() if start else None,
                )
            )
            last = max(last, start) if start else last
        earliest = last
    for stop in plan:
        stop.full_clean()
        stop.save()
    return plan


def deadline_for(paper: Paper) -> datetime | None:
    """Return when amendments end: so many days before the council's planned meeting, at its end."""
    stop = paper.consultations.filter(organization__kind=Organization.Kind.COUNCIL).last()
    if stop is None or stop.planned_for is None:
        return None
    return end_of(stop.planned_for - timedelta(days=CouncilSettings.load().days_to_amend))


def end_of(day: date) -> datetime:
    """Return the last minute of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def settled_bodies(paper: Paper) -> set[int]:
    """Return the bodies that have answered about a paper; their stops stay as they were."""
    answers = DecisionItem.objects.filter(paper_item__paper=paper, is_answer=True)
    return set(answers.values_list("organization", flat=True))


@transaction.atomic
def plan_consultations(
    *, paper: Paper, stops: Iterable[dict[str, Any]], amendments_until: datetime | None, by: User
) -> list[Consultation]:
    """Plan anew which body deals with a paper when, and until when amendments are taken.

    ``stops`` name the whole plan: organization, position, planned_for. Bodies that have answered
    keep their stop; bodies that the workflow asks cannot be left out. Without a deadline the one
    of the settings is taken.
    """
    paper = locked_paper(paper, by)
    wanted = {stop["organization"].pk: stop for stop in stops}
    present = {stop.organization_id: stop for stop in paper.consultations.all()}
    settled = settled_bodies(paper)
    for bodies in route_of(paper):
        for body in bodies:
            if body.pk not in wanted:
                raise ValidationError(
                    _("The workflow asks %(body)s; it stays in the plan.") % {"body": body}
                )
    for pk, stop in present.items():
        if pk not in wanted and pk not in settled:
            stop.delete()
    for pk, words in wanted.items():
        stop = present.get(pk) or Consultation(paper=paper, organization=words["organization"])
        before = (stop.position, stop.planned_for)
        after = (words["position"], words.get("planned_for"))
        if before == after:
            continue
        if pk in settled:
            raise ValidationError(
                _("%(body)s has answered already; its place in the plan stays.")
                % {"body": stop.organization}
            )
        stop.position, stop.planned_for = after
        stop.role = stop.role or natural_role(stop.organization)
        stop.full_clean()
        stop.save()
    paper.amendments_until = amendments_until or deadline_for(paper)
    paper.save()
    log(paper, "council.plan", user=by)
    return list(paper.consultations.select_related("organization"))


def locked_paper(paper: Paper, by: User) -> Paper:
    """Return a paper behind its lock, for a clerk who may work on it; withdrawn ones stay."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if not is_clerk(by):
        raise PermissionDenied(_("Papers are kept by the clerk of a body."))
    if paper.withdrawn_at:
        raise ValidationError(_("Paper %(paper)s has been withdrawn.") % {"paper": paper.reference})
    return paper
