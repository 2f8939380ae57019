"""What always holds for the rows of the route, and what they say of themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from council import guards
from council.forms.wording import paragraphs_of
from council.models import (
    AgendaItem,
    Decision,
    DecisionItem,
    DeliberationTask,
    Meeting,
    Membership,
    Organization,
    ReviewVote,
)
from council.models.organization import is_clerk
from council.setup import ensure_workflows

from .conftest import paragraph

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_vote_that_does_not_carry(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper)
    fields = {"agenda_item": agenda, "kind": agenda.role, "recorded_by": town.clerk}
    for wrong in (
        {"outcome": "adopted", "present": 9, "yes": 3, "no": 3},
        {"outcome": "rejected", "present": 9, "yes": 3, "no": 2},
        {"outcome": "adopted", "present": 3, "yes": 3, "no": 2},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.bulk_create([Decision(**fields, **wrong)])


def test_a_membership_ends_after_it_begins_and_counts_to_its_last_day(town):
    today = timezone.localdate()
    place = Membership(person=town.member, organization=town.finance, since=today)
    place.until = today - timedelta(days=1)
    with pytest.raises(ValidationError, match="before it begins"):
        place.full_clean()
    place.until = today
    place.save()
    assert place in Membership.objects.current()
    assert place not in Membership.objects.current(today + timedelta(days=1))
    assert "member" in str(place)


def test_who_is_inactive_keeps_no_records(town):
    town.clerk.is_active = False

    assert not is_clerk(town.clerk)


def test_more_members_than_there_are_cannot_be_present(town):
    meeting = town.meeting(town.social, present=9)
    meeting.present = 10
    with pytest.raises(ValidationError, match="only 9 members"):
        meeting.full_clean()
    assert list(Meeting.objects.upcoming(timezone.now())) == []


def test_what_a_body_is_asked_for_fits_its_kind_and_stays_once_decided(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper)
    agenda.role = "resolution"
    with pytest.raises(ValidationError, match="Only the city council"):
        agenda.full_clean()
    agenda.role = "recommendation"
    town.decide(town.magistrate, paper, agenda=agenda)
    agenda.role = "hearing"
    with pytest.raises(ValidationError, match="stays as it was"):
        agenda.full_clean()
    board = AgendaItem(meeting=town.meeting(town.advisory), order=1, number="1", title="x")
    with pytest.raises(ValidationError, match="is heard"):
        board.full_clean()
    assert agenda.title in str(agenda)


def test_a_public_section_keeps_its_address(town):
    page = town.section()
    page.slug = "noch-frei"
    page.full_clean()
    page = town.through_steering(town.section(), "release")
    page.slug = "anders"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "slug" in refused.value.message_dict
    with pytest.raises(guards.NotResolved):
        page.save()


def test_view_restrictions_are_no_way_to_hide_a_text(town):
    page = town.section()
    assert not page.permissions_for_user(town.admin).can_set_view_restrictions()

    translated = town.translation(page).permissions_for_user(town.admin)
    assert not translated.can_set_view_restrictions()


def test_votes_and_records_name_themselves(town):
    page = town.submit(town.section())
    vote = town.vote(page, town.s1) and ReviewVote.objects.get()
    assert "s1" in str(vote)
    for body in Organization.objects.all():
        assert body.label == body.name
    body.short_name = "Kurz"
    assert body.label == "Kurz"
    task = DeliberationTask.objects.first()
    assert task.locked_for_user(page, town.admin)
    assert town.ballot_task.locked_for_user(page, town.admin)


def test_lists_and_all_texts_of_a_section_can_be_amended(town):
    item_value = [
        {"type": "item", "value": "<p>Erstens</p>", "id": "a1"},
        {"type": "item", "value": "<p>Zweitens</p>", "id": "a2"},
    ]
    page = town.section()
    draft = page.get_latest_revision_as_object()
    raw = [dict(block) for block in draft.body.raw_data]
    raw += [paragraph("Was wir tun", "heading"), paragraph(item_value, "list")]
    draft.body = draft.body.stream_block.to_python(raw)
    draft.save_revision(user=town.editor)
    paper = town.to_council(town.through_steering(page))
    item = paper.items.get()
    pieces = list(paragraphs_of(item))
    assert [str(piece.label) for piece in pieces] == [
        "Title",
        "Summary",
        "Paragraph 1, Statement",
        "Paragraph 2",
        "Paragraph 3",
        "Heading",
        "Paragraph 4, Point 1",
        "Paragraph 4, Point 2",
    ]
    second = pieces[-1]
    assert second.value == "<p>Zweitens</p>"
    assert not second.differs('<p data-block-key="x">Zweitens</p>') and not second.differs("")
    new = second.replaced(second.block_value, "<p>Drittens</p>")
    texts = {item.pk: {second.block_id: new}}

    town.decide(town.council, paper, "adopted_amended", yes=20, final_texts=texts)

    assert "Drittens" in str(list(town.fresh(page).body.raw_data))
    assert DecisionItem.objects.resolutions().get().number == "1.0"


def test_setting_up_twice_changes_nothing(town):
    before = ensure_workflows()

    assert ensure_workflows() == before
    assert DeliberationTask.objects.count() == 3


def test_a_clerk_has_no_vote(town):
    assert not Membership(organization=town.social, person=town.s1, role="clerk").votes
    assert Membership(organization=town.social, person=town.s1).votes
    voting = Membership(organization=town.social, person=town.s1, role="clerk", votes=True)

    with pytest.raises(ValidationError) as refused:
        voting.clean()
    assert "A clerk has no vote" in refused.value.message_dict["votes"][0]
    with pytest.raises(ValidationError, match="A clerk has no vote"):
        voting.validate_constraints()
