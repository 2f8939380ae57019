"""The pages of the editing interface: what people of the route see and do there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from council import actions
from council.models import AgendaItem, Decision, Paper, ReviewVote

pytestmark = pytest.mark.django_db


def get(client, user, name, *args):
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def post(client, user, data, name, *args):
    client.force_login(user)
    return client.post(reverse(name, args=args), data)


# --- the ballot -------------------------------------------------------------------------------------
def test_a_member_reads_the_pinned_text_and_votes(town, client):
    page = town.submit(town.section())
    ballot = town.ballot(page)
    html = get(client, town.s1, "council_ballot", ballot.pk)
    assert "Bleibt." in html and ballot.content_hash in html

    response = post(client, town.s1, {"choice": "consent"}, "council_ballot", ballot.pk)

    assert response.status_code == 302
    assert ReviewVote.objects.get().person == town.s1
    assert 'value="consent"' in get(client, town.s1, "council_ballot", ballot.pk)


def test_a_wish_for_changes_without_a_reason_is_refused_beside_the_field(town, client):
    ballot = town.ballot(town.submit(town.section()))

    response = post(client, town.s1, {"choice": "request_changes"}, "council_ballot", ballot.pk)

    assert response.status_code == 422
    assert response.context["form"].errors["reason"]


def test_only_members_see_a_ballot_and_a_closed_one_takes_no_vote(town, client):
    ballot = town.ballot(town.submit(town.section()))
    client.force_login(town.clerk)
    assert client.get(reverse("council_ballot", args=[ballot.pk])).status_code == 403
    for who in (town.s1, town.s2, town.s3):
        town.vote(ballot.revision.content_object.specific, who)

    response = post(client, town.s4, {"choice": "consent"}, "council_ballot", ballot.pk)

    assert response.status_code == 422
    assert not response.context["may_vote"]


# --- papers and agendas -----------------------------------------------------------------------------
def test_a_clerk_makes_a_paper_puts_it_on_an_agenda_and_withdraws_it(town, client):
    page = town.through_steering(town.section())
    assert "Gut ankommen" in get(client, town.clerk, "council_paper_add")
    data = {"reference": "DS 1", "title": "Strategie", "date": "2026-01-05", "pages": [page.pk]}
    assert post(client, town.clerk, data, "council_paper_add").status_code == 302
    paper = Paper.objects.get()
    assert "Bleibt." in get(client, town.clerk, "council_paper", paper.pk)

    meeting = town.meeting(town.magistrate)
    args = ("council_agenda_add", paper.pk, town.magistrate.pk)
    assert str(meeting) in get(client, town.clerk, *args)
    place = {"meeting": meeting.pk, "number": "3", "title": "x", "role": "resolution"}
    assert post(client, town.clerk, place, *args).status_code == 422
    place["role"] = "recommendation"
    assert post(client, town.clerk, place, *args).status_code == 302
    assert AgendaItem.objects.get().order == 1

    args = ("council_paper_withdraw", paper.pk)
    assert post(client, town.clerk, {"reason": ""}, *args).status_code == 422
    assert post(client, town.clerk, {"reason": "Neu"}, *args).status_code == 302
    assert "Neu" in get(client, town.clerk, "council_paper", paper.pk)
    assert post(client, town.clerk, {"reason": "Neu"}, *args).status_code == 422


def test_a_second_paper_with_the_same_number_is_refused(town, client):
    one, two = (town.through_steering(town.section(f"A{n}")) for n in range(2))
    town.paper(one, reference="DS 1")
    data = {"reference": "DS 1", "title": "x", "date": "2026-01-05", "pages": [two.pk]}

    response = post(client, town.clerk, data, "council_paper_add")

    assert response.status_code == 422
    assert response.context["form"].errors["reference"]


def test_a_number_that_was_taken_meanwhile_is_refused_beside_the_field(town, client, monkeypatch):
    one, two = (town.through_steering(town.section(f"A{n}")) for n in range(2))
    town.paper(one, reference="DS 1")
    data = {"reference": "DS 1", "title": "x", "date": "2026-01-05", "pages": [two.pk]}
    monkeypatch.setattr(Paper, "validate_unique", lambda self, exclude=None: None)

    response = post(client, town.clerk, data, "council_paper_add")

    assert response.status_code == 422
    assert response.context["form"].errors["reference"]
    assert Paper.objects.get().items.get().page_id == one.pk


def test_pages_of_clerks_are_closed_to_others(town, client):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    agenda = town.agenda(town.magistrate, paper)
    for name, *args in (
        ("council_paper_add",),
        ("council_paper_withdraw", paper.pk),
        ("council_agenda_add", paper.pk, town.magistrate.pk),
        ("council_record", agenda.pk),
        ("council_meeting", agenda.meeting_id),
        ("council_paper", paper.pk),
    ):
        client.force_login(town.editor)
        response = client.get(reverse(name, args=args))
        assert response.status_code == 403, name


def test_an_empty_list_of_sections_and_meetings_says_so(town, client):
    get(client, town.clerk, "council_paper_add")
    page = town.through_steering(town.section())
    get(client, town.clerk, "council_agenda_add", town.paper(page).pk, town.social.pk)


def test_a_paper_for_a_section_that_another_clerk_took_is_refused(town, client, monkeypatch):
    page = town.through_steering(town.section())
    waiting = actions.WorkflowState.objects.all()
    monkeypatch.setattr("council.views.papers.waiting_for_paper", lambda: waiting)
    town.paper(page, reference="DS 1")
    data = {"reference": "DS 2", "title": "x", "date": "2026-01-05", "pages": [page.pk]}

    response = post(client, town.clerk, data, "council_paper_add")

    assert response.status_code == 422
    assert response.context["form"].errors["pages"]


def test_a_paper_gets_on_an_agenda_once(town, client):
    paper = town.paper(town.through_steering(town.section()))
    meeting = town.meeting(town.magistrate)
    args = ("council_agenda_add", paper.pk, town.magistrate.pk)
    place = {"meeting": meeting.pk, "number": "4", "title": "Vorlage", "role": "recommendation"}
    assert post(client, town.clerk, place, *args).status_code == 302

    again = post(client, town.clerk, place | {"number": "5"}, *args)

    assert again.status_code == 422
    assert "bereits auf der Tagesordnung" in again.context["form"].errors["__all__"][0]
    assert [item.order for item in meeting.agenda.all()] == [1]


# --- recording --------------------------------------------------------------------------------------
def entry(items, **more):
    return {
        "sections": [item.pk for item in items],
        "outcome": "adopted",
        "present": 8,
        "yes": 5,
        "no": 1,
        "abstain": 0,
        "token": "6d8f3e1c-1111-4222-8333-444455556666",
        "confirm": "1",
    } | more


@pytest.fixture
def agenda(town):
    pages = [town.through_steering(town.section(f"Abschnitt {n}")) for n in range(2)]
    return town.agenda(town.magistrate, town.paper(*pages))


def test_a_clerk_records_one_vote_for_several_sections(town, client, agenda):
    html = get(client, town.clerk, "council_record", agenda.pk)
    assert "Abschnitt 0" in html and "Abschnitt 1" in html

    items = agenda.paper.items.all()
    response = post(client, town.clerk, entry(items), "council_record", agenda.pk)

    assert response.url == reverse("council_meeting", args=[agenda.meeting_id])
    decision = Decision.objects.get()
    assert (decision.yes, decision.en_bloc, decision.recorded_by) == (5, True, town.clerk)
    assert "5" in get(client, town.clerk, "council_meeting", agenda.meeting_id)


def test_sending_the_same_form_twice_records_once(town, client, agenda):
    items = agenda.paper.items.all()
    post(client, town.clerk, entry(items), "council_record", agenda.pk)

    response = post(client, town.clerk, entry(items), "council_record", agenda.pk)

    assert response.status_code == 302
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"yes": 2, "no": 2}, "yes"),
        ({"yes": 1, "no": 2}, "yes"),
        ({"outcome": "rejected"}, "no"),
        ({"present": 4, "yes": 3}, "present"),
        ({"present": 99}, "present"),
        ({"yes": 8, "no": 1}, "present"),
        ({"yes": 0, "no": 0}, "yes"),
        ({"present": ""}, "present"),
        ({"sections": []}, "sections"),
        ({"outcome": "nonsense"}, "outcome"),
    ],
)
def test_a_vote_that_does_not_carry_is_explained_and_changes_nothing(
    town, client, agenda, change, field
):
    data = entry(agenda.paper.items.all(), **change)

    response = post(client, town.clerk, data, "council_record", agenda.pk)

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert not Decision.objects.exists()


def test_nothing_is_recorded_twice_when_nothing_is_open(town, client, agenda):
    town.decide(town.magistrate, agenda.paper, agenda=agenda)

    html = get(client, town.clerk, "council_record", agenda.pk)

    assert 'name="outcome"' not in html


def test_an_amended_resolution_asks_for_the_paragraphs_and_publishes_them(town, client):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    agenda = town.agenda(town.council, paper)
    item = paper.items.get()
    data = entry([item], outcome="adopted_amended", present=30, yes=20)
    asked = post(client, town.clerk, data, "council_record", agenda.pk)
    assert asked.status_code == 200
    form = asked.context["form"]
    fields = [field for _title, fields in form.editors() for field in fields]
    # title, summary, the guideline and two paragraphs
    assert len(fields) == 5 and not Decision.objects.filter(kind="resolution").exists()

    again = post(client, town.clerk, data | {"wordings": "1"}, "council_record", agenda.pk)
    assert again.status_code == 422

    guideline = next(f for f in fields if f.name.endswith("-text"))
    data |= {"wordings": "1", guideline.name: "Wir heißen alle willkommen."}
    response = post(client, town.clerk, data, "council_record", agenda.pk)
    assert response.status_code == 302, response.context["form"].errors

    page = town.fresh(page)
    assert page.body[0].value["text"] == "Wir heißen alle willkommen."
    assert page.live


# --- meetings ---------------------------------------------------------------------------------------
def test_a_member_reads_agenda_and_papers_of_her_body(town, client):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper)
    agenda = town.agenda(town.social, paper, start=timezone.now() + timedelta(days=3))

    html = get(client, town.member, "council_meeting", agenda.meeting_id)
    assert paper.reference in html and reverse("council_record", args=[agenda.pk]) not in html
    assert "Bleibt." in get(client, town.member, "council_paper", paper.pk)


def test_an_empty_agenda_says_so(town, client):
    get(client, town.clerk, "council_meeting", town.meeting(town.social).pk)


# --- lists ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["meetings", "papers", "agenda", "bodies", "memberships"])
def test_lists_and_forms_open(town, client, name):
    town.resolve(town.section())
    get(client, town.admin, f"council_{name}:index")
    client.force_login(town.admin)
    add = client.get(reverse(f"council_{name}:add"))
    assert add.status_code == (302 if name in ("papers", "agenda") else 200)


def test_a_body_with_records_cannot_be_deleted(town, client):
    response = post(client, town.admin, {}, "council_bodies:delete", town.social.pk)

    assert response.status_code == 302
    assert type(town.social).objects.filter(pk=town.social.pk).exists()
