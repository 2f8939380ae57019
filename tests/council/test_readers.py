"""Who reads papers and amendments: clerks, and members of bodies; the closed ones only of those concerned."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from council.meetings.access import readable_papers
from council.meetings.placing import put_on_agenda
from council.models import Consultation, Organization

from .conftest import admin_group, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(town):
    """A paper that stands only on a non-public item of the Magistrat."""
    paper = town.paper(town.through_steering(town.section()))
    meeting = town.meeting(town.magistrate)
    put_on_agenda(paper=paper, meeting=meeting, title="X", part="non_public", by=town.clerk)
    return paper


@pytest.fixture
def outsider(town):
    """A member of a body that has nothing to do with the paper."""
    body = Organization.objects.create(name="Sportbeirat", kind="advisory", statutory_members=5)
    person = make_user("sport", admin_group("Gremien"))
    town.join(person, body, since=timezone.localdate() - timedelta(days=9))
    return person


def answers(client, person, paper) -> set[int]:
    client.force_login(person)
    names = ("council_paper", "council_amendments")
    return {client.get(reverse(name, args=[paper.pk])).status_code for name in names}


def test_a_closed_paper_is_for_clerks_and_the_bodies_on_its_way(town, closed, outsider, client):
    assert answers(client, outsider, closed) == {403}
    assert answers(client, town.admin, closed) == {403}  # a superuser belongs to no body
    assert answers(client, town.clerk, closed) == {200}
    assert answers(client, town.member, closed) == {200}  # the committee is planned

    Consultation.objects.filter(organization=town.social).delete()
    assert answers(client, town.member, closed) == {403}


def test_a_paper_on_a_public_item_too_is_read_by_every_member(town, closed, outsider, client):
    town.agenda(town.social, closed, start=timezone.now())

    assert answers(client, outsider, closed) == answers(client, town.admin, closed) == {200}


def test_a_paper_without_an_agenda_is_read_by_every_member_but_by_nobody_else(
    town, outsider, client
):
    paper = town.paper(town.through_steering(town.section()))

    assert answers(client, outsider, paper) == {200}
    outsider.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert answers(client, outsider, paper) == answers(client, town.editor, paper) == {403}


@pytest.mark.parametrize("screen", ["history", "usage", "delete"])
def test_wagtails_own_pages_of_a_closed_paper_are_closed_too(town, closed, client, screen):
    client.force_login(town.admin)

    response = client.get(reverse(f"council_papers:{screen}", args=[closed.pk]))

    assert response.status_code == 403
    assert closed.reference not in client.get(reverse("council_papers:index")).content.decode()


def test_who_may_not_read_a_paper_proposes_no_amendment_to_it(town, closed, client):
    Consultation.objects.filter(organization=town.social).delete()
    client.force_login(town.member)

    response = client.get(reverse("council_amend", args=[closed.items.get().pk]))

    assert response.status_code == 403
    assert not readable_papers(town.member).exists()
