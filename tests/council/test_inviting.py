"""Invitation, second convocation, minutes; where a meeting stands and what to do next."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.models import Document
from council.meetings import inviting
from council.meetings.next_steps import State, next_steps, state_of
from council.meetings.placing import put_on_agenda
from council.models import Meeting
from tests.wording import german

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(town):
    return town.meeting(
        town.social, start=timezone.now() + timedelta(days=3), present=None, place="Rathaus"
    )


def write(town, meeting, text, by=None):
    return inviting.write_invitation(meeting=meeting, text=text, by=by or town.clerk)


def pdf(name="niederschrift.pdf", words=b"%PDF-1.4 Niederschrift"):
    return SimpleUploadedFile(name, words, content_type="application/pdf")


def test_a_second_convocation_must_name_the_provision(town, coming):
    coming.second_call = True
    coming.save()

    with pytest.raises(ValidationError, match="53"):
        write(town, coming, "Wir laden ein: Hauptstraße 53, 18:53 Uhr.")
    assert Meeting.objects.get().invitation == ""

    write(town, coming, inviting.proposed_invitation(coming))
    assert not inviting.lacks_notice(Meeting.objects.get())


def test_the_proposed_words_name_day_and_place(town, coming):
    text = inviting.proposed_invitation(coming)

    assert "Rathaus" in text and "Sozialausschuss" in text and "§" not in text


def test_an_empty_invitation_and_other_people_are_refused(town, coming):
    with pytest.raises(ValidationError, match="Enter the text"):
        write(town, coming, "  ")
    for who in (town.member, town.editor, town.admin):
        with pytest.raises(PermissionDenied):
            write(town, coming, "Wir laden ein.", by=who)
    assert Meeting.objects.get().invitation == ""


def test_a_meeting_says_where_it_stands_and_what_comes_next(town, coming):
    steps = [step.label for step in next_steps(coming)]
    assert state_of(coming) == State.PREPARED
    assert steps == ["Put the first item on the agenda", "Write the invitation"]

    paper = town.paper(town.through_steering(town.section()))
    town.decide(town.magistrate, paper)
    assert next_steps(coming)[0].label == f"Put paper {paper.reference} on the agenda"
    item = put_on_agenda(paper=paper, meeting=coming, title="", by=town.clerk)
    coming = write(town, coming, "Wir laden ein.")
    assert state_of(coming) == State.INVITED
    assert [step.label for step in next_steps(coming)] == ["Invite by mail"]

    coming.start, coming.present = timezone.now() - timedelta(hours=1), None
    coming.save()
    assert state_of(coming) == State.HELD
    assert [step.label for step in next_steps(coming)] == [
        "Note who was present",
        "Record the result of 1 item",
    ]

    town.decide(town.social, paper, agenda=item, present=8)
    coming.refresh_from_db()
    assert state_of(coming) == State.RECORDED
    coming.minutes = Document.objects.create(title="Niederschrift", file=pdf())
    coming.save()
    assert state_of(coming) == State.COMPLETE


def test_the_invitation_is_written_on_the_screen_and_printed_with_the_agenda(town, coming, client):
    put_on_agenda(paper=None, meeting=coming, title="Begrüßung", by=town.clerk)
    client.force_login(town.clerk)
    address = reverse("council_invitation", args=[coming.pk])
    assert "Rathaus" in client.get(address).content.decode()

    response = client.post(address, {"text": "Herzlich willkommen"}, follow=True)

    html = response.content.decode()
    assert "Herzlich willkommen" in html and "Begrüßung" in html


def test_minutes_are_uploaded_once_the_meeting_has_begun(town, coming, client):
    client.force_login(town.clerk)
    address = reverse("council_minutes", args=[coming.pk])

    early = client.post(address, {"file": pdf()})
    assert early.status_code == 422 and not Document.objects.exists()
    Meeting.objects.update(start=timezone.now() - timedelta(hours=1))

    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"file": pdf("virus.exe")}).status_code == 422
    assert client.post(address, {"file": pdf()}).status_code == 302
    assert client.post(address, {"file": pdf()}).status_code == 302
    assert Meeting.objects.get().minutes == Document.objects.get()
    assert Document.objects.get().uploaded_by_user == town.clerk


def test_a_second_convocation_without_notice_is_warned_of(town, coming, client):
    Meeting.objects.update(second_call=True, invitation="Wir laden ein.")
    client.force_login(town.clerk)

    html = client.get(reverse("council_meeting", args=[coming.pk])).content.decode()

    words = "On the second convocation the invitation must name HGO § 53 (2); this one does not."
    assert german(words) in html


def test_a_meeting_held_with_nothing_on_its_agenda_says_so(town):
    meeting = town.meeting(town.social)

    assert state_of(meeting) == State.EMPTY
    assert "Put the first item on the agenda" in [step.label for step in next_steps(meeting)]


@pytest.mark.parametrize("screen", ["council_record", "council_amendment_votes"])
def test_where_votes_are_recorded_a_missing_notice_is_named(town, client, screen):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper, second_call=True)
    client.force_login(town.clerk)

    def warned() -> bool:
        address = reverse(screen, args=[agenda.pk])
        response = client.get(address, headers={"accept-language": "en"})
        return "the invitation must name HGO § 53 (2)" in response.content.decode()

    assert warned()
    Meeting.objects.filter(pk=agenda.meeting_id).update(invitation="Nach § 53 (2) HGO.")
    assert not warned()
