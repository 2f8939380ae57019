"""What is told because a clerk or a member did something: invitation, amendment, objection."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from council.decisions.effect import take_effect
from council.decisions.objecting import object_to
from council.desk.recent import recently
from council.models import Meeting, Notice, Objection
from council.models.decision import DecisionItem
from council.notifications import announce_meeting, invited_at

from .tabled import propose, vote
from .test_deadlines import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(town):
    """The next meeting of a committee with a second member and a paper on its agenda."""
    town.join(town.s1, town.social)
    paper = town.paper(town.through_steering(town.section()))
    start = timezone.now() + timedelta(days=7)
    return town.agenda(town.social, paper, start=start, invitation="Sie sind eingeladen.").meeting


def test_members_are_invited_once_and_again_when_the_agenda_changed(town, meeting):
    assert invited_at(meeting) is None

    assert announce_meeting(meeting=meeting, by=town.clerk) == 2
    assert announce_meeting(meeting=meeting, by=town.clerk) == 0
    assert told("meeting") == ["member", "s1"]
    assert invited_at(meeting) is not None

    meeting.place = "Rathaus"
    meeting.save()
    assert announce_meeting(meeting=meeting, by=town.clerk) == 2


def test_who_joins_later_is_invited_without_the_others(town, meeting):
    announce_meeting(meeting=meeting, by=town.clerk)
    town.join(town.s2, town.social)

    assert announce_meeting(meeting=meeting, by=town.clerk) == 1


def test_only_the_clerk_of_the_body_invites(town, meeting):
    for person in (town.member, town.admin, town.editor):
        with pytest.raises(PermissionDenied):
            announce_meeting(meeting=meeting, by=person)

    assert told("meeting") == []


def test_nobody_is_invited_without_agenda_or_invitation_or_to_yesterday(town, meeting):
    empty = town.meeting(town.social, start=timezone.now() + timedelta(days=1))
    with pytest.raises(ValidationError, match="agenda is empty"):
        announce_meeting(meeting=empty, by=town.clerk)
    again = {"second_call": True, "invitation": "Noch einmal."}
    for change, words in (({"invitation": ""}, "Write the invitation"), (again, "HGO § 53")):
        Meeting.objects.filter(pk=meeting.pk).update(**change)
        with pytest.raises(ValidationError, match=words):
            announce_meeting(meeting=meeting, by=town.clerk)
    meeting.start = timezone.now() - timedelta(minutes=1)
    meeting.save()
    with pytest.raises(ValidationError, match="already begun"):
        announce_meeting(meeting=meeting, by=town.clerk)

    assert told("meeting") == []


def test_the_clerk_is_led_to_the_invitation_and_told_how_many_got_it(town, meeting, client):
    client.force_login(town.clerk)
    UserProfile.objects.create(user=town.clerk, preferred_language="en")
    place = reverse("council_announce", args=[meeting.pk])
    assert place in client.get(reverse("council_meeting", args=[meeting.pk])).content.decode()

    assert "invited last" not in client.get(place).content.decode()
    html = client.post(place, follow=True).content.decode()

    assert "2 persons are invited." in html
    assert f'href="{place}"' not in html  # done: no step of today any more
    assert "Nothing has changed since" in client.get(place).content.decode()
    html = client.post(place, follow=True).content.decode()
    assert "Everybody has been invited to this agenda already." in html


def test_a_refusal_is_shown_in_words(town, meeting, client):
    Meeting.objects.update(invitation="")
    UserProfile.objects.create(user=town.clerk, preferred_language="en")
    client.force_login(town.clerk)

    answer = client.post(reverse("council_announce", args=[meeting.pk]))

    assert answer.status_code == 422
    assert "Write the invitation first" in answer.content.decode()


def test_clerks_learn_of_an_amendment_and_its_author_what_became_of_it(town):
    paper = town.to_council(town.through_steering(town.section()))
    town.join(town.s1, town.council, role="clerk")
    town.join(town.s2, town.social, role="clerk")  # it is not the turn of that body
    town.join(town.member, town.council)

    amendment = propose(town, paper.items.get())
    assert told("amendment") == ["clerk", "s1"] and told("amendment_decided") == []
    vote(amendment, town.agenda(town.council, paper), town.clerk, "rejected", yes=3, no=15)

    assert told("amendment_decided") == ["member"]
    (line,) = [line for line in recently(town.member) if "Ä1" in line.what]
    assert line.became == f"{town.council.label}: Rejected"


def test_an_objection_is_told_to_the_other_clerks_of_the_council(town):
    decision = town.resolve(town.section())
    town.join(town.s1, town.council, role="clerk")

    object_to(
        decision=decision, raised_by=Objection.Raiser.MAYOR, raised_on=timezone.localdate(),
        reason="Rechtswidrig", by=town.clerk,
    )  # fmt: skip

    assert told("objection") == ["s1"]


def test_a_resolution_with_a_later_day_is_public_only_then(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    day = timezone.localdate() + timedelta(days=10)
    town.decide(town.council, paper, yes=20, no=5, effective_on=day)
    (resolved,) = Notice.objects.filter(person=town.editor)
    assert (resolved.kind, resolved.context["day"]) == ("resolved", day.isoformat())

    item = DecisionItem.objects.resolutions().get()
    assert take_effect(item=item, on=day)

    assert told("public") == ["editor"]
