"""Votes from Wagtail's own modal: bound to the run of the page, refusals shown in words."""

import pytest
from django.urls import reverse

from council.models import ReviewVote

pytestmark = pytest.mark.django_db

MODAL = {"x-requested-with": "XMLHttpRequest"}


def url(page, action, state, name="workflow_action"):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, action, state.pk])


def test_a_vote_from_the_modal_counts(town, client):
    page = town.submit(town.section())
    client.force_login(town.s1)

    response = client.post(url(page, "consent", town.ballot(page)), {"comment": ""})

    assert response.status_code == 302
    assert ReviewVote.objects.get().person == town.s1


def test_a_step_of_another_page_is_not_found(town, client):
    mine, other = town.submit(town.section("A")), town.submit(town.section("B"))
    client.force_login(town.s1)

    response = client.post(url(mine, "consent", town.ballot(other)), {"comment": ""})

    assert response.status_code == 404
    assert not ReviewVote.objects.exists()


def test_a_wish_for_changes_without_a_reason_is_refused_in_the_modal(town, client):
    page = town.submit(town.section())
    client.force_login(town.s1)
    target = url(page, "request_changes", town.ballot(page))

    answer = client.post(target, {"comment": ""}, headers=MODAL).json()
    assert answer["step"] == "action"
    assert not ReviewVote.objects.exists()

    answer = client.post(target, {"comment": "Bitte kürzen"}, headers=MODAL).json()
    assert answer["step"] == "success"
    assert town.fresh(page).current_workflow_state.status == "needs_changes"


def test_a_refusal_without_the_modal_leads_home_with_a_message(town, client):
    page = town.submit(town.section())
    client.force_login(town.s1)

    response = client.post(url(page, "request_changes", town.ballot(page)), {"comment": ""})

    assert response.url == reverse("wagtailadmin_home")


def test_who_has_no_vote_gets_none_through_the_address(town, client):
    page = town.submit(town.section())
    client.force_login(town.admin)

    client.post(url(page, "consent", town.ballot(page)), {"comment": ""})

    assert not ReviewVote.objects.exists()


def test_the_collecting_modal_is_bound_as_well(town, client):
    mine, other = town.submit(town.section("A")), town.submit(town.section("B"))
    client.force_login(town.s1)
    name = "collect_workflow_action_data"

    bound = client.get(url(mine, "request_changes", town.ballot(mine), name), headers=MODAL)
    assert bound.status_code == 200
    loose = client.get(url(mine, "request_changes", town.ballot(other), name), headers=MODAL)
    assert loose.status_code == 404
