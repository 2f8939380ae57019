"""A membership that has ended takes every right of it away at once."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.desk import entries_for
from council import actions
from council.amendments import submitting
from council.ballots import reviewing
from council.models import Amendment, ReviewComment, ReviewVote

from .tabled import propose

pytestmark = pytest.mark.django_db


def end(person) -> None:
    """Let all memberships of a person have ended yesterday."""
    person.memberships.update(until=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def ballot(town):
    return town.ballot(town.submit(town.section()))


@pytest.fixture
def item(town):
    paper = town.paper(town.through_steering(town.section()))
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    return paper.items.get()


def test_no_vote_no_comment_no_desk_in_the_steering_group(town, ballot, client):
    assert entries_for(town.s1)
    client.force_login(town.s1)
    pages = {
        reverse("council_ballot", args=[ballot.pk]): {"choice": "consent"},
        reverse("council_comment", args=[ballot.pk]): {"text": "Bitte kürzer."},
    }
    end(town.s1)

    assert entries_for(town.s1) == []
    for address, data in pages.items():
        assert client.post(address, data).status_code in (302, 403, 404), address
    with pytest.raises(PermissionDenied):
        actions.cast_vote(task_state=ballot, choice="consent", by=town.s1)
    with pytest.raises(PermissionDenied):
        reviewing.comment(task_state=ballot, text="Bitte kürzer.", by=town.s1)
    assert not ReviewVote.objects.exists() and not ReviewComment.objects.exists()


def test_no_amendment_is_proposed_or_withdrawn(town, item, client):
    made = propose(town, item)
    end(town.member)
    client.force_login(town.member)

    block = item.snapshot["fields"]["body"][1]["id"]
    address = reverse("council_amend", args=[item.pk])
    client.post(f"{address}?kind=delete&block={block}", {"reason": "X", "token": uuid.uuid4()})
    with pytest.raises(PermissionDenied):
        propose(town, item)

    assert Amendment.objects.count() == 1
    assert Amendment.objects.get(pk=made.pk).withdrawn_at is None


@pytest.mark.parametrize(
    "screen", ["council_paper", "council_amendments", "council_meeting", "council_pack"]
)
def test_papers_and_meetings_are_closed(town, item, client, screen):
    agenda = town.agenda(town.social, item.paper)
    thing = agenda.meeting if screen in ("council_meeting", "council_pack") else item.paper
    client.force_login(town.member)
    address = reverse(screen, args=[thing.pk])
    assert client.get(address).status_code == 200

    end(town.member)

    assert client.get(address).status_code == 403
    assert entries_for(town.member) == []


def test_the_clerks_office_is_closed(town, item, client):
    agenda = town.agenda(town.magistrate, item.paper)
    assert entries_for(town.clerk)
    end(town.clerk)
    client.force_login(town.clerk)

    assert entries_for(town.clerk) == []
    for name, pk in (("council_record", agenda.pk), ("council_paper_edit", item.paper_id)):
        assert client.get(reverse(name, args=[pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        town.decide(town.magistrate, item.paper, agenda=agenda)
    with pytest.raises(PermissionDenied):
        actions.withdraw_paper(paper=item.paper, reason="X", by=town.clerk)
    with pytest.raises(PermissionDenied):
        submitting.withdraw(amendment=propose(town, item), by=town.clerk)


def test_who_has_acted_as_a_member_stays_on_record(town, ballot):
    actions.cast_vote(task_state=ballot, choice="consent", by=town.s1)
    place, idle = town.s1.memberships.get(), town.s2.memberships.get()

    with pytest.raises(PermissionDenied, match="let the membership end"):
        place.delete()
    place.person = town.member
    with pytest.raises(ValidationError, match="stays as it was"):
        place.save()
    idle.delete()

    assert town.s1.memberships.exists() and not town.s2.memberships.exists()
