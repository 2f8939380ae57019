"""The desk says what waits for whom, and leads to the page that does it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.desk import Entry, entries_for
from council import actions
from council.desk.recent import recently
from council.desk.waiting import when
from council.meetings.agenda import papers_without_agenda, without_agenda

pytestmark = pytest.mark.django_db


def home(client, user) -> str:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def labels(user) -> list[str]:
    return [entry.action_label for entry in entries_for(user)]


def test_a_ballot_waits_for_every_voter_until_she_has_voted(town):
    page = town.submit(town.section())
    assert labels(town.s1) == ["Read and vote"]
    assert labels(town.admin) == labels(town.clerk) == []

    town.vote(page, town.s1)

    assert labels(town.s1) == []
    assert labels(town.s2) == ["Read and vote"]


def test_the_clerk_is_led_from_paper_to_agenda_to_record(town):
    page = town.through_steering(town.section())
    assert labels(town.clerk) == ["Create a paper"]
    paper = town.paper(page)
    assert labels(town.clerk) == ["Put on the agenda"]
    coming = town.agenda(town.magistrate, paper, start=timezone.now() + timedelta(days=1))
    assert "Record the result" not in labels(town.clerk)
    coming.meeting.start = timezone.now() - timedelta(hours=1)
    coming.meeting.save()
    assert labels(town.clerk) == ["Record the result"]
    town.decide(town.magistrate, paper, "deferred", yes=0, no=0, agenda=coming)
    assert labels(town.clerk) == ["Put on the agenda"]
    town.decide(town.magistrate, paper)
    assert labels(town.clerk) == ["Put on the agenda"] * 3


def test_a_member_sees_coming_meetings_and_what_her_body_decided(town, client):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper)
    town.decide(town.social, paper)
    coming = town.agenda(town.social, paper, start=timezone.now() + timedelta(days=3)).meeting
    elsewhere = town.meeting(town.finance, start=timezone.now() + timedelta(days=3))
    assert labels(town.member) == []

    html = home(client, town.member)

    assert reverse("council_meeting", args=[coming.pk]) in html and "1 paper" in html
    assert reverse("council_meeting", args=[elsewhere.pk]) not in html
    assert "Sozialausschuss decided" in html and "Adopted: 5 yes, 1 no, 0 abstentions" in html
    assert "Magistrat decided" not in html


def test_the_editor_sees_drafts_and_what_was_sent_back(town):
    page = town.section()
    assert labels(town.editor) == ["Go on writing"]
    town.submit(page)
    assert labels(town.editor) == []
    town.vote(page, town.s1, "request_changes", "Bitte kürzen")
    assert labels(town.editor) == ["Revise and submit"]
    actions.resubmit(page=town.fresh(page), by=town.editor)
    assert labels(town.editor) == []
    for who in (town.s1, town.s2, town.s3):
        town.vote(page, who)
    town.decide(town.magistrate, town.paper(page), "referred_back")
    assert labels(town.editor) == ["Revise and submit"]


def test_a_released_section_that_was_referred_back_waits_for_the_editor(town):
    page = town.through_steering(town.section(), "release")
    assert labels(town.editor) == []
    town.through_steering(page)

    town.decide(town.magistrate, town.paper(page), "referred_back")

    assert labels(town.editor) == ["Revise and submit"]


def test_what_is_overdue_and_oldest_comes_first():
    now = timezone.now()
    entries = [
        Entry("new", "", "", since=now),
        Entry("no date", "", ""),
        Entry("old", "", "", since=now - timedelta(days=3)),
        Entry("late", "", "", since=now, overdue=True),
        Entry("next week", "", "", since=now - timedelta(days=9), due=now + timedelta(days=7)),
        Entry("tomorrow", "", "", since=now, due=now + timedelta(days=1)),
    ]
    from cms import desk

    assert [e.title for e in sorted(entries, key=desk._waiting)] == [
        "late",
        "tomorrow",
        "next week",
        "old",
        "new",
        "no date",
    ]


def test_an_empty_desk_says_so_in_friendly_words(town, client):
    html = home(client, town.member)

    assert "Nothing waits for you. Well done." in html
    assert "No meeting of your bodies is planned at the moment." in html
    assert "Here you will find what became of your votes" in html


def test_who_is_in_no_body_is_not_asked_to_meetings(town, client):
    html = home(client, town.editor)

    assert "Nothing waits" in html and "Your meetings" not in html


def test_a_voter_sees_until_when_she_can_vote(town, client):
    page = town.submit(town.section())
    ballot = town.ballot(page)
    html = home(client, town.s1)
    assert "1 thing waits for you." in html and ": 14 days left" in html

    type(ballot).objects.update(due_at=timezone.now() - timedelta(days=1))
    html = home(client, town.s1)

    assert "1 of them is overdue." in html and "Overdue since" in html
    (entry,) = entries_for(town.s1)
    assert entry.overdue


def test_the_last_day_of_a_ballot_is_called_so():
    now = timezone.now()
    tonight = timezone.localtime(now).replace(hour=23, minute=59)
    entry = Entry("", "", "", due=tonight)

    assert when(entry, now).endswith("last day")
    assert when(Entry("", "", "", due=tonight + timedelta(days=1)), now).endswith("1 day left")


def test_the_clerk_of_the_steering_group_sees_ballots_past_their_deadline(town):
    page = town.vote(town.submit(town.section()), town.s1)
    town.join(town.clerk, town.steering, role="clerk")
    assert labels(town.clerk) == []

    type(town.ballot(page)).objects.update(due_at=timezone.now() - timedelta(days=1))

    (entry,) = entries_for(town.clerk)
    assert entry.action_label == "See the ballot" and entry.note == "4 votes are missing"


def test_a_person_sees_what_became_of_what_she_did(town):
    page = town.submit(town.section())
    town.vote(page, town.s1, "request_changes", "Kürzer")
    (voted,), (submitted,) = recently(town.s1), recently(town.editor)
    assert (voted.what, voted.became) == ("You voted: Changes requested", "Changes requested")
    assert (submitted.what, submitted.became) == ("You submitted", "Changes requested")

    actions.resubmit(page=town.fresh(page), by=town.editor)
    for who in (town.s1, town.s2, town.s3):
        town.vote(page, who)

    assert {line.became for line in recently(town.s1)} == {"In deliberation"}
    assert recently(town.member) == []


def test_the_desk_and_the_agenda_agree_on_what_waits(town):
    first, second = (town.paper(town.through_steering(town.section(f"A{n}"))) for n in range(2))
    town.decide(town.magistrate, first)
    town.agenda(town.social, first, start=timezone.now() + timedelta(days=1))
    bodies = list(town.bodies.values())

    found = {(waits.paper.pk, waits.body.pk) for waits in papers_without_agenda(bodies)}

    assert found == {(i.paper_id, body.pk) for body in bodies for i in without_agenda(body)}
    assert found == {
        (first.pk, town.finance.pk),
        (first.pk, town.advisory.pk),
        (second.pk, town.magistrate.pk),
    }


def busy(town, numbers) -> None:
    """Give everybody something to do, some of it to record, some decided."""
    for number in numbers:
        town.submit(town.section(f"B{number}"))
        town.vote(town.submit(town.section(f"V{number}")), town.s1)
        town.paper(town.through_steering(town.section(f"P{number}")))
        paper = town.paper(town.through_steering(town.section(f"R{number}")))
        town.agenda(town.magistrate, paper)
        decided = town.paper(town.through_steering(town.section(f"D{number}")))
        town.decide(town.magistrate, decided)
        town.decide(town.social, decided)
        town.agenda(town.social, decided, start=timezone.now() + timedelta(days=2))
        sent_back = town.submit(town.section(f"S{number}"))
        town.vote(sent_back, town.s2, "request_changes", "Kürzer")
        town.section(f"E{number}")


@pytest.mark.parametrize("who", ["s1", "clerk", "member", "editor"])
def test_the_desk_costs_the_same_however_much_lies_on_it(town, client, count_queries, who):
    person = town.people[who]
    busy(town, [0])
    home(client, person)
    few, one = len(entries_for(person)), count_queries(lambda: home(client, person))

    busy(town, range(1, 4))

    assert len(entries_for(person)) > few or who == "member"
    assert count_queries(lambda: home(client, person)) == one
