"""Votes on amendments: recommendations, decisions, counts that do not carry, corrections."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import PageLogEntry

from council.actions import AlreadyDone
from council.amendments import submitting
from council.amendments.courses import Status, courses
from council.models import Amendment, AmendmentVote

from .tabled import NEW, block, propose, refused, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(town):
    """Return a pinned section that is before the Magistrat."""
    return town.paper(town.through_steering(town.section())).items.get()


# --- voting ------------------------------------------------------------------------------------------
def test_a_committee_recommends_and_the_council_decides(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    found = propose(town, paper.items.get())
    town.decide(town.magistrate, paper)
    for body, yes, no, outcome in (
        (town.social, 5, 1, "accepted"),
        (town.finance, 1, 5, "rejected"),
    ):
        agenda = town.agenda(body, paper)
        vote(found, agenda, town.clerk, outcome, yes, no)
        town.decide(
            body, paper, agenda=agenda, outcome="adopted" if yes < no else "adopted_amended"
        )
    town.decide(town.advisory, paper)
    (course,) = courses(Amendment.objects.all())
    assert course.is_open and course.to_follow is None and len(course.recommendations) == 2

    vote(found, town.agenda(town.council, paper), town.clerk, yes=20)

    (course,) = courses(Amendment.objects.all())
    assert course.status == Status.ACCEPTED and len(course.votes) == 3
    assert PageLogEntry.objects.filter(action="council.amendment_vote").count() == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": "perhaps"}, {"outcome": "Choose an outcome"}),
        ({"yes": 3, "no": 3}, {"yes": "tie"}),
        ({"yes": 1, "no": 3}, {"yes": "no majority"}),
        ({"outcome": "rejected"}, {"no": "no rejection"}),
        ({"yes": 0, "no": 0}, {"yes": "Enter the votes"}),
        ({"present": 4}, {"present": "No quorum"}),
        ({"present": 40}, {"present": "only 9 members"}),
        ({"yes": 8, "no": 1}, {"present": "9 votes"}),
        ({"outcome": "accepted_modified", "value": None}, {"value": "cannot be read"}),
        ({"outcome": "accepted_modified", "value": NEW}, {"value": "proposed wording"}),
        ({"outcome": "accepted_modified", "value": "<p>Alt.</p>"}, {"value": "as it is now"}),
    ],
)
def test_a_count_that_does_not_carry_is_refused_by_field(town, item, fields, words):
    found, agenda = propose(town, item), town.agenda(town.magistrate, item.paper)

    refused(lambda: vote(found, agenda, town.clerk, **fields), **words)


def test_only_the_clerk_of_a_body_whose_turn_it_is_records(town, item):
    found, agenda = propose(town, item), town.agenda(town.magistrate, item.paper)
    early = town.agenda(town.council, item.paper)
    coming = town.agenda(town.magistrate, item.paper, start=timezone.now() + timedelta(days=1))

    refused(lambda: vote(found, agenda, town.member), PermissionDenied)
    refused(lambda: vote(found, agenda, town.admin), PermissionDenied)
    assert "not before this body" in refused(lambda: vote(found, early, town.clerk, yes=20))
    assert "not begun" in refused(lambda: vote(found, coming, town.clerk))
    vote(found, agenda, town.clerk)
    refused(lambda: vote(found, agenda, town.clerk), AlreadyDone)


def test_an_amendment_is_voted_on_with_its_own_paper(town, item):
    other = town.paper(town.through_steering(town.section("B")))
    found, agenda = propose(town, item), town.agenda(town.magistrate, other)

    assert "not before this body" in refused(lambda: vote(found, agenda, town.clerk))


def test_many_votes_are_recorded_all_or_none(town, item):
    one, other = propose(town, item), propose(town, item, block_id=block(item, 2))
    agenda = town.agenda(town.magistrate, item.paper)

    def record(**second):
        entries = {
            one.pk: {"outcome": "accepted", "yes": 5},
            other.pk: {"outcome": "rejected", "yes": 1, "no": 4} | second,
        }
        return submitting.vote_together(agenda_item=agenda, entries=entries, by=town.clerk)

    refused(lambda: record(yes=9), **{f"{other.pk}-no": "no rejection"})
    assert len(record()) == 2


def test_a_record_is_corrected_by_a_new_one(town, item):
    found, agenda = propose(town, item), town.agenda(town.magistrate, item.paper)
    first = vote(found, agenda, town.clerk)
    refused(lambda: submitting.correct_vote(vote=first, by=town.member, yes=4), PermissionDenied)
    assert "Nothing differs" in refused(lambda: submitting.correct_vote(vote=first, by=town.clerk))

    second = submitting.correct_vote(vote=first, by=town.clerk, outcome="rejected", yes=1, no=5)

    (course,) = courses(Amendment.objects.all())
    assert course.votes == [second] and AmendmentVote.objects.count() == 2
    refused(lambda: submitting.correct_vote(vote=first, by=town.clerk, yes=4), AlreadyDone)

    town.decide(town.magistrate, item.paper, agenda=agenda)
    refused(
        lambda: submitting.correct_vote(
            vote=second, by=town.clerk, outcome="accepted", yes=5, no=1
        ),
        outcome="only the count",
    )
    submitting.correct_vote(vote=second, by=town.clerk, no=6)
    assert courses(Amendment.objects.all())[0].recommendations[0].no == 6
