"""What the verbs of the route refuse, in words, leaving everything as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from council import actions
from council.decisions.votes import is_quorate
from council.models import (
    AgendaItem,
    CouncilSettings,
    Decision,
)

pytestmark = pytest.mark.django_db


# --- submitting ---------------------------------------------------------------------------------------
def test_who_may_not_edit_may_not_submit(town):
    page = town.section()
    with pytest.raises(PermissionDenied):
        actions.submit(page=page, purpose="release", by=town.s1)
    town.vote(town.submit(page), town.s1, "request_changes", "Bitte kürzen")
    with pytest.raises(PermissionDenied):
        actions.resubmit(page=town.fresh(page), by=town.s1)


def test_a_section_is_submitted_once_and_for_a_known_purpose(town):
    page = town.section()
    with pytest.raises(ValidationError, match="Unknown purpose"):
        actions.submit(page=page, purpose="nonsense", by=town.editor)
    town.submit(page)
    with pytest.raises(actions.AlreadyDone):
        town.submit(page)


def test_a_purpose_needs_its_workflow(town):
    routes = CouncilSettings.load()
    routes.release_workflow = None
    routes.save()

    with pytest.raises(ValidationError, match="No workflow"):
        town.submit(town.section(), "release")


def test_what_is_missing_in_a_text_is_said_before_it_is_submitted(town, monkeypatch):
    page = town.section()
    monkeypatch.setattr(
        type(page), "missing_for_submission", lambda page: ["A summary is missing."]
    )

    with pytest.raises(ValidationError, match="A summary is missing"):
        town.submit(page)


def test_a_step_without_a_body_stops_the_submission(town):
    town.committees_task.organizations.clear()

    with pytest.raises(ValidationError, match="no body"):
        town.submit(town.section())


def test_a_page_made_in_code_gets_its_first_version_when_submitted(town):
    page = town.section()
    type(page).objects.filter(pk=page.pk).update(latest_revision=None)

    assert town.submit(page).latest_revision is not None


# --- recording ----------------------------------------------------------------------------------------
def test_nothing_is_recorded_before_the_meeting(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper, start=timezone.now() + timedelta(hours=1))

    with pytest.raises(ValidationError, match="not begun"):
        town.decide(town.magistrate, paper, agenda=agenda)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"items": []}, "sections"),
        ({"outcome": "nonsense"}, "outcome"),
        ({"final_texts": {1: {}}}, "outcome"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_beside_its_field(town, more, field):
    paper = town.paper(town.through_steering(town.section()))

    with pytest.raises(ValidationError) as refused:
        town.decide(town.magistrate, paper, **more)

    assert field in refused.value.message_dict
    assert not Decision.objects.exists()


def test_a_board_that_is_heard_sends_nothing_back_and_the_council_takes_no_note(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper, "noted", yes=0, no=0)
    with pytest.raises(ValidationError, match="sends nothing back"):
        town.decide(town.advisory, paper, "referred_back")
    for body in (town.social, town.finance, town.advisory):
        town.decide(body, paper)
    with pytest.raises(ValidationError, match="adopts, rejects"):
        town.decide(town.council, paper, "noted", yes=20)


def test_a_decision_needs_its_turn_its_paper_and_its_step(town):
    one, two = (town.through_steering(town.section(f"A{n}")) for n in range(2))
    paper, other = town.paper(one), town.paper(two)
    with pytest.raises(ValidationError, match="not the turn"):
        town.decide(town.social, paper)
    with pytest.raises(ValidationError, match="not part of the paper"):
        town.decide(town.magistrate, paper, items=other.items.all())
    town.decide(town.magistrate, other, "referred_back")
    with pytest.raises(ValidationError, match="no longer before"):
        town.decide(town.social, other)
    agenda = town.agenda(town.magistrate, paper)
    AgendaItem.objects.filter(pk=agenda.pk).update(role="resolution")
    with pytest.raises(ValidationError, match="does not fit"):
        town.decide(town.magistrate, paper, agenda=AgendaItem.objects.get(pk=agenda.pk))


def test_a_used_token_says_already_recorded(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    first = town.decide(town.magistrate, paper)

    with pytest.raises(actions.AlreadyDone, match="already recorded"):
        town.decide(town.social, paper, token=first.token)


def test_a_paper_with_nothing_open_cannot_be_withdrawn(town):
    page = town.section()
    town.resolve(page)
    paper = page.paper_items.get().paper

    with pytest.raises(ValidationError, match="decided"):
        actions.withdraw_paper(paper=paper, reason="Zu spät", by=town.clerk)


def test_a_missing_count_of_those_present_is_asked_for(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper)
    agenda.meeting.present = None
    agenda.meeting.save()

    with pytest.raises(ValidationError) as refused:
        town.decide(town.magistrate, paper, agenda=agenda)
    assert "present" in refused.value.message_dict

    town.decide(town.magistrate, paper, agenda=agenda, present=8)


def test_the_quorum_is_more_than_half_or_a_second_call():
    assert is_quorate(5, 9) and is_quorate(19, 37) and is_quorate(1, 37, second_call=True)
    assert not (is_quorate(4, 8) or is_quorate(18, 37) or is_quorate(0, 37, second_call=True))


def test_records_made_without_the_verbs_are_checked_when_they_are_published(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    item = paper.items.get()
    block = item.snapshot["fields"]["body"][0]["id"]
    texts = {item.pk: {block: {"text": "Neu.", "nonsense": "x"}}}

    town.decide(town.council, paper, "adopted_amended", yes=20, final_texts=texts)

    assert town.fresh(page).body[0].value["text"] == "Neu."


def test_a_body_does_not_decide_on_a_paper_of_a_later_day(town):
    page = town.through_steering(town.section())
    paper = town.paper(page, date=timezone.localdate())
    with pytest.raises(ValidationError, match="that is later"):
        town.decide(town.magistrate, paper)
    assert not Decision.objects.exists()

    same_day = town.agenda(town.magistrate, paper, start=timezone.now())
    town.decide(town.magistrate, paper, agenda=same_day)
