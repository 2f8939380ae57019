"""Decisions on record, past all rules of the route: for what the public reads of them."""

import itertools
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import WorkflowState

from cms.snapshots import digest, snapshot
from council.decisions.votes import Outcome
from council.models import (
    AgendaItem,
    CouncilSettings,
    Decision,
    DecisionItem,
    Meeting,
    Organization,
    Paper,
    PaperItem,
)
from strategy.models import ChapterPage, SectionPage, StrategyPage
from tests.factories import DecisionIndexPageFactory, UserFactory

numbers = itertools.count(1)


@pytest.fixture
def chapter(home) -> ChapterPage:
    strategy = home.add_child(instance=StrategyPage(title="Strategie", locale=home.locale))
    return strategy.add_child(
        instance=ChapterPage(title="Bildung", slug="bildung", locale=home.locale)
    )


def decide(chapter: ChapterPage, title: str, days_ago: int, **fields) -> Decision:
    """Record a decision of the Magistrat on one section, past all rules of the route."""
    number = next(numbers)
    page = SectionPage(title=title, slug=f"abschnitt-{number}", locale=chapter.locale, live=False)
    chapter.add_child(instance=page)
    clerk, revision, data = UserFactory(), page.save_revision(), snapshot(page)
    run = WorkflowState.objects.create(
        content_type=page.get_content_type(),
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=CouncilSettings.load().resolution_workflow,
        requested_by=clerk,
    )
    paper = Paper.objects.create(reference=f"DS {number}", title=title)
    item = PaperItem.objects.create(
        paper=paper,
        position=1,
        page=page,
        workflow_state=run,
        revision=revision,
        content_hash=digest(data),
        snapshot=data,
    )
    kind = fields.pop("body", Organization.Kind.MAGISTRATE)
    body = Organization.objects.get(kind=kind)
    start = timezone.now() - timedelta(days=days_ago)
    meeting = Meeting.objects.create(
        organization=body, number=number, start=start, present=body.statutory_members
    )
    agenda = AgendaItem.objects.create(
        meeting=meeting,
        order=1,
        number="1",
        title=title,
        paper=paper,
        part=fields.pop("part", AgendaItem.Part.ONE),
    )
    decision = Decision.objects.create(
        agenda_item=agenda,
        **{
            "kind": agenda.role,
            "outcome": Outcome.ADOPTED,
            "present": body.statutory_members,
            "yes": 6,
            "no": 2,
            "abstain": 1,
            "recorded_by": clerk,
        }
        | fields,
    )
    DecisionItem.objects.create(decision=decision, paper_item=item, organization=body)
    return decision


def correct(decision: Decision, **fields) -> Decision:
    """Record a correction of a decision."""
    kept = {"kind": decision.kind, "outcome": decision.outcome, "present": 9, "yes": 7, "no": 2}
    return Decision.objects.create(
        agenda_item=decision.agenda_item,
        recorded_by=decision.recorded_by,
        corrects=decision,
        **kept | fields,
    )


@pytest.fixture
def register(home):
    return DecisionIndexPageFactory()


def read(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")
