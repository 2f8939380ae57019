"""What a decision rests on stays as it was: who met, when, and about what."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from council.models import AgendaItem, Meeting, Paper
from tests.wording import german

pytestmark = pytest.mark.django_db

SETTLED = "A decision is recorded on this"


@pytest.fixture
def decided(town):
    """Return the agenda item of a recorded decision."""
    paper = town.paper(town.through_steering(town.section()))
    return town.decide(town.magistrate, paper).agenda_item


def other_value(town, row, name):
    value = getattr(row, name)
    if name == "organization":
        return town.finance
    if name == "meeting":
        return town.meeting(town.finance)
    if name == "paper":
        return town.paper(town.through_steering(town.section()))
    if name in ("start", "date"):
        return value - timedelta(days=1)
    if name == "second_call":
        return not value
    if name == "role":
        return AgendaItem.Role.HEARING
    return value - 1 if isinstance(value, int) else f"{value}a"


@pytest.mark.parametrize(
    ("model", "name"),
    [(model, name) for model in (Meeting, AgendaItem, Paper) for name in model.settled],
)
def test_a_field_that_a_decision_rests_on_stays(town, decided, model, name):
    row = model.objects.get()
    setattr(row, name, other_value(town, row, name))

    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert SETTLED in refused.value.message_dict[name][0]
    with pytest.raises(ValidationError, match=SETTLED):
        row.save()


def test_what_must_stay_is_named():
    assert Meeting.settled == ("organization", "number", "start", "present", "second_call")
    assert AgendaItem.settled == ("meeting", "part", "number", "title", "paper", "role")
    assert Paper.settled == ("reference", "title", "date")


def test_other_words_may_still_be_mended(town, decided):
    meeting, paper = decided.meeting, decided.paper
    meeting.place, decided.order, paper.reasons = "Bürgerhaus", 7, "Ergänzt"
    for row in (meeting, decided, paper):
        row.full_clean()
        row.save()

    assert Paper.objects.get().reasons == "Ergänzt"


def test_how_many_were_present_may_be_filled_in_once(town, decided):
    Meeting.objects.update(present=None)
    meeting = Meeting.objects.get()
    meeting.present = 7
    meeting.full_clean()
    meeting.save()
    assert Meeting.objects.get().present == 7

    for later in (8, None):
        meeting.present = later
        with pytest.raises(ValidationError, match=SETTLED):
            meeting.save()


def test_before_a_decision_everything_may_be_mended(town):
    agenda = town.agenda(town.social, town.paper(town.through_steering(town.section())))
    agenda.meeting.number, agenda.title, agenda.paper.title = 99, "Neu", "Neu"
    for row in (agenda.meeting, agenda, agenda.paper):
        row.full_clean()
        row.save()

    assert Meeting.objects.get().number == 99


def test_the_form_says_what_stays(town, decided, client):
    client.force_login(town.clerk)
    url = reverse("council_paper_edit", args=[decided.paper_id])
    entered = {"reference": decided.paper.reference, "title": "Anders", "date": decided.paper.date}

    response = client.post(url, entered)

    assert response.status_code == 422
    said = german("A decision is recorded on this; it stays as it was.")
    assert response.context["form"].errors["title"] == [said]
    assert Paper.objects.get().title == "Strategie"
