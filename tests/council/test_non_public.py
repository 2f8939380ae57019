"""The non-public part of a meeting stays within the body."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from cms.models import Document
from council.meetings.placing import put_on_agenda
from council.papers.drafting import attach

from .tabled import propose, vote

pytestmark = pytest.mark.django_db

SECRET = "Geheimsache"


@pytest.fixture
def meeting(town):
    """A meeting of the social committee with one item of each part."""
    meeting = town.meeting(town.social, start=timezone.now() + timedelta(days=3), present=None)
    put_on_agenda(paper=None, meeting=meeting, title="Offenes", by=town.clerk)
    put_on_agenda(paper=None, meeting=meeting, title=SECRET, part="non_public", by=town.clerk)
    return meeting


def document(title="Niederschrift"):
    return Document.objects.create(title=title, file=ContentFile(b"x", name="n.pdf"))


SCREENS = ["council_meeting", "council_pack", "council_invitation_print"]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("who", "sees"), [("member", True), ("clerk", True), ("admin", False)])
def test_only_who_belongs_to_the_body_reads_it(town, meeting, client, screen, who, sees):
    client.force_login(town.people[who])

    html = client.get(reverse(screen, args=[meeting.pk])).content.decode()

    assert "Offenes" in html and (SECRET in html) is sees


def test_the_list_of_agenda_items_leaves_it_out_for_others(town, meeting, client):
    for who, sees in ((town.admin, False),):
        client.force_login(who)
        html = client.get(reverse("council_agenda:index")).content.decode()
        assert "Offenes" in html and (SECRET in html) is sees


def test_a_membership_that_ended_takes_the_reading_away(town, meeting, client):
    town.member.memberships.update(until=timezone.localdate() - timedelta(days=1))
    client.force_login(town.member)

    response = client.get(reverse("council_meeting", args=[meeting.pk]))

    assert response.status_code == 403


def test_minutes_that_speak_of_it_are_served_to_the_body_only(town, meeting, client):
    minutes, open_one = document(), document("Offen")
    meeting.minutes = minutes
    meeting.save()

    def status(file, who=None):
        client.logout()
        if who:
            client.force_login(who)
        return client.get(file.url).status_code

    assert status(minutes) == status(minutes, town.editor) == status(minutes, town.admin) == 404
    assert status(minutes, town.member) == status(minutes, town.clerk) == 200
    assert status(open_one) == 200


def test_attachments_of_a_paper_on_the_non_public_part_stay_there(town, client):
    paper = town.paper(town.through_steering(town.section()))
    attachment = attach(paper=paper, document=document(), by=town.clerk)
    assert client.get(attachment.document.url).status_code == 200
    meeting = town.meeting(town.social)

    put_on_agenda(paper=paper, meeting=meeting, title=SECRET, part="non_public", by=town.clerk)

    assert client.get(attachment.document.url).status_code == 404
    client.force_login(town.member)
    assert client.get(attachment.document.url).status_code == 200


def test_a_vote_taken_there_is_no_news_on_the_paper_for_others(town, client):
    paper = town.paper(town.through_steering(town.section()))
    item = put_on_agenda(
        paper=paper,
        meeting=town.meeting(town.magistrate),
        title=SECRET,
        part="non_public",
        by=town.clerk,
    )
    town.decide(town.magistrate, paper, agenda=item)

    client.force_login(town.member)
    html = client.get(reverse("council_paper", args=[paper.pk])).content.decode()
    assert str(item.meeting) not in html
    client.force_login(town.clerk)
    html = client.get(reverse("council_paper", args=[paper.pk])).content.decode()
    assert str(item.meeting) in html


@pytest.mark.parametrize("screen", ["history", "usage", "delete"])
def test_its_other_pages_are_as_closed_as_the_list(town, meeting, client, screen):
    for item in meeting.agenda.all():
        client.force_login(town.admin)
        response = client.get(reverse(f"council_agenda:{screen}", args=[item.pk]))
        assert (response.status_code == 200) is item.is_public


def test_what_names_a_meeting_leaves_it_out_for_others(town, meeting, client):
    client.force_login(town.admin)
    html = client.get(reverse("council_meetings:usage", args=[meeting.pk])).content.decode()

    assert "Offenes" in html and SECRET not in html


def test_counts_of_closed_votes_on_amendments_stay_within_the_body(town, client):
    paper = town.to_council(town.through_steering(town.section()))
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    agenda = town.agenda(town.council, paper)
    agenda.part = "non_public"
    agenda.save()
    vote(propose(town, paper.items.get()), agenda, town.clerk, yes=20, no=3, text=SECRET)

    def read(user):
        client.force_login(user)
        headers = {"accept-language": "en"}
        address = reverse("council_amendments", args=[paper.pk])
        return client.get(address, headers=headers).content.decode()

    assert SECRET in read(town.clerk)
    outside = read(town.admin)
    assert "Ä1" in outside and SECRET not in outside
