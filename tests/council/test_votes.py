"""Quorum, majority, recusal and factions: examples by name, and counter-examples looked for."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from council.decisions import votes
from council.decisions.factions import check_parts
from council.decisions.votes import CARRIED, Outcome, Room, is_quorate
from council.models import Attendance, Decision, Faction, FactionVote, Recusal

counts = st.integers(0, 60)
members = st.integers(1, 80)


class Vote:
    """What a decision says, without a database."""

    def __init__(self, outcome, present, yes=0, no=0, abstain=0):
        self.outcome, self.present = outcome, present
        self.yes, self.no, self.abstain = yes, no, abstain


def refused(vote, room) -> dict:
    """Return what is wrong with a vote, by field."""
    errors: dict[str, list] = {}
    votes._check_presence(vote, room, vote.yes + vote.no + vote.abstain, errors)
    votes._check_majority(vote, errors)
    return errors


# --- quorum (HGO § 53) --------------------------------------------------------------------------------
@given(counts, members)
def test_more_than_half_of_the_statutory_members_are_a_quorum(present, statutory):
    assert is_quorate(present, statutory) is (present > statutory / 2)


@given(counts, members)
def test_one_more_present_never_loses_the_quorum(present, statutory):
    assert is_quorate(present + 1, statutory) or not is_quorate(present, statutory)


@given(counts, members)
def test_the_second_convocation_needs_somebody(present, statutory):
    assert is_quorate(present, statutory, second_call=True) is (present > 0)


@given(counts, members, counts)
def test_only_when_more_than_half_are_recused_any_number_will_do(present, statutory, recused):
    by_law = recused > statutory / 2

    assert is_quorate(present, statutory, recused=recused) is (
        present > 0 and (by_law or present > statutory / 2)
    )
    assert votes.needs_approval(recused, statutory) is by_law


# --- majority (HGO § 54) ------------------------------------------------------------------------------
@given(counts, counts, counts)
def test_a_count_is_adopted_or_rejected_and_never_both(yes, no, abstain):
    room = Room(members=400)
    present = max(201, yes + no + abstain)
    adopted = refused(Vote(Outcome.ADOPTED, present, yes, no, abstain), room)
    rejected = refused(Vote(Outcome.REJECTED, present, yes, no, abstain), room)

    if yes + no + abstain == 0:
        assert adopted and rejected
    else:
        assert bool(adopted) is (yes <= no) and bool(rejected) is (yes > no)


@given(counts, counts, counts, counts)
def test_abstentions_decide_nothing(yes, no, few, many):
    room, present = Room(members=400), 201
    for outcome in (Outcome.ADOPTED, Outcome.REJECTED, Outcome.REFERRED_BACK):
        one = refused(Vote(outcome, present, yes, no, few + 1), room)
        assert one == refused(Vote(outcome, present, yes, no, many + 1), room)


@given(counts)
def test_a_tie_is_a_rejection_and_says_so(both):
    room = Room(members=400)
    for outcome in CARRIED:
        errors = refused(Vote(outcome, 201, both, both, 1), room)
        assert "tie" in str(errors["yes"][0])
    assert not refused(Vote(Outcome.REJECTED, 201, both, both, 1), room)


# --- who can take part (HGO § 25) ---------------------------------------------------------------------
@given(counts, counts, counts)
def test_nobody_recused_is_counted_as_present(there, recused, present):
    room = Room(members=100, there=there, recused=recused, second_call=True)
    errors = refused(Vote(Outcome.DEFERRED, present), room)

    assert ("present" in errors) is (present > max(there - recused, 0))


@pytest.mark.django_db
def test_those_who_left_the_room_do_not_vote(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper, present=None)
    statutory = town.magistrate.statutory_members
    places = [town.join(town.people[f"s{n}"], town.magistrate) for n in range(1, 5)]
    for place in places:
        Attendance.objects.create(meeting=agenda.meeting, membership=place)
    Recusal.objects.create(agenda_item=agenda, membership=places[0], recorded_by=town.clerk)

    assert Room.of(agenda).can_take_part == 3
    with pytest.raises(ValidationError, match="Only 3 members can take part"):
        town.decide(town.magistrate, paper, agenda=agenda, yes=3, no=0, present=4)
    assert statutory > 3


@pytest.mark.django_db
def test_a_body_without_quorum_defers_and_nothing_else(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper, present=1)
    with pytest.raises(ValidationError, match="No quorum"):
        town.decide(town.magistrate, paper, agenda=agenda, yes=1, no=0)
    with pytest.raises(ValidationError, match="No quorum"):
        town.decide(town.magistrate, paper, "noted", agenda=agenda, yes=0, no=0)

    town.decide(town.magistrate, paper, "deferred", agenda=agenda, yes=0, no=0)

    assert Decision.objects.get().outcome == "deferred"


# --- factions -----------------------------------------------------------------------------------------
parts = st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=5)


@given(parts, counts)
def test_parts_that_add_up_are_taken_and_no_others(entered, more):
    sums = [sum(part[place] for part in entered) for place in range(3)]
    factions = [Faction(pk=number) for number in range(len(entered))]
    for faction in factions:
        faction.members = 0
    given_parts = dict(enumerate(entered))
    check_parts(Vote("adopted", 900, *sums), given_parts, factions, without_faction=0)

    for place in range(3):
        other = list(sums)
        other[place] += more + 1
        with pytest.raises(ValidationError, match="add up"):
            check_parts(Vote("adopted", 900, *other), given_parts, factions, without_faction=more)


@given(st.integers(1, 20), st.integers(1, 20))
def test_a_faction_has_as_many_votes_as_members(size, more):
    faction = Faction(pk=1, name="Grün")
    faction.members = size
    whole = Vote("adopted", 900, size + more, 0, 0)

    with pytest.raises(ValidationError, match="Grün"):
        check_parts(whole, {1: (size + more, 0, 0)}, [faction], without_faction=0)
    check_parts(whole, {1: (size, 0, 0)}, [faction], without_faction=more)


@pytest.mark.django_db
def test_votes_by_faction_are_kept_beside_the_decision(town):
    paper = town.paper(town.through_steering(town.section()))
    one, two = (Faction.objects.create(organization=town.magistrate, name=n) for n in "AB")
    other = Faction.objects.create(organization=town.social, name="C")
    for wrong in ({one.pk: (4, 0, 0)}, {one.pk: (5, 1, 0), other.pk: (0, 0, 0)}):
        with pytest.raises(ValidationError):
            town.decide(town.magistrate, paper, by_faction=wrong)
    assert not Decision.objects.exists()

    town.decide(town.magistrate, paper, by_faction={one.pk: (4, 0, 0), two.pk: (1, 1, 0)})

    assert [(v.faction, v.yes, v.no) for v in FactionVote.objects.all()] == [
        (one, 4, 0),
        (two, 1, 1),
    ]
