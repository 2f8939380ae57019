"""Who was present, and who left the room."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from council.meetings import attending
from council.models import AgendaItem, Attendance, Meeting, Recusal
from council.refusals import AlreadyDone

from .conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(town):
    since = timezone.localdate() - timedelta(days=30)
    people = [make_user(f"m{number}") for number in range(6)]
    return [town.join(person, town.magistrate, since=since) for person in people]


@pytest.fixture
def item(town):
    paper = town.paper(town.through_steering(town.section()))
    town.agenda(town.magistrate, paper)
    Meeting.objects.update(present=None)
    return AgendaItem.objects.select_related("meeting").get()


def tick(town, item, present, by=None):
    return attending.note_attendance(meeting=item.meeting, present=present, by=by or town.clerk)


def present(item):
    return Meeting.objects.get(pk=item.meeting_id).present


def test_those_present_are_counted(town, item, members):
    tick(town, item, members[:5])
    assert present(item) == 5

    tick(town, item, members[1:])
    assert present(item) == 5
    assert {row.membership for row in Attendance.objects.all()} == set(members[1:])


def test_only_who_had_a_vote_on_the_day_can_be_ticked(town, item, members):
    left, clerk = members[0], town.clerk.memberships.get(organization=town.magistrate)
    left.until = timezone.localdate() - timedelta(days=3)
    left.save()
    other = town.member.memberships.get()

    assert list(attending.members_on_the_day(item.meeting)) == members[1:]
    for stranger in (left, clerk, other):
        with pytest.raises(ValidationError, match="not a member"):
            tick(town, item, [members[1], stranger])
    assert present(item) is None and not Attendance.objects.exists()


def test_a_person_with_two_places_in_a_body_counts_once(town, item, members):
    since = timezone.localdate() - timedelta(days=2)
    town.join(members[0].person, town.magistrate, since=since, role="chair")

    assert len(attending.members_on_the_day(item.meeting)) == 6


def test_what_a_decision_rests_on_stays_but_names_may_be_added(town, item, members):
    town.decide(town.magistrate, item.paper, agenda=item, yes=4, no=1, present=5)
    tick(town, item, members[:5])
    assert present(item) == 5

    for others in (members, members[1:]):
        with pytest.raises(ValidationError, match="rest on 5 members"):
            tick(town, item, others)
    with pytest.raises(AlreadyDone):
        tick(town, item, members[:5])
    assert {row.membership for row in Attendance.objects.all()} == set(members[:5])


def test_nobody_present_is_no_attendance(town, item, members):
    with pytest.raises(ValidationError, match="Tick who was present"):
        tick(town, item, [])


def test_more_than_the_body_has_members_is_refused(town, item, members):
    town.magistrate.statutory_members = 5
    town.magistrate.save()

    with pytest.raises(ValidationError, match="only 5 members"):
        tick(town, item, members)
    assert not Attendance.objects.exists()


def test_a_recusal_is_noted_once_and_taken_back_until_a_decision(town, item, members):
    recusal = attending.note_recusal(item=item, member=members[0], by=town.clerk)
    with pytest.raises(AlreadyDone):
        attending.note_recusal(item=item, member=members[0], by=town.clerk)
    attending.lift_recusal(recusal=recusal, by=town.clerk)
    with pytest.raises(AlreadyDone):
        attending.lift_recusal(recusal=recusal, by=town.clerk)
    assert not Recusal.objects.exists()

    recusal = attending.note_recusal(item=item, member=members[0], left_room=False, by=town.clerk)
    town.decide(town.magistrate, item.paper, agenda=item, yes=4, no=1, present=6)
    with pytest.raises(ValidationError, match="A decision is recorded"):
        attending.lift_recusal(recusal=recusal, by=town.clerk)
    assert not Recusal.objects.get().left_room


def test_only_members_of_the_body_are_recused(town, item, members):
    with pytest.raises(ValidationError, match="not a member"):
        attending.note_recusal(item=item, member=town.member.memberships.get(), by=town.clerk)
    assert not Recusal.objects.exists()


def test_what_was_counted_stays_once_the_item_is_decided(town, item, members):
    attending.note_attendance(meeting=item.meeting, present=members, by=town.clerk)
    town.decide(town.magistrate, item.paper, agenda=item, present=len(members))

    with pytest.raises(ValidationError):
        attending.note_recusal(item=item, member=members[0], by=town.clerk)

    assert not Recusal.objects.exists()


@pytest.mark.parametrize("who", ["member", "editor", "admin"])
def test_only_the_clerk_of_the_body_keeps_these_records(town, item, members, who):
    recusal = attending.note_recusal(item=item, member=members[0], by=town.clerk)
    person = town.people[who]

    for do in (
        lambda: tick(town, item, members, by=person),
        lambda: attending.note_recusal(item=item, member=members[1], by=person),
        lambda: attending.lift_recusal(recusal=recusal, by=person),
    ):
        with pytest.raises(PermissionDenied):
            do()
    assert present(item) is None and Recusal.objects.get() == recusal


def test_the_clerk_ticks_on_the_screen_and_sending_it_twice_is_no_mistake(
    town, item, members, client
):
    client.force_login(town.clerk)
    address = reverse("council_present", args=[item.meeting_id])
    assert str(members[0].person) in client.get(address).content.decode()

    data = {"present": [member.pk for member in members[:4]]}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 302
    assert present(item) == 4
    assert client.post(address, {"present": []}).status_code == 422
    assert client.post(address, {"present": ["x", "999999"]}).status_code == 422
    assert present(item) == 4


def test_the_clerk_notes_a_recusal_on_the_screen(town, item, members, client):
    client.force_login(town.clerk)
    address = reverse("council_recusals", args=[item.pk])

    assert client.post(address, {"member": members[0].pk, "left_room": "on"}).status_code == 302
    assert client.post(address, {"member": members[0].pk}).status_code == 422
    assert str(members[0].person) in client.get(address).content.decode()
    screen = client.get(reverse("council_meeting", args=[item.meeting_id])).content.decode()
    assert str(members[0].person) in screen
    client.post(address, {"lift": Recusal.objects.get().pk})
    assert not Recusal.objects.exists()
    assert client.post(address, {"lift": "999999"}).status_code == 404
