"""Amendments: who may propose what until when, and taking it back."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from council.actions import AlreadyDone, withdraw_paper
from council.amendments import submitting
from council.amendments.amending import paragraphs
from council.amendments.courses import Status, courses
from council.models import Amendment, CouncilSettings, Faction, Membership
from council.wagtail_hooks import has_record

from .conftest import make_user
from .tabled import NEW, block, propose, refused, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(town):
    """Return a pinned section that is before the Magistrat."""
    return town.paper(town.through_steering(town.section())).items.get()


# --- proposing ---------------------------------------------------------------------------------------
def test_a_member_proposes_other_words_for_a_paragraph(town, item):
    found = propose(town, item, value="<p>Neu <b>fett</b>.</p>")

    assert (found.label, found.block_type) == ("Ä1", "paragraph")
    assert found.old_value == "<p>Alt.</p>" and found.new_value == "<p>Neu <b>fett</b>.</p>"
    assert courses(Amendment.objects.all())[0].status == Status.OPEN
    assert PageLogEntry.objects.filter(action="council.amendment_propose").count() == 1
    assert not ModelLogEntry.objects.filter(action__startswith="council.amendment").exists()


def test_numbers_run_through_the_paper(town):
    pages = [town.through_steering(town.section(title)) for title in ("A", "B")]
    one, other = town.paper(*pages).items.all()

    labels = [propose(town, which).label for which in (one, other, one)]

    assert labels == ["Ä1", "Ä2", "Ä3"]


def test_a_new_paragraph_and_a_deletion_have_one_side_only(town, item):
    new = propose(town, item, kind="insert", block_id="", value=NEW)
    gone = propose(town, item, kind="delete", block_id=block(item, 2))

    assert (new.old_value, new.new_value, new.block_id) == (None, NEW, "")
    assert (gone.old_value, gone.new_value) == ("<p>Bleibt.</p>", None)


def test_rich_text_holds_only_what_the_editor_makes(town, item):
    evil = '<p onclick="x()">Neu <a href="javascript:x()">hier</a><script>x()</script></p><img src="x">'

    found = propose(town, item, value=evil)

    assert found.new_value.startswith("<p>Neu <a>hier</a>x()</p>")
    assert not {"<script", "onclick", "javascript", "<img"} & set(found.new_value.split())
    for word in ("<script", "onclick", "javascript:", "<img"):
        assert word not in found.new_value


def test_other_kinds_of_paragraphs_are_cleaned_by_their_own_block(town, item):
    guideline = block(item, 0)

    found = propose(town, item, block_id=guideline, value={"text": "Alle.", "more": "x"})
    refused(lambda: propose(town, item, block_id=guideline, value={"text": ""}), value="required")
    refused(lambda: propose(town, item, block_id=guideline, value="x"), value="cannot be read")

    assert found.new_value == {"text": "Alle."}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": "  "}, {"reason": "Give the reason"}),
        ({"kind": "other"}, {"kind": "Choose what you propose"}),
        ({"block_id": str(uuid.uuid4())}, {"block_id": "no such paragraph"}),
        ({"block_id": ""}, {"block_id": "no such paragraph"}),
        ({"value": "<p>Alt.</p>"}, {"value": "as it is now"}),
        ({"value": '<p data-block-key="abcde">Alt.</p>'}, {"value": "as it is now"}),
        ({"value": "<p> </p>"}, {"value": "Enter the new wording"}),
        ({"value": None}, {"value": "cannot be read"}),
        ({"value": 5}, {"value": "cannot be read"}),
        ({"value": "<p>Neu <b>fett"}, {"value": "cannot be read"}),
        ({"kind": "insert", "block_type": "poem"}, {"block_type": "no such kind"}),
    ],
)
def test_wrong_input_is_refused_by_field(town, item, fields, words):
    refused(lambda: propose(town, item, **fields), **words)


def test_the_same_form_sent_twice_proposes_once(town, item):
    token = uuid.uuid4()
    propose(town, item, token=token)

    refused(lambda: propose(town, item, token=token), AlreadyDone)


def test_each_proposes_in_the_names_that_are_theirs(town, item):
    faction = Faction.objects.create(organization=town.social, name="Die Bunten")
    other = Faction.objects.create(organization=town.social, name="Die Anderen")
    place = town.member.memberships.get()
    place.faction = faction
    place.save()

    assert propose(town, item, faction=faction).proposer == "Die Bunten"
    assert propose(town, item, by=town.clerk, organization=town.advisory).organization
    assert propose(town, item, by=town.clerk, faction=other).faction == other
    refused(lambda: propose(town, item, faction=other), PermissionDenied)
    refused(lambda: propose(town, item, organization=town.social), PermissionDenied)
    refused(lambda: propose(town, item, by=town.clerk), PermissionDenied)
    refused(lambda: propose(town, item, by=town.s1), PermissionDenied)
    refused(lambda: propose(town, item, by=town.admin), PermissionDenied)
    refused(lambda: propose(town, item, by=town.editor), PermissionDenied)


def test_the_right_ends_with_the_membership(town, item):
    Membership.objects.filter(person=town.member).update(
        until=timezone.localdate() - timedelta(days=1)
    )

    refused(lambda: propose(town, item), PermissionDenied)


@pytest.mark.parametrize(
    ("setting", "fields"),
    [("members_may_amend", {}), ("factions_may_amend", {"faction": True}),
     ("bodies_may_amend", {"organization": True})],
)  # fmt: skip
def test_a_town_says_who_may_propose(town, item, setting, fields):
    faction = Faction.objects.create(organization=town.social, name="Die Bunten")
    who = {"faction": {"faction": faction}, "organization": {"organization": town.social}}
    names = {k: v for name in fields for k, v in who[name].items()}
    by = town.clerk if fields else town.member
    propose(town, item, by=by, **names)
    routes = CouncilSettings.load()
    setattr(routes, setting, False)
    routes.save()

    refused(lambda: propose(town, item, by=by, **names), PermissionDenied)


def test_amendments_end_with_the_day_that_the_paper_names(town, item):
    item.paper.amendments_until = timezone.now() - timedelta(minutes=1)
    item.paper.save()

    assert "until" in refused(lambda: propose(town, item))


def test_without_a_day_they_end_some_days_before_the_council_meets(town, item):
    town.agenda(town.council, item.paper, start=timezone.now() + timedelta(days=3))
    propose(town, item)
    routes = CouncilSettings.load()
    routes.days_to_amend = 4
    routes.save()

    assert "until" in refused(lambda: propose(town, item))


def test_a_withdrawn_paper_and_a_decided_section_take_none(town, item):
    page = town.through_steering(town.section("B"))
    decided = town.to_council(page)
    town.decide(town.council, decided, yes=20)
    withdraw_paper(paper=item.paper, reason="Neu", by=town.clerk)

    assert "withdrawn" in refused(lambda: propose(town, item))
    assert "no longer before" in refused(lambda: propose(town, decided.items.get()))


# --- withdrawing -------------------------------------------------------------------------------------
def test_whoever_proposed_it_or_a_clerk_takes_it_back(town, item):
    own, other = propose(town, item), propose(town, item)
    stranger = make_user("elsewhere")
    town.join(stranger, town.advisory, role="clerk", votes=False)
    refused(lambda: submitting.withdraw(amendment=own, by=stranger), PermissionDenied)
    refused(lambda: submitting.withdraw(amendment=own, by=town.s1), PermissionDenied)
    refused(lambda: submitting.withdraw(amendment=own, by=town.admin), PermissionDenied)

    submitting.withdraw(amendment=own, by=town.member)
    submitting.withdraw(amendment=other, by=town.clerk)

    assert [c.status for c in courses(Amendment.objects.all())] == [Status.WITHDRAWN] * 2
    refused(lambda: submitting.withdraw(amendment=own, by=town.member), AlreadyDone)
    agenda = town.agenda(town.magistrate, item.paper)
    assert "withdrawn" in refused(lambda: vote(own, agenda, town.clerk))


def test_what_the_council_voted_on_cannot_be_taken_back(town):
    paper = town.to_council(town.through_steering(town.section()))
    item = paper.items.get()
    found = propose(town, item)
    vote(found, town.agenda(town.council, paper), town.clerk, yes=20)

    assert "is decided" in refused(lambda: submitting.withdraw(amendment=found, by=town.member))


def test_a_person_with_amendments_stays(town, item):
    propose(town, item)
    Membership.objects.filter(person=town.member).delete()

    assert has_record(town.member)


def test_the_pinned_text_stays_as_it_is(town, item):
    before = paragraphs(item.snapshot)
    propose(town, item)
    propose(town, item, kind="delete")

    item.refresh_from_db()
    assert paragraphs(item.snapshot) == before and item.problems() == []
