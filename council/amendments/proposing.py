"""Who may propose an amendment, in whose name, and until when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowState

from cms.models import User

from ..models import (
    AgendaItem,
    Amendment,
    CouncilSettings,
    DeliberationTask,
    DeliberationTaskState,
    Faction,
    Membership,
    Organization,
    Paper,
)


@dataclass(frozen=True)
class Proposer:
    """In whose name somebody may propose: their own, a faction's or a body's."""

    faction: Faction | None = None
    organization: Organization | None = None

    @property
    def key(self) -> str:
        """Return the name of the choice in a form."""
        if self.faction:
            return f"faction-{self.faction.pk}"
        return f"body-{self.organization.pk}" if self.organization else "person"

    @property
    def label(self) -> str:
        return str(self.faction or self.organization or _("In my own name"))


def proposers(person: User, workflow: Workflow) -> list[Proposer]:
    """Return in whose names a person may propose amendments to a text that takes this workflow."""
    if not person.is_active:
        return []
    routes = CouncilSettings.load()
    bodies = deliberating(workflow)
    places = Membership.objects.current().filter(person=person, organization__in=bodies)
    own = list(places.select_related("organization", "faction"))
    kept = [place.organization for place in own if place.role == Membership.Role.CLERK]
    found = []
    if routes.members_may_amend and any(place.votes for place in own):
        found.append(Proposer())
    if routes.factions_may_amend:
        mine = {place.faction for place in own if place.faction and place.faction.active}
        mine |= set(Faction.objects.filter(organization__in=kept, active=True))
        found += [Proposer(faction=faction) for faction in sorted(mine, key=str)]
    if routes.bodies_may_amend:
        found += [Proposer(organization=body) for body in sorted(set(kept), key=str)]
    return found


def deliberating(workflow: Workflow) -> Iterable[Organization]:
    """Return the bodies that a workflow leads to, the steering group left out."""
    steps = DeliberationTask.objects.filter(workflow_tasks__workflow=workflow)
    return Organization.objects.filter(
        pk__in=DeliberationTask.organizations.through.objects.filter(
            deliberationtask__in=steps
        ).values("organization")
    )


def may_withdraw(person: User, amendment: Amendment) -> bool:
    """Tell whether a person may take an amendment back: who proposed it, or a clerk."""
    return withdrawer(person)(amendment)


def withdrawer(person: User) -> Callable[[Amendment], bool]:
    """Return the question whether a person may take an amendment back, for many at once.

    Who proposed it may, and who keeps the records of the body that did, or of the council.
    """
    kept = dict(
        Membership.objects.current()
        .clerks()
        .filter(person=person)
        .values_list("organization", "organization__kind")
    )
    council = Organization.Kind.COUNCIL in kept.values()
    places = Membership.objects.current().filter(person=person, faction__isnull=False)
    factions = set(places.values_list("faction", flat=True))

    def may(amendment: Amendment) -> bool:
        if not person.is_active:
            return False
        if council or amendment.organization_id in kept:
            return True
        if amendment.faction_id or amendment.organization_id:
            return amendment.faction_id in factions
        return amendment.submitted_by_id == person.pk

    return may


def deadline_of(paper: Paper) -> datetime | None:
    """Return until when amendments can be proposed: the paper's own date, or days before the council."""
    if paper.amendments_until:
        return paper.amendments_until
    stop = (
        AgendaItem.objects.filter(paper=paper, role=AgendaItem.Role.RESOLUTION)
        .order_by("-meeting__start")
        .select_related("meeting")
        .first()
    )
    if stop is None:
        return None
    return stop.meeting.start - timedelta(days=CouncilSettings.load().days_to_amend)


def why_closed(paper: Paper, run: WorkflowState) -> str:
    """Say why a text of a paper takes no amendments now; an empty text when it does."""
    if paper.withdrawn_at:
        return _("Paper %(paper)s has been withdrawn.") % {"paper": paper.reference}
    step = DeliberationTaskState.objects.filter(pk=run.current_task_state_id)
    if run.status != WorkflowState.STATUS_IN_PROGRESS or not step.exists():
        return _("The section is no longer before the bodies.")
    deadline = deadline_of(paper)
    if deadline is not None and deadline < timezone.now():
        return _("Amendments could be proposed until %(day)s.") % {
            "day": date_format(timezone.localtime(deadline), "DATETIME_FORMAT")
        }
    return ""
