"""Papers: the order of their sections, their planned way, what they replace, their documents."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.models import Document
from council import actions
from council.models import Consultation, CouncilSettings, Organization, Paper
from council.papers import drafting, planning
from council.refusals import AlreadyDone
from tests.wording import german

pytestmark = pytest.mark.django_db


def passed(town, *titles):
    return [town.through_steering(town.section(title)) for title in titles]


def withdrawn(town, *pages, **words):
    paper = town.paper(*pages, **words)
    return actions.withdraw_paper(paper=paper, reason="Neu", by=town.clerk)


def stops(paper, **days):
    return [
        {
            "organization": stop.organization,
            "position": stop.position,
            "planned_for": days.get(stop.organization.kind, stop.planned_for),
        }
        for stop in paper.consultations.all()
    ]


def plan(town, paper, wanted, until=None, by=None):
    return planning.plan_consultations(
        paper=paper, stops=wanted, amendments_until=until, by=by or town.clerk
    )


# --- the plan ---------------------------------------------------------------------------------------
def test_a_new_paper_is_planned_as_the_workflow_has_it(town):
    now = timezone.now()
    town.meeting(town.magistrate, start=now + timedelta(days=5), present=None)
    town.meeting(town.social, start=now + timedelta(days=2), present=None)
    town.meeting(town.social, start=now + timedelta(days=9), present=None)
    town.meeting(town.council, start=now + timedelta(days=20), present=None)

    paper = town.paper(*passed(town, "A"))

    day = timezone.localdate
    assert [
        (stop.position, stop.organization.kind, stop.role, stop.planned_for)
        for stop in paper.consultations.all()
    ] == [
        (1, "magistrate", "recommendation", day(now + timedelta(days=5))),
        (2, "advisory", "hearing", None),
        (2, "committee", "recommendation", None),
        (2, "committee", "recommendation", day(now + timedelta(days=9))),
        (3, "council", "resolution", day(now + timedelta(days=20))),
    ]
    days = CouncilSettings.load().days_to_amend
    until = timezone.localtime(Paper.objects.get().amendments_until)
    assert until.date() == day(now + timedelta(days=20)) - timedelta(days=days)


def test_days_are_planned_and_the_deadline_follows_the_council(town):
    paper = town.paper(*passed(town, "A"))
    assert Paper.objects.get().amendments_until is None

    plan(town, paper, stops(paper, council=date(2031, 5, 20)))
    assert timezone.localtime(Paper.objects.get().amendments_until).date() == date(2031, 5, 18)

    own = planning.end_of(date(2031, 5, 1))
    plan(town, paper, stops(paper), until=own)
    assert Paper.objects.get().amendments_until == own


def test_a_body_of_the_workflow_stays_and_another_may_be_heard_too(town):
    paper = town.paper(*passed(town, "A"))
    before = stops(paper)
    other = Organization.objects.create(name="Seniorenbeirat", kind="advisory", statutory_members=5)

    with pytest.raises(ValidationError, match="stays in the plan"):
        plan(town, paper, before[1:])
    plan(town, paper, [*before, {"organization": other, "position": 2}])
    assert paper.consultations.get(organization=other).role == "hearing"
    plan(town, paper, before)
    assert not paper.consultations.filter(organization=other).exists()


def test_the_stop_of_a_body_that_answered_stays(town):
    paper = town.paper(*passed(town, "A"))
    town.decide(town.magistrate, paper)

    with pytest.raises(ValidationError, match="has answered already"):
        plan(town, paper, stops(paper, magistrate=date(2031, 1, 1)))
    plan(town, paper, stops(paper, council=date(2031, 5, 20)))

    planned = dict(Consultation.objects.values_list("organization__kind", "planned_for"))
    assert (planned["magistrate"], planned["council"]) == (None, date(2031, 5, 20))


def test_only_clerks_work_on_papers_and_withdrawn_ones_stay(town):
    paper = town.paper(*passed(town, "A"))
    for who in (town.member, town.editor, town.admin):
        with pytest.raises(PermissionDenied):
            plan(town, paper, stops(paper), by=who)
        with pytest.raises(PermissionDenied):
            drafting.edit_paper(paper=paper, title="x", by=who)

    actions.withdraw_paper(paper=paper, reason="Neu", by=town.clerk)
    with pytest.raises(ValidationError, match="has been withdrawn"):
        drafting.edit_paper(paper=paper, title="x", by=town.clerk)
    assert Paper.objects.get().title == "Strategie"


def test_the_plan_is_changed_on_the_screen(town, client):
    paper = town.paper(*passed(town, "A"))
    client.force_login(town.clerk)
    address = reverse("council_paper_plan", args=[paper.pk])
    assert client.get(address).status_code == 200
    rows = list(paper.consultations.all())
    data = {
        "stops-TOTAL_FORMS": len(rows) + 1,
        "stops-INITIAL_FORMS": len(rows),
        "amendments_until": "",
    }
    for number, stop in enumerate(rows):
        data |= {
            f"stops-{number}-organization": stop.organization_id,
            f"stops-{number}-position": stop.position,
            f"stops-{number}-planned_for": "2031-05-20",
        }

    assert client.post(address, data).status_code == 302
    assert set(Consultation.objects.values_list("planned_for", flat=True)) == {date(2031, 5, 20)}

    twice = data | {"stops-0-organization": rows[1].organization_id}
    assert client.post(address, twice).status_code == 422
    for junk in ({"stops-0-position": "x"}, {"stops-0-planned_for": "x"}, {"stops-0-remove": "on"}):
        assert client.post(address, data | junk).status_code == 422
    assert client.post(address, {}).status_code == 422
    assert Consultation.objects.filter(planned_for=date(2031, 5, 20)).count() == len(rows)


# --- what takes the place of what -------------------------------------------------------------------
def test_a_paper_takes_the_place_of_a_withdrawn_one_only(town):
    one, two, three = passed(town, "A", "B", "C")
    old, standing = withdrawn(town, one), town.paper(two)

    with pytest.raises(ValidationError, match="still stands"):
        town.paper(three, reference="DS 90", supersedes=standing)
    assert not Paper.objects.filter(reference="DS 90").exists()
    new = town.paper(three, reference="DS 91", supersedes=old)

    assert new.supersedes == old and old.superseded_by == new
    with pytest.raises(ValidationError, match="place of itself"):
        drafting.edit_paper(paper=new, supersedes=new, by=town.clerk)


def test_papers_do_not_take_each_other_s_place_in_a_circle(town):
    one, two = passed(town, "A", "B")
    old = withdrawn(town, one)
    new = town.paper(two, supersedes=old)
    Paper.objects.filter(pk=old.pk).update(withdrawn_at=None)

    with pytest.raises(ValidationError, match="place of itself"):
        drafting.edit_paper(paper=old, supersedes=new, by=town.clerk)
    assert Paper.objects.get(pk=old.pk).supersedes is None


# --- the words --------------------------------------------------------------------------------------
def test_words_are_changed_on_the_screen_until_a_decision_holds_them(town, client):
    paper = town.paper(*passed(town, "A"))
    client.force_login(town.clerk)
    address = reverse("council_paper_edit", args=[paper.pk])
    words = {
        "reference": paper.reference,
        "title": "Anders",
        "date": paper.date.isoformat(),
        "reasons": "Darum.",
    }

    assert client.post(address, words).status_code == 302
    assert Paper.objects.get().title == "Anders"
    town.decide(town.magistrate, paper)
    refused = client.post(address, words | {"title": "Ganz anders"})
    assert refused.status_code == 422 and refused.context["form"].errors["title"]
    assert client.post(address, words | {"reasons": "Deshalb."}).status_code == 302
    assert (Paper.objects.get().title, Paper.objects.get().reasons) == ("Anders", "Deshalb.")


def test_sections_are_ordered_by_buttons_without_losing_what_was_entered(town, client):
    a, b, c = passed(town, "A", "B", "C")
    client.force_login(town.clerk)
    address = reverse("council_paper_add")
    data = {
        "reference": "DS 7",
        "title": "Eingegeben",
        "date": "2026-01-05",
        "reasons": "Darum.",
        "pages": [a.pk, c.pk],
        "order": [a.pk, b.pk, c.pk],
    }

    moved = client.post(address, data | {"up": c.pk})
    form = moved.context["form"]
    assert moved.status_code == 200 and not Paper.objects.exists()
    assert [(page.pk, ticked) for page, ticked in form.rows()] == [
        (a.pk, True),
        (c.pk, True),
        (b.pk, False),
    ]
    assert form["title"].value() == "Eingegeben" and "Darum." in moved.content.decode()

    assert client.post(address, data | {"order": [c.pk, b.pk, a.pk]}).status_code == 302
    assert [item.page_id for item in Paper.objects.get().items.all()] == [c.pk, a.pk]


def test_a_forged_order_of_sections_does_no_harm(town, client):
    (a,) = passed(town, "A")
    client.force_login(town.clerk)
    data = {"reference": "DS 7", "title": "x", "date": "2026-01-05", "pages": [a.pk]}

    for junk in ({"order": ["x", "-1", "999999"], "up": "999999"}, {"up": str(a.pk)}):
        response = client.post(reverse("council_paper_add"), data | junk)
        assert response.status_code == 200
    assert (
        client.post(reverse("council_paper_add"), data | {"order": ["x", a.pk, a.pk]}).status_code
        == 302
    )
    assert Paper.objects.get().items.count() == 1


# --- documents --------------------------------------------------------------------------------------
def file(words=b"%PDF-1.4 Karte", name="karte.pdf"):
    return SimpleUploadedFile(name, words)


def test_documents_are_attached_once_and_taken_off_until_a_decision(town, client):
    paper = town.paper(*passed(town, "A"))
    client.force_login(town.clerk)
    address = reverse("council_paper_attachments", args=[paper.pk])

    assert client.post(address, {"file": file(), "title": "Karte"}).status_code == 302
    assert client.post(address, {"file": file(), "title": "Karte"}).status_code == 422
    assert client.post(address, {}).status_code == 422
    assert Document.objects.count() == 1
    attachment = paper.attachments.get()
    assert attachment.document.title == "Karte"
    assert "Karte" in client.get(reverse("council_paper", args=[paper.pk])).content.decode()

    client.post(address, {"detach": attachment.pk})
    client.post(address, {"detach": attachment.pk})
    assert not paper.attachments.exists()

    kept = drafting.attach(paper=paper, document=Document.objects.get(), by=town.clerk)
    town.decide(town.magistrate, paper)
    with pytest.raises(
        ValidationError, match=german("A decision is recorded on this; it stays as it was.")
    ):
        drafting.detach(paper=paper, attachment_id=kept.pk, by=town.clerk)
    with pytest.raises(AlreadyDone):
        drafting.attach(paper=paper, document=kept.document, by=town.clerk)
    assert paper.attachments.get() == kept
