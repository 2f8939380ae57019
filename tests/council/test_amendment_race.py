"""Amendments at the same moment: real threads, a connection each, on SQLite and on PostgreSQL."""

import uuid

import pytest

from council.amendments import submitting
from council.models import Amendment, PaperItem

from .conftest import make_town
from .test_race import refusals, restored, together  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def town(transactional_db):
    return make_town()


def proposing(town, item, token=None):
    block = item.snapshot["fields"]["body"][1]["id"]
    return (
        lambda: PaperItem.objects.get(pk=item.pk),
        lambda loaded: submitting.propose(
            paper_item=loaded, kind="delete", block_id=block, reason="Zu lang.", by=town.member,
            token=token or uuid.uuid4(),
        ),
    )  # fmt: skip


def test_amendments_are_numbered_without_gaps(town):
    pages = [town.through_steering(town.section(title)) for title in ("A", "B")]
    one, other = town.paper(*pages).items.all()

    results = together(*(proposing(town, item) for item in (one, other, one, other)))

    assert refusals(results) == 0, results
    assert sorted(Amendment.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_form_sent_twice_is_one_amendment(town):
    item = town.paper(town.through_steering(town.section())).items.get()
    token = uuid.uuid4()

    results = together(*(proposing(town, item, token) for _n in range(2)))

    assert refusals(results) == 1, results
    assert Amendment.objects.get().number == 1


def test_two_clerks_record_a_vote_on_an_amendment_once(town):
    paper = town.paper(town.through_steering(town.section()))
    _load, do = proposing(town, paper.items.get())
    amendment, agenda = do(paper.items.get()), town.agenda(town.magistrate, paper)

    def voting_on(outcome, yes, no):
        return (
            lambda: Amendment.objects.get(),
            lambda loaded: submitting.vote(
                amendment=loaded, agenda_item=agenda, outcome=outcome, yes=yes, no=no, by=town.clerk
            ),
        )

    results = together(voting_on("accepted", 5, 1), voting_on("rejected", 1, 5))

    assert refusals(results) == 1, results
    assert amendment.votes.count() == 1
