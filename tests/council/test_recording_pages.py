"""The clerk's screens: what a record would do, group after group, agenda II, the objection."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.desk import entries_for
from council.decisions.preview import preview
from council.models import AgendaItem, Decision, Faction, Objection, ObjectionEnd
from council.standing import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, town):
    """Return a function that sends a form as the clerk, in English."""
    client.force_login(town.clerk)

    def send(name, *args, **data):
        return client.post(reverse(name, args=args), data, headers={"accept-language": "en"})

    return send


def vote(**more):
    return {"outcome": "adopted", "present": 8, "yes": 5, "no": 1, "token": uuid.uuid4()} | more


@pytest.fixture
def council(town):
    """Return the agenda item under which the council has three sections before it."""
    pages = [town.through_steering(town.section(f"Abschnitt {n}")) for n in range(3)]
    return town.agenda(town.council, town.to_council(*pages))


def pks(agenda):
    return list(agenda.paper.items.values_list("pk", flat=True))


def test_the_preview_says_what_becomes_of_each_section_and_writes_nothing(town, send, council):
    logged, decided = PageLogEntry.objects.count(), Decision.objects.count()
    entered = vote(present=30, yes=20, sections=pks(council), text="So beschlossen")
    shown = send("council_record", council.pk, **entered)

    assert shown.status_code == 200
    effects = shown.context["preview"].effects
    assert [effect.public for effect in effects] == [True] * 3
    assert "version 1.0" in effects[0].words
    assert 'name="confirm"' in shown.content.decode()
    assert 'value="So beschlossen"' in shown.content.decode()
    assert (PageLogEntry.objects.count(), Decision.objects.count()) == (logged, decided)
    assert not any(town.fresh(item.page.specific).live for item in council.paper.items.all())

    send("council_record", council.pk, **entered, confirm="1")
    assert all(town.fresh(item.page.specific).live for item in council.paper.items.all())


@pytest.mark.parametrize(
    ("outcome", "more", "words"),
    [
        ("rejected", {"yes": 1, "no": 20}, "Returns to its editors"),
        ("deferred", {"yes": 0, "no": 0}, "Stays open"),
        ("withdrawn", {"yes": "", "no": ""}, "Returns to its editors"),
        ("dealt_with", {"yes": "", "no": ""}, "Returns to its editors"),
        ("adopted", {"yes": 20, "effective_on": "2999-01-01"}, "until then everything stays"),
    ],
)
def test_each_outcome_is_previewed_in_its_own_words(send, council, outcome, more, words):
    entered = vote(present=30, outcome=outcome, sections=pks(council)[:1]) | more

    shown = send("council_record", council.pk, **entered)

    assert shown.status_code == 200
    (effect,) = shown.context["preview"].effects
    assert words in effect.words and not effect.public


def test_a_committee_s_answer_names_who_is_waited_for(town, send):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper)
    agenda = town.agenda(town.social, paper)

    shown = send("council_record", agenda.pk, **vote(sections=pks(agenda)))

    (effect,) = shown.context["preview"].effects
    assert "waits for 2 bodies: Ausländerbeirat, Haupt- und Finanzausschuss" in effect.words


def test_going_back_from_the_preview_keeps_what_was_entered(send, council):
    entered = vote(present=30, yes=17, sections=pks(council)[:1], text="Wortlaut")

    form = send("council_record", council.pk, **entered, change="1").context["form"]

    assert form["yes"].value() == "17" and form["text"].value() == "Wortlaut"
    assert not form.errors and not Decision.objects.filter(kind="resolution").exists()


def test_a_refusal_comes_before_the_preview(send, council):
    shown = send(
        "council_record", council.pk, **vote(present=30, yes=3, no=9, sections=pks(council))
    )

    assert shown.status_code == 422 and shown.context["form"].errors["yes"]


def test_group_after_group_the_rest_stays_on_the_form(town, send, council, client):
    one, two, three = pks(council)
    entered = vote(present=29, yes=20, sections=[one], confirm="1")
    answer = send("council_record", council.pk, **entered)
    assert answer.url == reverse("council_record", args=[council.pk])

    form = client.get(answer.url).context["form"]
    assert form["sections"].value() == [str(two), str(three)]
    assert form["present"].value() == 29
    assert str(form["token"].value()) != str(entered["token"])

    # The back button, and the same form once more: nothing is recorded twice.
    again = send("council_record", council.pk, **entered)
    assert again.status_code == 302 and Decision.objects.filter(agenda_item=council).count() == 1

    deferred = vote(present=29, outcome="deferred", yes="", no="", sections=[two], confirm="1")
    send("council_record", council.pk, **deferred)
    rejected = vote(present=29, outcome="rejected", yes=2, no=20, sections=[three], confirm="1")
    answer = send("council_record", council.pk, **rejected)
    assert answer.url == reverse("council_meeting", args=[council.meeting_id])
    assert Decision.objects.filter(agenda_item=council).count() == 3


def test_votes_by_faction_are_entered_beside_the_whole(town, send, council):
    faction = Faction.objects.create(organization=town.council, name="Grün")
    entered = vote(present=30, yes=20, no=5, sections=pks(council), confirm="1")
    part = {f"faction-{faction.pk}-yes": 20, f"faction-{faction.pk}-no": 4}

    refused = send("council_record", council.pk, **entered, **part)
    assert refused.status_code == 422 and "20:4:0" in refused.content.decode()
    send("council_record", council.pk, **entered, **part | {f"faction-{faction.pk}-no": 5})

    assert Decision.objects.get(agenda_item=council).faction_votes.get().no == 5


def test_agenda_two_is_one_vote_on_several_papers(town, send, client):
    meeting = town.meeting(town.magistrate)
    items = []
    for number in range(3):
        paper = town.paper(town.through_steering(town.section(f"A{number}")))
        items.append(
            AgendaItem.objects.create(
                meeting=meeting, order=number + 1, number=str(number + 1), title=f"TOP {number}",
                paper=paper, part="two",
            )
        )  # fmt: skip
    page = client.get(reverse("council_meeting", args=[meeting.pk])).content.decode()
    assert reverse("council_record_together", args=[meeting.pk]) in page
    entered = vote(agenda_items=[item.pk for item in items[:2]])
    shown = send("council_record_together", meeting.pk, **entered)
    assert len(shown.context["preview"].effects) == 2 and not Decision.objects.exists()

    for _twice in range(2):
        send("council_record_together", meeting.pk, **entered, confirm="1")

    assert [d.agenda_item for d in Decision.objects.all()] == items[:2]
    refused = send("council_record_together", meeting.pk, **vote(agenda_items=[items[0].pk]))
    assert refused.status_code == 422


def test_an_objection_is_recorded_seen_on_the_desk_and_ended(town, send, client, council):
    decision = town.decide(town.council, council.paper, yes=20, agenda=council)
    page = council.paper.items.first().page.specific
    today = timezone.localdate()
    meeting = client.get(reverse("council_meeting", args=[council.meeting_id])).content.decode()
    assert reverse("council_object", args=[decision.pk]) in meeting
    refused = send("council_object", decision.pk, raised_by="mayor", raised_on=today)
    assert refused.status_code == 422 and refused.context["form"].errors["reason"]
    entered = {"raised_by": "mayor", "raised_on": today, "reason": "Rechtswidrig"}
    for _twice in range(2):
        assert send("council_object", decision.pk, **entered).status_code == 302
    objection = Objection.objects.get()
    waits = [
        e for e in entries_for(town.clerk) if e.url == reverse("council_object", args=[decision.pk])
    ]
    assert len(waits) == 1
    assert "Rechtswidrig" in client.get(waits[0].url).content.decode()

    decide = reverse("council_objection_decide", args=[objection.pk])
    assert reverse("council_agenda_add", args=[council.paper_id, town.council.pk]) in (
        client.get(decide).content.decode()
    )
    send("council_objection_lift", objection.pk, ended_on=today, reason="Geklärt")
    assert send("council_objection_lift", objection.pk, ended_on=today).status_code == 302
    assert ObjectionEnd.objects.get().how == "lifted"
    assert standing_of(town.fresh(page)).code == "resolved"
    assert not [e for e in entries_for(town.clerk) if e.url == waits[0].url]


def test_the_second_vote_is_previewed_and_sets_the_resolution_aside(town, send):
    page = town.section()
    town.resolve(page)
    town.edit(page)
    town.through_steering(page)
    paper = town.to_council(page)
    first = town.agenda(town.council, paper, start=timezone.now() - timedelta(days=5))
    decision = town.decide(town.council, paper, yes=20, agenda=first)
    send(
        "council_object", decision.pk, raised_by="mayor", raised_on=timezone.localdate(), reason="x"
    )
    objection = Objection.objects.get()
    later = town.agenda(town.council, paper, start=timezone.now() - timedelta(hours=1))
    entered = vote(outcome="rejected", present=30, yes=1, no=20, agenda_item=later.pk)

    shown = send("council_objection_decide", objection.pk, **entered)
    assert "set aside" in shown.context["preview"].effects[0].words
    assert town.fresh(page).body[1].value.source == "<p>Neu.</p>"
    send("council_objection_decide", objection.pk, **entered, confirm="1")

    assert town.fresh(page).body[1].value.source == "<p>Alt.</p>"
    assert objection.end.how == "set_aside"


def test_a_preview_takes_everything_back_even_inside_a_transaction(town, council):
    before = Decision.objects.count()

    shown = preview(lambda: town.decide(town.council, council.paper, yes=20, agenda=council))

    assert len(shown.effects) == 3 and Decision.objects.count() == before
