"""An objection (HGO § 63) suspends a resolution until it is taken back or decided anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from council.decisions import objecting
from council.decisions.correcting import correct_decision
from council.guards import NotResolved, live_pin
from council.models import AgendaItem, DecisionItem, ObjectionEnd
from council.refusals import AlreadyDone
from council.standing import standing_of

pytestmark = pytest.mark.django_db


def ago(count: int):
    return timezone.now() - timedelta(days=count)


def today():
    return timezone.localdate()


@pytest.fixture
def resolve(town):
    """Return a function that resolves sections in a meeting five days ago."""

    def make(*pages, **more):
        for page in pages:
            town.through_steering(page)
        paper = town.to_council(*pages)
        agenda = town.agenda(town.council, paper, start=ago(5))
        return town.decide(town.council, paper, yes=20, agenda=agenda, **more)

    return make


def object_to(town, decision, **more):
    entered = {"raised_by": "mayor", "raised_on": today(), "reason": "Rechtswidrig"}
    return objecting.object_to(decision=decision, by=town.clerk, **entered | more)


def anew(town, objection, outcome, **more):
    paper = objection.decision.agenda_item.paper
    agenda = more.pop("agenda", None) or town.agenda(town.council, paper, start=ago(0))
    votes = {"yes": 20, "no": 1} if outcome == "adopted" else {"yes": 1, "no": 20}
    entered = {"present": 30, **votes} | more
    return objecting.decide_anew(
        objection=objection, agenda_item=agenda, outcome=outcome, by=town.clerk, **entered
    )


def test_a_suspended_resolution_stays_readable_and_says_so(town, resolve):
    page = town.section()
    objection = object_to(town, resolve(page))

    standing = standing_of(town.fresh(page))
    assert (standing.code, standing.objection) == ("suspended", objection)
    assert "mayor" in standing.notice and standing.version_code("1.0") == "suspended"
    assert town.fresh(page).live and standing.resolution.number == "1.0"
    call_command("verify_resolutions")


def test_an_objection_that_is_taken_back_leaves_no_notice(town, resolve):
    page = town.section()
    objection = object_to(town, resolve(page))

    objecting.lift(objection=objection, ended_on=today(), reason="Geklärt", by=town.clerk)

    standing = standing_of(town.fresh(page))
    assert (standing.code, standing.objection, standing.notice) == ("resolved", None, "")
    assert standing.objections == (objection,) and standing.objections[0].end.how == "lifted"


def test_a_confirmed_resolution_holds_and_counts_once(town, resolve):
    page = town.section()
    objection = object_to(town, resolve(page))

    decision = anew(town, objection, "adopted")

    standing = standing_of(town.fresh(page))
    assert (standing.code, standing.resolution.number) == ("resolved", "1.0")
    assert [item.number for item in standing.resolutions] == ["1.0"]
    assert objection.end.decision == decision and decision.items.get().problems() == []
    assert DecisionItem.objects.resolutions().count() == 1
    correct_decision(decision=decision, present=30, yes=19, no=1, abstain=0, by=town.clerk)
    assert DecisionItem.objects.resolutions().count() == 1
    call_command("verify_resolutions")


def test_what_is_set_aside_gives_way_to_the_wording_before_it(town, resolve):
    page = town.section()
    town.resolve(page)
    first = live_pin(page.pk)
    town.edit(page)
    objection = object_to(town, resolve(page), raised_by="magistrate")

    anew(town, objection, "rejected")

    assert live_pin(page.pk) == first
    assert town.fresh(page).body[1].value.source == "<p>Alt.</p>"
    standing = standing_of(town.fresh(page))
    assert (standing.code, standing.resolution.number) == ("set_aside", "1.0")
    assert [item.number for item in standing.set_aside] == ["2.0"]
    assert standing.version_code("2.0") == "set_aside" and not standing.version_code("1.0")
    call_command("verify_resolutions")


def test_a_release_comes_back_when_nothing_was_resolved_before(town, resolve):
    page = town.through_steering(town.section(), "release")
    town.edit(page)
    anew(town, object_to(town, resolve(page)), "rejected")

    assert town.fresh(page).live and town.fresh(page).body[1].value.source == "<p>Alt.</p>"
    call_command("verify_resolutions")


def test_without_anything_before_it_the_section_leaves_the_public_and_can_start_anew(town, resolve):
    page = town.section()
    decision = resolve(page)
    copy = town.translation(page)
    copy.title = "Arriving well"
    copy.save_revision().publish()
    anew(town, object_to(town, decision), "rejected")

    page = town.fresh(page)
    assert not page.live and live_pin(page.pk) is None
    assert not town.fresh(copy).live
    with pytest.raises(NotResolved):
        page.latest_revision.publish()
    call_command("verify_resolutions")
    town.resolve(page)
    assert town.fresh(page).live
    assert standing_of(page).resolution.number == "2.0"


def test_no_other_door_takes_a_resolution_from_the_public(town, resolve):
    page = town.section()
    object_to(town, resolve(page))

    page = town.fresh(page)
    page.live = False
    with pytest.raises(NotResolved):
        page.save()
    assert town.fresh(page).live


def test_what_is_suspended_before_its_day_does_not_take_effect(town, resolve, monkeypatch):
    page = town.section()
    objection = object_to(town, resolve(page, effective_on=today() + timedelta(days=1)))
    assert standing_of(town.fresh(page)).code == "suspended"
    day = today() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)
    call_command("take_effect")
    assert not town.fresh(page).live

    objecting.lift(objection=objection, ended_on=day, reason="Geklärt", by=town.clerk)

    assert town.fresh(page).live


def test_an_objection_concerns_every_section_of_the_vote(town, resolve):
    pages = [town.section(f"A{n}") for n in range(2)]
    decision = resolve(*pages)
    right = correct_decision(decision=decision, present=30, yes=22, no=5, abstain=0, by=town.clerk)

    objection = object_to(town, right)

    assert {standing_of(page).code for page in pages} == {"suspended"}
    correct_decision(decision=right, present=30, yes=23, no=5, abstain=0, by=town.clerk)
    assert {standing_of(page).objection for page in pages} == {objection}


def test_what_cannot_be_objected_to(town, resolve):
    decision = resolve(town.section())
    rejected = town.decide(
        town.council,
        town.to_council(town.through_steering(town.section())),
        "rejected",
        yes=1,
        no=9,
    )
    with pytest.raises(PermissionDenied):
        objecting.object_to(
            decision=decision, raised_by="mayor", raised_on=today(), reason="x", by=town.admin
        )
    with pytest.raises(ValidationError, match="adopted"):
        object_to(town, rejected)
    for day in (today() - timedelta(days=6), today() + timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            object_to(town, decision, raised_on=day)
        assert "raised_on" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        object_to(town, decision, reason=" ")
    assert "reason" in refused.value.message_dict
    object_to(town, decision)
    with pytest.raises(AlreadyDone):
        object_to(town, decision)


def test_after_the_days_of_the_settings_nothing_can_be_objected_to(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    agenda = town.agenda(town.council, paper, start=ago(15))
    paper.date = today() - timedelta(days=20)
    type(paper).objects.filter(pk=paper.pk).update(date=paper.date)
    agenda.refresh_from_db()
    decision = town.decide(town.council, paper, yes=20, agenda=agenda)

    with pytest.raises(ValidationError, match="HGO § 63"):
        object_to(town, decision)


def test_the_second_vote_needs_another_meeting_and_a_majority(town, resolve):
    decision = resolve(town.section())
    objection = object_to(town, decision)
    early = town.agenda(town.council, decision.agenda_item.paper, start=ago(3))
    for wrong, why in ((decision.agenda_item, "earliest"), (early, "earliest")):
        with pytest.raises(ValidationError, match=why):
            anew(town, objection, "adopted", agenda=wrong)
    with pytest.raises(ValidationError) as refused:
        anew(town, objection, "adopted", yes=5, no=5)
    assert "yes" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        anew(town, objection, "deferred")
    assert "outcome" in refused.value.message_dict
    assert not ObjectionEnd.objects.exists()
    anew(town, objection, "adopted")
    with pytest.raises(AlreadyDone):
        objecting.lift(objection=objection, ended_on=today(), reason="", by=town.clerk)


def test_another_paper_is_no_place_to_decide_anew(town, resolve):
    objection = object_to(town, resolve(town.section()))
    other = town.to_council(town.through_steering(town.section()))
    agenda = town.agenda(town.council, other, start=ago(0))

    with pytest.raises(ValidationError, match="does not put this paper"):
        anew(town, objection, "adopted", agenda=agenda)
    assert AgendaItem.objects.filter(decisions=None, pk=agenda.pk).exists()
