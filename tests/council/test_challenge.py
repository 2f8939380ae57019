"""The second step of HGO § 63: a resolution that the council confirmed is challenged, and how that ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from council.decisions import objecting
from council.models import CouncilSettings, DecisionItem, Objection, ObjectionEnd, Organization
from council.refusals import AlreadyDone
from council.standing import standing_of

from .test_objecting import ago, anew, object_to, resolve, today  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(town):
    return town.section()


@pytest.fixture
def confirmed(town, page, resolve):  # noqa: F811
    """The council's second vote, by which it confirmed its resolution today."""
    return anew(town, object_to(town, resolve(page)), "adopted")


def settle(town, objection, holds, **more):
    entered = {"ended_on": today(), "reason": "VG Darmstadt, 3 K 1/26"} | more
    return objecting.settle(objection=objection, holds=holds, by=town.clerk, **entered)


def test_a_confirmed_resolution_is_challenged_and_suspended_again(town, page, confirmed):
    challenge = object_to(town, confirmed)

    assert challenge.kind == Objection.Kind.CHALLENGE
    standing = standing_of(town.fresh(page))
    assert standing.code == "suspended"
    assert "challenges it (HGO § 63 (2))" in standing.notice
    assert town.fresh(page).live


@pytest.mark.parametrize(("holds", "code"), [(True, "resolved"), (False, "set_aside")])
def test_the_end_says_who_decided_and_the_text_follows(town, page, confirmed, holds, code):
    challenge = object_to(town, confirmed)

    end = settle(town, challenge, holds)

    assert end.how == ("upheld" if holds else "annulled") and "VG Darmstadt" in end.reason
    assert standing_of(town.fresh(page)).code == code
    assert town.fresh(page).live is holds
    assert DecisionItem.objects.in_effect().exists() is holds
    with pytest.raises(AlreadyDone):
        settle(town, challenge, holds)


def test_a_challenge_can_be_taken_back(town, page, confirmed):
    objecting.lift(objection=object_to(town, confirmed), ended_on=today(), reason="", by=town.clerk)

    assert standing_of(town.fresh(page)).code == "resolved"
    with pytest.raises(AlreadyDone):
        object_to(town, confirmed)


def test_the_council_does_not_decide_about_a_challenge_nor_a_court_about_an_objection(
    town, resolve  # noqa: F811
):  # fmt: skip
    objection = object_to(town, resolve(town.section()))
    with pytest.raises(ValidationError, match="decides anew"):
        settle(town, objection, holds=True)

    challenge = object_to(town, anew(town, objection, "adopted"))
    with pytest.raises(ValidationError, match="not decided by the council"):
        anew(town, challenge, "adopted")
    with pytest.raises(ValidationError, match="Say who decided"):
        settle(town, challenge, holds=True, reason=" ")
    assert not ObjectionEnd.objects.filter(objection=challenge).exists()


def test_what_is_confirmed_meets_no_second_objection(town, page, confirmed):
    first = page.paper_items.get().decision_items.filter(is_answer=True).last().decision

    with pytest.raises(AlreadyDone, match="challenge that vote"):
        object_to(town, first)


def test_the_magistrate_has_as_much_time_again_where_the_town_lets_it_object(
    town, resolve  # noqa: F811
):  # fmt: skip
    routes = CouncilSettings.load()
    routes.days_to_object = 3
    routes.save()
    decision = resolve(town.section())
    with pytest.raises(ValidationError, match="HGO § 63"):
        object_to(town, decision)
    routes.magistrate_may_object = False
    routes.save()
    with pytest.raises(ValidationError, match="only the mayor"):
        object_to(town, decision, raised_by="magistrate")
    routes.magistrate_may_object = True
    routes.save()

    assert object_to(town, decision, raised_by="magistrate").kind == Objection.Kind.OBJECTION


def test_the_time_for_a_challenge_is_the_shorter_one(town, page, confirmed):
    with pytest.raises(ValidationError) as refused:
        object_to(town, confirmed, raised_on=today() - timedelta(days=1))
    assert "raised_on" in refused.value.message_dict
    routes = CouncilSettings.load()
    last = objecting.last_day(confirmed)

    assert last == today() + timedelta(days=routes.days_to_challenge)


def test_another_council_does_not_decide_anew(town, resolve):  # noqa: F811
    objection = object_to(town, resolve(town.section()))
    other = Organization.objects.create(name="Ortsrat", kind="council", statutory_members=9)
    agenda = town.agenda(other, objection.decision.agenda_item.paper, start=ago(0))

    with pytest.raises(ValidationError, match="does not put this paper"):
        anew(town, objection, "rejected", agenda=agenda, present=9, yes=1, no=5)


def test_the_clerk_records_both_steps_on_screen(town, page, confirmed, client):
    client.force_login(town.clerk)
    address = reverse("council_object", args=[confirmed.pk])
    english = {"headers": {"accept-language": "en"}}
    assert "Record the challenge" in client.get(address, **english).content.decode()

    data = {"raised_by": "mayor", "raised_on": today(), "reason": "Rechtswidrig"}
    assert client.post(address, data).status_code == 302
    challenge = Objection.objects.last()
    assert challenge.kind == Objection.Kind.CHALLENGE
    html = client.get(address, **english).content.decode()
    end = reverse("council_objection_settle", args=[challenge.pk])
    assert end in html and "decided anew</a>" not in html

    assert client.post(end, {"ended_on": today()}).status_code == 422
    data = {"holds": "no", "ended_on": timezone.localdate(), "reason": "VG Darmstadt"}
    assert client.post(end, data).status_code == 302
    assert challenge.end.how == ObjectionEnd.How.ANNULLED
    assert not town.fresh(page).live
