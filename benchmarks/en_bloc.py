"""What one vote on many sections costs: queries and time of the whole, and per section."""

import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import User
from council.actions import cast_vote, create_paper, record_decision, submit
from council.decisions.preview import preview
from council.models import (
    AgendaItem,
    DeliberationTaskState,
    Meeting,
    Membership,
    Organization,
    Paper,
    SteeringTask,
)
from council.models.settings import Purpose
from council.setup import ensure_workflows
from home.models import HomePage
from strategy.models import ChapterPage, SectionPage, StrategyPage

from .growth import STEERING, WORDS, body
from .measure import Clock


@dataclass(frozen=True)
class Vote:
    """What one record cost."""

    step: str
    sections: int
    queries: int
    sql: float
    #: Of this process alone: what else the machine does leaves it as it is.
    cpu: float
    total: float


def votes(sections: int) -> list[Vote]:
    """Carry so many new sections to the council in one paper; measure each vote, and its preview."""
    clerk = _town()
    with override("de"):
        with disable_reference_index_auto_update():
            paper = _paper(sections, clerk)
        found = []
        while True:
            item = paper.items.select_related("workflow_state").first()
            state = DeliberationTaskState.objects.filter(
                pk=item.workflow_state.current_task_state_id
            ).first()
            if state is None or not state.waits_for().exists():
                return found
            found += _vote(paper, state.waits_for().first(), sections, clerk)


def _town() -> User:
    """Give a bare site its bodies and people, once; return the clerk of all bodies."""
    Kind = Organization.Kind
    for name, kind in (
        ("Sozialausschuss", Kind.COMMITTEE),
        ("Bauausschuss", Kind.COMMITTEE),
        ("Ausländerbeirat", Kind.ADVISORY),
    ):
        Organization.objects.get_or_create(name=name, kind=kind, defaults={"statutory_members": 9})
    ensure_workflows()
    since = timezone.localdate() - timedelta(days=30)
    people = {
        name: User.objects.get_or_create(
            username=name,
            defaults={"email": f"{name}@example.org", "is_superuser": name == "editor"},
        )[0]
        for name in ("editor", "clerk", *STEERING)
    }
    for organization in Organization.objects.all():
        names = STEERING if organization.kind == Kind.STEERING else ("clerk",)
        for name in names:
            role = Membership.Role.CLERK if name == "clerk" else Membership.Role.MEMBER
            Membership.objects.get_or_create(
                person=people[name], organization=organization, role=role, since=since
            )
    return people["clerk"]


def _vote(paper: Paper, organization: Organization, sections: int, clerk: User) -> list[Vote]:
    agenda = _agenda(paper, organization)
    resolves = agenda.role == AgendaItem.Role.RESOLUTION

    def record():
        return record_decision(
            agenda_item=agenda,
            items=list(paper.items.all()),
            outcome="adopted",
            yes=agenda.meeting.present,
            by=clerk,
        )

    found = []
    if resolves:
        found.append(_measured("preview of the resolution", sections, lambda: preview(record)))
    step = "resolution" if resolves else f"answer of one body ({organization.kind})"
    found.append(_measured(step, sections, record))
    return found


def _measured(step: str, sections: int, do) -> Vote:
    clock, started, busy = Clock(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(clock):
        do()
    cpu, total = time.process_time() - busy, time.perf_counter() - started
    return Vote(step, sections, clock.queries, clock.seconds, cpu, total)


def _paper(sections: int, clerk: User) -> Paper:
    editor = User.objects.get(username="editor")
    voters = [User.objects.get(username=name) for name in STEERING]
    needed = SteeringTask.objects.first().consent_needed
    home = HomePage.objects.get(locale=Locale.get_default())
    number = StrategyPage.objects.count()
    strategy = home.add_child(instance=StrategyPage(title="En bloc", slug=f"en-bloc-{number}"))
    chapter = strategy.add_child(instance=ChapterPage(title="Kapitel", body=body(2)))
    pages: list[Page] = []
    with transaction.atomic():
        for count in range(sections):
            section = SectionPage(
                title=f"Abschnitt {count}", summary=WORDS, body=body(12), live=False
            )
            chapter.add_child(instance=section)
            run = submit(page=section, purpose=Purpose.RESOLUTION, by=editor)
            ballot = run.current_task_state.specific
            for voter in voters[:needed]:
                cast_vote(task_state=ballot, choice="consent", by=voter)
            pages.append(section)
    return create_paper(
        reference=f"DS {uuid.uuid4().hex[:8]}",
        title="En bloc",
        pages=pages,
        by=clerk,
        date=timezone.localdate() - timedelta(days=7),
    )


def _agenda(paper: Paper, organization: Organization) -> AgendaItem:
    roles = {
        Organization.Kind.COUNCIL: AgendaItem.Role.RESOLUTION,
        Organization.Kind.ADVISORY: AgendaItem.Role.HEARING,
    }
    last = Meeting.objects.filter(organization=organization).order_by("number").last()
    meeting = Meeting.objects.create(
        organization=organization,
        number=last.number + 1 if last else 1,
        start=timezone.now() - timedelta(days=1),
        present=organization.statutory_members,
    )
    role = roles.get(Organization.Kind(organization.kind), AgendaItem.Role.RECOMMENDATION)
    return AgendaItem.objects.create(
        meeting=meeting, order=1, number="1", title=paper.title, paper=paper, role=role
    )


def table(found: list[Vote]) -> str:
    """Return the costs as a Markdown table."""
    lines = [
        "| vote | sections | queries | per section | SQL s | CPU s | total s | CPU ms per section |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {v.step} | {v.sections} | {v.queries} | {v.queries / v.sections:.1f} | {v.sql:.2f} "
        f"| {v.cpu:.2f} | {v.total:.2f} | {v.cpu / v.sections * 1000:.1f} |"
        for v in found
    ]
    return "\n".join(lines)
