"""The front page shows what the bodies decided last."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import WorkflowState

from cms.snapshots import digest, snapshot
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
from council.votes import Outcome
from strategy.models import ChapterPage, SectionPage, StrategyPage
from tests.factories import UserFactory

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
    body = Organization.objects.get(kind=Organization.Kind.MAGISTRATE)
    start = timezone.now() - timedelta(days=days_ago)
    meeting = Meeting.objects.create(organization=body, number=number, start=start, present=9)
    agenda = AgendaItem.objects.create(
        meeting=meeting, order=1, number="1", title=title, paper=paper
    )
    decision = Decision.objects.create(
        agenda_item=agenda,
        **{
            "kind": agenda.role,
            "outcome": Outcome.ADOPTED,
            "present": 9,
            "yes": 6,
            "no": 2,
            "abstain": 1,
            "recorded_by": clerk,
        }
        | fields,
    )
    DecisionItem.objects.create(decision=decision, paper_item=item, organization=body)
    return decision


def test_the_three_newest_decisions_are_shown_newest_first(home, chapter, client):
    for days in (4, 1, 3, 2):
        decide(chapter, f"Vor {days} Tagen", days)

    response = client.get(home.get_url())

    assert [d.title for d in response.context["decisions"]] == [
        "Vor 1 Tagen",
        "Vor 2 Tagen",
        "Vor 3 Tagen",
    ]
    newest = response.context["decisions"][0]
    assert (newest.yes, newest.no, newest.abstain) == (6, 2, 1)
    assert "Magistrat" in response.content.decode()


def test_a_decision_links_its_section_once_that_is_public(home, chapter, client):
    decide(chapter, "Noch nicht öffentlich", 1)

    (shown,) = client.get(home.get_url()).context["decisions"]

    assert shown.url == ""


def test_a_corrected_decision_is_left_out(home, chapter, client):
    wrong = decide(chapter, "Verzählt", 1)
    Decision.objects.create(
        agenda_item=wrong.agenda_item,
        kind=wrong.kind,
        outcome=Outcome.ADOPTED,
        present=9,
        yes=7,
        no=2,
        recorded_by=wrong.recorded_by,
        corrects=wrong,
    )

    (shown,) = client.get(home.get_url()).context["decisions"]

    assert shown.yes == 7


def test_the_front_page_costs_the_same_queries_however_much_was_decided(
    home, chapter, client, count_queries
):
    decide(chapter, "Eins", 1)
    client.get(home.get_url())
    with_one = count_queries(lambda: client.get(home.get_url()))
    for days in range(2, 6):
        decide(chapter, f"Vor {days} Tagen", days)
    client.get(home.get_url())

    assert count_queries(lambda: client.get(home.get_url())) == with_one <= 12
