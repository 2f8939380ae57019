"""While texts are in a step, the bodies that answer there stay."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from council.models import Organization, SteeringTask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", ["remove", "clear", "set"])
def test_a_body_stays_in_a_step_that_texts_are_in(town, change):
    paper = town.paper(town.through_steering(town.section()))
    town.decide(town.magistrate, paper)
    bodies = town.committees_task.organizations
    changes = {
        "remove": lambda: bodies.remove(town.social),
        "clear": bodies.clear,
        "set": lambda: bodies.set([town.finance]),
    }

    with pytest.raises(PermissionDenied, match="Texts are in this step"), transaction.atomic():
        changes[change]()

    assert bodies.count() == 3
    town.council_task.organizations.clear()


def test_a_ballot_stays_with_its_group(town):
    other = Organization.objects.create(name="Andere", kind="steering", statutory_members=3)
    task = town.ballot_task
    page = town.submit(town.section())
    task.organization = other
    with pytest.raises(PermissionDenied, match="Texts are in this step"):
        task.save()

    for who in (town.s1, town.s2, town.s3):
        town.vote(page, who)
    task.save()
    assert SteeringTask.objects.get().organization == other


def test_a_body_stays_active_while_a_text_waits_for_it(town):
    paper = town.paper(town.through_steering(town.section()))
    body = Organization.objects.get(pk=town.magistrate.pk)
    body.active = False
    with pytest.raises(ValidationError) as refused:
        body.full_clean()
    assert "Texts wait for this body" in refused.value.message_dict["active"][0]
    with pytest.raises(ValidationError):
        body.save()

    town.decide(town.magistrate, paper)
    body.full_clean()
    body.save()
    assert not Organization.objects.get(pk=body.pk).active


def test_a_steering_group_stays_active_while_it_votes(town):
    town.submit(town.section())
    town.steering.active = False
    with pytest.raises(ValidationError, match="Texts wait for this body"):
        town.steering.save()
