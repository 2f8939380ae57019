"""Screens and verbs over papers and agendas cost the same queries, however much is on them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from council.amendments import submitting
from council.meetings import placing
from council.models import AgendaItem, Amendment

from .tabled import propose

pytestmark = pytest.mark.django_db


def in_paper(town, count: int):
    """Return a paper with so many sections, each with one amendment, and its item in a meeting to come."""
    paper = town.paper(*(town.through_steering(town.section(f"A{n}")) for n in range(count)))
    meeting = town.meeting(town.social, start=timezone.now() + timedelta(days=3), present=None)
    placing.put_on_agenda(paper=paper, meeting=meeting, title="", by=town.clerk)
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    town.decide(town.magistrate, paper)
    for item in paper.items.all():
        propose(town, item)
    return paper, meeting


@pytest.mark.parametrize("screen", ["council_pack", "council_amendments", "council_paper"])
def test_a_screen_about_many_sections_costs_what_one_about_few_does(
    town, client, count_queries, screen
):
    client.force_login(town.member)
    costs = []
    for count in (2, 6):
        paper, meeting = in_paper(town, count)
        about = meeting.pk if screen == "council_pack" else paper.pk
        address = reverse(screen, args=[about])
        assert client.get(address).status_code == 200
        costs.append(count_queries(lambda address=address: client.get(address)))

    assert costs[0] == costs[1]


def test_a_pack_with_many_papers_costs_what_one_with_few_does(town, client, count_queries):
    client.force_login(town.member)
    _paper, meeting = in_paper(town, 1)
    address = reverse("council_pack", args=[meeting.pk])
    client.get(address)
    with_one = count_queries(lambda: client.get(address))
    for number in range(4):
        paper = town.paper(town.through_steering(town.section(f"B{number}")))
        placing.put_on_agenda(paper=paper, meeting=meeting, title="", by=town.clerk)

    assert count_queries(lambda: client.get(address)) == with_one
    assert client.get(address).content.decode().count("pack-item") >= 5


def test_an_agenda_of_thirty_is_ordered_at_the_cost_of_three(town, count_queries):
    costs = []
    for count in (3, 30):
        meeting = town.meeting(town.social, start=timezone.now() + timedelta(days=3), present=None)
        for number in range(count):
            placing.put_on_agenda(paper=None, meeting=meeting, title=f"{number}", by=town.clerk)
        seen = [item.pk for item in placing.in_parts(meeting)]

        def turn_round(meeting=meeting, seen=seen):
            placing.reorder_agenda(meeting=meeting, order=seen[::-1], seen=seen, by=town.clerk)

        costs.append(count_queries(turn_round))
        items = placing.in_parts(meeting)
        assert [item.pk for item in items] == seen[::-1]
        assert [item.number for item in items] == [str(place) for place in range(1, count + 1)]

    assert costs[0] == costs[1]


def test_votes_on_amendments_under_an_item_without_a_paper_are_refused_in_words(town):
    paper, meeting = in_paper(town, 1)
    item = placing.put_on_agenda(paper=None, meeting=meeting, title="Bericht", by=town.clerk)
    amendment = Amendment.objects.get(paper=paper)

    with pytest.raises(ValidationError, match="belongs to another paper"):
        submitting.vote_together(
            agenda_item=AgendaItem.objects.get(pk=item.pk),
            entries={amendment.pk: {"outcome": "accepted"}},
            by=town.clerk,
            present=8,
        )
