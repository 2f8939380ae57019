"""Effect, objection and second vote at the same moment: one outcome, no deadlock, words for the loser."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from council import actions
from council.decisions import deciding, effect, objecting
from council.guards import live_pin
from council.models import (
    AgendaItem,
    Decision,
    DecisionItem,
    EntryIntoForce,
    Objection,
    ObjectionEnd,
)

from .conftest import make_town
from .test_race import refusals, restored, together  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def town(transactional_db):
    return make_town()


def resolved_days_ago(town, page, days=5, **more):
    town.through_steering(page)
    paper = town.to_council(page)
    agenda = town.agenda(town.council, paper, start=timezone.now() - timedelta(days=days))
    return town.decide(town.council, paper, yes=20, agenda=agenda, **more)


def object_to(town, decision):
    today = timezone.localdate()
    return objecting.object_to(
        decision=decision, raised_by="mayor", raised_on=today, reason="x", by=town.clerk
    )


def test_two_cron_runs_let_a_resolution_take_effect_once(town):
    day = timezone.localdate() + timedelta(days=1)
    page = town.section()
    resolved_days_ago(town, page, effective_on=day)
    running = (lambda: DecisionItem.objects.get(number="1.0"), lambda item: _taken(item, day))

    results = together(running, running)

    assert sorted(results) == ["late", "taken"], results
    assert EntryIntoForce.objects.count() == 1 and town.fresh(page).live


def _taken(item, day):
    return "taken" if effect.take_effect(item=item, on=day) else "late"


def test_the_day_comes_while_a_later_wording_is_resolved(town):
    day = timezone.localdate() + timedelta(days=1)
    page = town.section()
    resolved_days_ago(town, page, effective_on=day)
    town.edit(page, "<p>Neuer.</p>")
    town.through_steering(page)
    paper = town.to_council(page)
    agenda = town.agenda(town.council, paper)

    results = together(
        (lambda: DecisionItem.objects.get(number="1.0"), lambda item: _taken(item, day)),
        (
            lambda: list(paper.items.all()),
            lambda items: town.decide(town.council, paper, yes=20, items=items, agenda=agenda),
        ),
    )

    assert isinstance(results[1], Decision), results
    page = town.fresh(page)
    assert page.body[1].value.source == "<p>Neuer.</p>"
    assert live_pin(page.pk)[0] == page.live_revision_id


def test_an_objection_comes_twice_and_is_recorded_once(town):
    decision = resolved_days_ago(town, town.section())
    objecting_now = (
        lambda: Decision.objects.get(pk=decision.pk),
        lambda loaded: object_to(town, loaded),
    )

    results = together(objecting_now, objecting_now)

    assert refusals(results) == 1, results
    assert Objection.objects.count() == 1


def test_an_objection_is_lifted_and_decided_anew_at_once(town):
    page = town.section()
    objection = object_to(town, resolved_days_ago(town, page))
    paper = objection.decision.agenda_item.paper
    agenda = town.agenda(town.council, paper, start=timezone.now() - timedelta(minutes=1))
    today = timezone.localdate()

    results = together(
        (
            lambda: Objection.objects.get(),
            lambda found: objecting.lift(
                objection=found, ended_on=today, reason="x", by=town.clerk
            ),
        ),
        (
            lambda: Objection.objects.get(),
            lambda found: objecting.decide_anew(
                objection=found, agenda_item=agenda, outcome="rejected", by=town.clerk,
                present=30, yes=1, no=20,
            ),
        ),
    )  # fmt: skip

    assert refusals(results) == 1, results
    how = ObjectionEnd.objects.get().how
    assert town.fresh(page).live is (how == "lifted")


def test_an_objection_and_the_day_of_effect_exclude_each_other(town):
    day = timezone.localdate() + timedelta(days=1)
    page = town.section()
    decision = resolved_days_ago(town, page, effective_on=day)

    results = together(
        (lambda: DecisionItem.objects.get(number="1.0"), lambda item: _taken(item, day)),
        (lambda: Decision.objects.get(pk=decision.pk), lambda d: object_to(town, d)),
    )

    assert refusals(results) == 0, results
    assert Objection.objects.count() == 1
    assert town.fresh(page).live is (results[0] == "taken")


def agenda_two(town, body, count):
    """Return items of agenda II of one meeting of a body, a paper each."""
    meeting = town.meeting(body)
    items = []
    for order in range(1, count + 1):
        paper = town.paper(town.through_steering(town.section(f"A{order}")))
        item = AgendaItem(
            meeting=meeting, order=order, number=str(order), title="x", paper=paper, part="two"
        )
        item.full_clean()
        item.save()
        items.append(item)
    return meeting, items


def test_two_clerks_with_overlapping_papers_of_agenda_two(town):
    meeting, items = agenda_two(town, town.magistrate, 4)

    def recording(some):
        return (
            lambda: some,
            lambda loaded: deciding.record_together(
                meeting=meeting, agenda_items=loaded, token=uuid.uuid4(), outcome="adopted",
                present=8, yes=5, no=1, by=town.clerk,
            ),
        )  # fmt: skip

    results = together(recording(items[:3]), recording(items[:0:-1]))

    assert refusals(results) == 1 and sum(isinstance(r, list) for r in results) == 1, results
    assert Decision.objects.count() == 3


def posting(town, agenda, **data):
    """Return a pair of (load, do) that sends the clerk's form in a browser of its own."""

    def load():
        client = Client(raise_request_exception=True)
        client.force_login(town.clerk)
        return client

    def send(client):
        url = reverse("council_record", args=[agenda.pk])
        entered = {"outcome": "adopted", "present": 8, "yes": 5, "no": 1, "confirm": "1"} | data
        answer = client.post(url, entered, headers={"accept-language": "en"}, follow=True)
        return answer.status_code, answer.content.decode()

    return load, send


@pytest.mark.parametrize("same_form", [True, False])
def test_two_browsers_record_one_item_and_the_loser_reads_why(town, same_form):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper)
    tokens = [uuid.uuid4()] * 2 if same_form else [uuid.uuid4(), uuid.uuid4()]
    sections = [item.pk for item in paper.items.all()]

    results = together(*(posting(town, agenda, sections=sections, token=token) for token in tokens))

    assert Decision.objects.count() == 1
    statuses = sorted(status for status, _html in results)
    assert statuses in ([200, 200], [200, 422]), results
    losers = [html for _status, html in results if "Recorded: Adopted" not in html]
    assert len(losers) == 1
    assert any(
        words in losers[0]
        for words in ("already recorded", "Already recorded", "not one of the available choices")
    )


def test_all_members_vote_at_once(town):
    page = town.submit(town.section())

    def voting(who):
        return (
            lambda: town.ballot(page),
            lambda ballot: actions.cast_vote(task_state=ballot, choice="consent", by=who),
        )

    results = together(*(voting(town.people[f"s{n}"]) for n in range(1, 6)))

    # Three decide; who comes later finds the ballot closed.
    assert all(
        not isinstance(r, Exception) or isinstance(r, (PermissionDenied, ValidationError))
        for r in results
    ), results
    assert refusals(results) == 2
    assert town.fresh(page).current_workflow_state.current_task_state.task.name == "Magistrat"
