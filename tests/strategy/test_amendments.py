"""Amendments in public: after the decision only, in words, and no single member by name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from council.amendments.submitting import withdraw
from council.amendments.synopsis import has_public
from council.models import CouncilSettings, Faction
from tests.council.tabled import block, propose, vote

from .conftest import read, words

pytestmark = pytest.mark.django_db


def decided(town, outcome="adopted_amended", part="one", amend=None):
    """Return a section on which the council decided, with amendments."""
    page = town.section(texts=("<p>Das Alte gilt.</p>", "<p>Bleibt.</p>"))
    paper = town.to_council(town.through_steering(page))
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    item, agenda = paper.items.get(), town.agenda(town.council, paper)
    agenda.part = part
    agenda.save()
    amend(item, agenda)
    town.decide(town.council, paper, outcome, yes=20, agenda=agenda)
    return town.fresh(page)


def accepted(town):
    def amend(item, agenda):
        vote(propose(town, item, value="<p>Das Neue gilt.</p>"), agenda, town.clerk, yes=20, no=3)

    return amend


def address(page) -> str:
    return f"{page.get_url()}amendments/"


def test_what_became_of_amendments_is_public_once_decided(town, client):
    town.member.first_name, town.member.last_name = "Erika", "Musterfrau"
    town.member.save()
    faction = Faction.objects.create(organization=town.council, name="Die Bunten")

    def amend(item, agenda):
        accepted(town)(item, agenda)
        names = {"by": town.clerk, "faction": faction, "block_id": block(item, 2)}
        vote(
            propose(town, item, kind="delete", **names),
            agenda,
            town.clerk,
            "rejected",
            yes=1,
            no=20,
        )

    page = decided(town, amend=amend)

    text = read(client, address(page))
    said = words(text)
    for part in (
        "Ä1",
        "Accepted",
        "Neue",
        "Klarer.",
        "Rejected",
        "Die Bunten",
        "Yes 20, No 3",
    ):
        assert part in said, part
    assert "Neue" in text.select_one(".synopsis ins").get_text()
    assert "A member of Sozialausschuss" in said
    assert "Musterfrau" not in str(text)
    assert read(client, page.get_url()).find("a", href=address(page))


def test_nothing_is_public_before_the_decision(town, client):
    page = decided(town, amend=lambda item, agenda: None, outcome="adopted")
    again = town.edit(page, "<p>Neuer Entwurf.</p>")
    paper = town.to_council(town.through_steering(again))
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    item, agenda = paper.items.get(), town.agenda(town.council, paper)
    vote(propose(town, item), agenda, town.clerk, yes=20)

    assert client.get(address(page)).status_code == 404
    assert not read(client, page.get_url()).find("a", href=address(page))
    town.decide(town.council, paper, "deferred", yes=20, agenda=agenda)
    assert client.get(address(page)).status_code == 404


def test_amendments_of_a_non_public_meeting_stay_there(town, client):
    page = decided(town, part="non_public", amend=accepted(town))

    assert client.get(address(page)).status_code == 404
    assert not read(client, page.get_url()).find("a", href=address(page))


def test_german_words_are_marked_in_other_languages(town, client, translate):
    page = decided(town, amend=accepted(town))
    english = translate(page, "en", title="Arriving well")

    text = read(client, address(english))

    assert "Neue" in words(text)
    for found in text.find_all(["ins", "del"]):
        assert found.find_parent(lang="de"), found


def test_more_amendments_cost_no_more_queries(town, client, count_queries):
    def amend(count):
        def all_of(item, agenda):
            for _n in range(count):
                found = propose(town, item, kind="insert", value="<p>Dazu.</p>")
                vote(found, agenda, town.clerk, yes=20)

        return all_of

    one, many = decided(town, amend=amend(1)), decided(town, amend=amend(6))
    for page in (one, many):
        client.get(address(page))

    costs = [count_queries(lambda page=page: client.get(address(page))) for page in (one, many)]

    assert costs[0] == costs[1] <= 14


def test_no_link_leads_to_amendments_that_nobody_voted_on(town, client):
    page = decided(town, "referred_back", amend=lambda item, agenda: propose(town, item))

    assert client.get(address(page)).status_code == 404
    assert not has_public(page.pk)


@pytest.mark.parametrize("shown", [False, True])
def test_whether_withdrawn_ones_are_public_is_the_towns_to_say(town, client, shown):
    routes = CouncilSettings.load()
    routes.withdrawn_amendments_are_public = shown
    routes.save()

    def amend(item, agenda):
        withdraw(amendment=propose(town, item), by=town.member)

    page = decided(town, "adopted", amend=amend)

    assert has_public(page.pk) is shown
    assert client.get(address(page)).status_code == (200 if shown else 404)
    if shown:
        assert "Withdrawn" in words(read(client, address(page)))


def test_a_vote_on_an_amendment_in_the_non_public_part_stays_there(town, client):
    def amend(item, agenda):
        closed = town.agenda(town.council, item.paper, start=timezone.now() - timedelta(days=2))
        closed.part = "non_public"
        closed.save()
        vote(propose(town, item, reason="Geheim."), closed, town.clerk, "rejected", yes=1, no=20)

    page = decided(town, "adopted", amend=amend)

    assert not has_public(page.pk)
    assert client.get(address(page)).status_code == 404
