"""What the forms of workflows answer while texts are on the way: words, never an error page."""

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from council.models import DeliberationTask, Organization, SteeringTask
from tests.wording import german

pytestmark = pytest.mark.django_db

STEPS = "wagtailadmin_workflows"


@pytest.fixture
def admin(town, client):
    """Return the browser of the administrator; one text is before the Magistrat, one on the ballot."""
    town.through_steering(town.section())
    town.submit(town.section())
    client.force_login(town.admin)
    return client


def said(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


def send(client, view, row, **entered):
    url = reverse(f"{STEPS}:{view}", args=[row.pk])
    response = client.post(url, entered, follow=True)
    assert response.status_code == 200
    return response


def test_the_bodies_of_a_step_stay_while_texts_are_in_it(town, admin):
    step = DeliberationTask.objects.get(name="Magistrat")

    answer = send(admin, "edit_task", step, name=step.name, organizations=[town.finance.pk])

    assert said(answer) == [german("Texts are in this step; its bodies stay until they are done.")]
    assert answer.request["PATH_INFO"] == reverse(f"{STEPS}:edit_task", args=[step.pk])
    assert list(step.organizations.all()) == [town.magistrate]


def test_the_group_of_an_open_ballot_stays(town, admin):
    step = SteeringTask.objects.get()
    fields = model_to_dict(step, fields=SteeringTask.admin_form_fields)
    other = Organization.objects.create(name="Andere", kind="steering", statutory_members=3)

    answer = send(admin, "edit_task", step, **fields | {"organization": other.pk})

    assert said(answer) == [german("Texts are in this step; its bodies stay until they are done.")]
    assert SteeringTask.objects.get().organization == town.steering


def test_a_step_and_a_workflow_in_use_are_not_switched_off(town, admin):
    step = SteeringTask.objects.get()

    answer = send(admin, "disable_task", step)

    assert said(answer) == [german("Texts are on this route; the step cannot be disabled now.")]
    assert SteeringTask.objects.get().active


def test_a_step_that_no_text_is_in_can_be_changed(town, client):
    client.force_login(town.admin)
    step = DeliberationTask.objects.get(name="Magistrat")

    send(client, "edit_task", step, name=step.name, organizations=[town.finance.pk])

    assert list(step.organizations.all()) == [town.finance]
