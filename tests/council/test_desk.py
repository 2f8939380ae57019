"""The desk says what waits for whom, and leads to the page that does it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.desk import Entry, entries_for
from council import actions

pytestmark = pytest.mark.django_db


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
    town.meeting(town.social, start=timezone.now() + timedelta(days=3))
    assert labels(town.member) == ["Read agenda and papers"]

    client.force_login(town.member)
    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Gut ankommen: " in html


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
    ]
    from cms import desk

    assert [e.title for e in sorted(entries, key=desk._waiting)] == [
        "late",
        "old",
        "new",
        "no date",
    ]


def test_an_empty_desk_says_so(town, client):
    client.force_login(town.admin)

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert 'id="panel-desk' in html or "desk" in html


def test_the_desk_of_a_voter_costs_the_same_however_many_ballots(town, count_queries):
    town.submit(town.section())
    one = count_queries(lambda: entries_for(town.s1))
    for number in range(3):
        town.submit(town.section(f"A{number}"))

    assert count_queries(lambda: entries_for(town.s1)) == one
