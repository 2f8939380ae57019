"""The path of a section through the bodies, as the public reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from council.decisions import objecting
from council.decisions.correcting import correct_decision
from council.models import AgendaItem, Consultation, Objection
from council.standing import standing_of
from strategy.path import stations
from strategy.versions import versions
from tests.factories import DecisionIndexPageFactory

from .conftest import read, words

pytestmark = pytest.mark.django_db


def path_of(town, page):
    page = town.fresh(page)
    return stations(standing_of(page), page.pk)


def versions_of(town, page) -> dict:
    return {one.number: one for one in versions(standing_of(town.fresh(page)), "")}


def shown(client, page) -> list[str]:
    soup = read(client, page.get_url())
    return [words(stop) for stop in soup(class_="path-list__stop")]


@pytest.fixture
def released(town):
    """Return a section that the public reads and that is on its way to a resolution."""
    section = town.section()
    town.through_steering(section, "release")
    town.through_steering(section)
    return section


def test_stations_stand_in_the_order_of_time_with_votes_and_words(town, released, client):
    paper = town.paper(released)
    town.decide(town.magistrate, paper, text="Dem Entwurf wird zugestimmt.")

    stops = shown(client, town.fresh(released))

    assert "Magistrat" in stops[0] and "Yes 5, No 1, Abstentions 0" in stops[0]
    assert "Recommendation: Adopted" in stops[0] and "Dem Entwurf wird zugestimmt." in stops[0]
    assert "Released for participation: Draft, version 0.1" in stops[1]


def test_who_is_waited_for_and_who_comes_next(town, released, client):
    paper = town.paper(released)
    town.decide(town.magistrate, paper)
    day = timezone.localdate() + timedelta(days=20)
    for position, body in enumerate((town.magistrate, town.social, town.council)):
        planned = {"position": position, "role": "recommendation", "planned_for": day}
        Consultation.objects.update_or_create(paper=paper, organization=body, defaults=planned)
    town.agenda(town.finance, paper, start=timezone.now() + timedelta(days=9))

    path = path_of(town, released)

    done, waiting = path[:2], path[2:]
    assert {station.state for station in done} == {"done"}
    now = {station.title: station for station in waiting if station.state == "current"}
    assert now["Sozialausschuss"].on == day and not now["Sozialausschuss"].invited
    assert now["Haupt- und Finanzausschuss"].invited
    assert now["Ausländerbeirat"].on is None and now["Ausländerbeirat"].since
    (then,) = [station for station in waiting if station.state == "planned"]
    assert (then.title, then.on) == (town.council.label, day)
    assert "Magistrat" not in {station.title for station in waiting}
    said = " ".join(shown(client, town.fresh(released)))
    assert "waiting since" in said and "on the agenda of" in said and "planned for" in said


def test_a_corrected_record_stays_visible_and_says_so(town, released, client):
    paper = town.paper(released)
    wrong = town.decide(town.magistrate, paper, yes=5, no=1)
    correct_decision(decision=wrong, by=town.clerk, present=8, yes=6, no=1, abstain=0)

    stops = [stop for stop in shown(client, town.fresh(released)) if "Magistrat" in stop]

    assert len(stops) == 2
    assert "Yes 5" in stops[0] and "This record was corrected" in stops[0]
    assert "Yes 6" in stops[1] and "corrects an earlier one" in stops[1]


def test_a_non_public_station_shows_body_day_and_outcome_only(town, released, client):
    paper = town.paper(released)
    agenda = town.agenda(town.magistrate, paper)
    agenda.part = AgendaItem.Part.NON_PUBLIC
    agenda.save()
    town.decide(town.magistrate, paper, agenda=agenda, text="Vertraulich.")

    (stop,) = [stop for stop in shown(client, town.fresh(released)) if "Magistrat" in stop]

    assert "Adopted" in stop and "non-public" in stop
    assert "Vertraulich" not in stop and "Yes" not in stop and "Recommendation" not in stop


def test_a_non_public_resolution_shows_neither_paper_nor_votes(town, released, client):
    paper = town.to_council(released, reference="DS 4711")
    agenda = town.agenda(town.council, paper)
    agenda.part = AgendaItem.Part.NON_PUBLIC
    agenda.save()
    town.decide(town.council, paper, yes=23, no=2, agenda=agenda, text="Vertraulich.")
    page = town.fresh(released)

    for address in ("", "print/", "versions/", "version/1.0/"):
        said = words(read(client, page.get_url() + address).main)
        assert "version 1.0" in said
        assert "DS 4711" not in said and "Yes 23" not in said and "Vertraulich" not in said, address


def test_a_resolution_to_come_and_an_objection_are_told(town, released, client):
    paper = town.to_council(released)
    day = timezone.localdate() + timedelta(days=30)
    decision = town.decide(town.council, paper, yes=20, no=5, effective_on=day)

    path = path_of(town, released)
    assert (path[-1].title, path[-1].state, path[-1].on) == ("Takes effect", "planned", day)
    assert "is resolved and takes effect on" in words(
        read(client, town.fresh(released).get_url()).main
    )

    objection = objecting.object_to(
        decision=decision, raised_by=Objection.Raiser.MAYOR, raised_on=timezone.localdate(),
        reason="Rechtswidrig.", by=town.clerk,
    )  # fmt: skip
    assert versions_of(town, released)["1.0"].note == "Suspended"
    said = words(read(client, town.fresh(released).get_url()).main)
    assert "the mayor has objected" in said and "Rechtswidrig." in said
    assert "Takes effect" not in [station.title for station in path_of(town, released)]

    objecting.lift(
        objection=objection, ended_on=timezone.localdate(), reason="Erledigt.", by=town.clerk
    )
    said = words(read(client, town.fresh(released).get_url()).main)
    assert "the mayor has objected" not in said and "Ended: Objection" in said
    assert "suspended until" not in said


def test_records_link_their_page_in_the_register(town, released, client):
    register = DecisionIndexPageFactory()
    paper = town.paper(released)
    decision = town.decide(town.magistrate, paper)

    soup = read(client, town.fresh(released).get_url())

    assert soup.find("a", href=f"{register.get_url()}{decision.pk}/")


def test_a_section_under_way_keeps_its_budget_of_queries(town, released, client, count_queries):
    paper = town.paper(released)
    for body in (town.magistrate, town.social, town.finance):
        town.decide(body, paper)
    for position, body in enumerate((town.advisory, town.council)):
        Consultation.objects.update_or_create(
            paper=paper, organization=body, defaults={"position": position, "role": "hearing"}
        )
    address = town.fresh(released).get_url()
    client.get(address)

    assert count_queries(lambda: client.get(address)) <= 8
