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
    """Make both routes where they are missing, and give steps without a body the bodies there are.

    What a town has changed (steps, their names, thresholds, days) stays as it is.
    """
    Kind = Organization.Kind
    steering = _body(Kind.STEERING, STEERING, 5)
    _body(Kind.MAGISTRATE, MAGISTRATE, 9)
    _body(Kind.COUNCIL, COUNCIL, 37)

    routes = CouncilSettings.load()
    if routes.release_workflow is None:
        routes.release_workflow = _workflow(RELEASE, [_ballot(steering)])
    if routes.resolution_workflow is None:
        routes.resolution_workflow = _workflow(
            RESOLUTION,
            [_ballot(steering), *(_step(model, name) for model, name, _kinds in _steps())],
        )
    routes.save()
    for model, name, kinds in _steps():
        for step in _steps_named(model, name):
            if not step.organizations.exists():
                bodies = Organization.objects.filter(kind__in=kinds, active=True)
                step.organizations.set(bodies)
    return routes


def _steps() -> list[tuple[type[DeliberationTask], str, list[str]]]:
    """Return the steps behind the ballot: kind, name, and the kinds of bodies that answer there."""
    Kind = Organization.Kind
    return [
        (DeliberationTask, MAGISTRATE, [Kind.MAGISTRATE]),
        (DeliberationTask, "Ausschüsse und Beiräte", [Kind.COMMITTEE, Kind.ADVISORY]),
        (ResolutionTask, COUNCIL, [Kind.COUNCIL]),
    ]


def _ballot(steering: Organization) -> SteeringTask:
    """Return the ballot of the steering group; one that is there keeps all its settings."""
    found = SteeringTask.objects.filter(organization=steering).order_by("pk").first()
    return found or SteeringTask.objects.create(name=STEERING, organization=steering)


def _body(kind: str, name: str, members: int) -> Organization:
    body = Organization.objects.filter(kind=kind).order_by("pk").first()
    if body is None:
        body = Organization.objects.create(kind=kind, name=name, statutory_members=members)
    return body


def _step(model: type[DeliberationTask], name: str) -> DeliberationTask:
    steps = _steps_named(model, name)
    return steps[0] if steps else model.objects.create(name=name)


def _steps_named(model: type[DeliberationTask], name: str) -> list[DeliberationTask]:
    # A resolution is a deliberation, too: ask for exactly this kind of step.
    return [task for task in model.objects.filter(name=name) if type(task.specific) is model]


def _workflow(name: str, tasks: list[Task]) -> Workflow:
    workflow = Workflow.objects.create(name=name)
    for order, task in enumerate(tasks):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow
