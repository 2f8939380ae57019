"""The two workflows of a new site, and the bodies they cannot do without. Safe to run again."""

from django.db import transaction
from wagtail.models import Task, Workflow, WorkflowTask

from .models import (
    CouncilSettings,
    DeliberationTask,
    Organization,
    ResolutionTask,
    SteeringTask,
)

# Names of bodies and steps stay German: they are proper names of the town.
STEERING, MAGISTRATE, COUNCIL = "Steuerungsgruppe", "Magistrat", "Stadtverordnetenversammlung"
RELEASE, RESOLUTION = "Freigabe zur Beteiligung", "Beschluss der Strategie"


@transaction.atomic
def ensure_workflows() -> CouncilSettings:
    """Make both routes where they are missing, and give steps without a body the bodies there are."""
    Kind = Organization.Kind
    steering = _body(Kind.STEERING, STEERING, 5)
    _body(Kind.MAGISTRATE, MAGISTRATE, 9)
    _body(Kind.COUNCIL, COUNCIL, 37)

    ballot = SteeringTask.objects.filter(organization=steering).first()
    if ballot is None:
        ballot = SteeringTask.objects.create(name=STEERING, organization=steering)
    magistrate = _step(DeliberationTask, MAGISTRATE, [Kind.MAGISTRATE])
    committees = _step(DeliberationTask, "Ausschüsse und Beiräte", [Kind.COMMITTEE, Kind.ADVISORY])
    council = _step(ResolutionTask, COUNCIL, [Kind.COUNCIL])

    routes = CouncilSettings.load()
    if routes.release_workflow is None:
        routes.release_workflow = _workflow(RELEASE, [ballot])
    if routes.resolution_workflow is None:
        routes.resolution_workflow = _workflow(
            RESOLUTION, [ballot, magistrate, committees, council]
        )
    routes.save()
    return routes


def _body(kind: str, name: str, members: int) -> Organization:
    body = Organization.objects.filter(kind=kind).order_by("pk").first()
    if body is None:
        body = Organization.objects.create(kind=kind, name=name, statutory_members=members)
    return body


def _step(model: type[DeliberationTask], name: str, kinds: list[str]) -> DeliberationTask:
    # A resolution is a deliberation, too: ask for exactly this kind of step.
    steps = [task for task in model.objects.filter(name=name) if type(task.specific) is model]
    step = steps[0] if steps else model.objects.create(name=name)
    if not step.organizations.exists():
        step.organizations.set(Organization.objects.filter(kind__in=kinds, active=True))
    return step


def _workflow(name: str, tasks: list[Task]) -> Workflow:
    workflow = Workflow.objects.create(name=name)
    for order, task in enumerate(tasks):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow
