"""The settings of a ballot: what cannot work is refused, what a town changed stays."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from council.models import Membership
from council.setup import ensure_workflows
from tests.wording import german

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("consent_needed", 6, "has only 5 members"),
        ("changes_needed", 6, "has only 5 members"),
        ("days", 0, "at least one day"),
        ("remind_days_before", 14, "only 14 days long"),
    ],
)
def test_settings_that_cannot_work_are_refused_beside_their_field(town, field, value, words):
    task = town.ballot_task
    setattr(task, field, value)

    with pytest.raises(ValidationError) as refused:
        task.full_clean()

    assert words in refused.value.message_dict[field][0]


def test_an_empty_group_is_measured_by_its_statutory_number(town):
    Membership.objects.filter(organization=town.steering).delete()
    task = town.ballot_task
    task.consent_needed = 5
    task.full_clean()
    task.consent_needed = 6
    with pytest.raises(ValidationError, match="has only 5 members"):
        task.full_clean()


def test_the_threshold_is_not_raised_above_an_open_ballot(town):
    Membership.objects.filter(person=town.s5).delete()
    town.submit(town.section())
    town.join(town.s5, town.steering)
    task = town.ballot_task
    task.consent_needed = 5

    with pytest.raises(ValidationError, match="has only 4 members"):
        task.full_clean()


def test_the_form_of_the_step_shows_and_checks_the_settings_in_german(town, client):
    client.force_login(town.admin)
    address = reverse("wagtailadmin_workflows:edit_task", args=[town.ballot_task.pk])

    html = client.get(address).content.decode()

    for msgid in ("votes of consent needed", "days to vote", "who submits has no vote"):
        assert german(msgid).lower() in html.lower()
    data = {
        "name": "Steuerungsgruppe",
        "organization": town.steering.pk,
        "consent_needed": 9,
        "changes_needed": 1,
        "days": "",
        "remind_days_before": 0,
    }
    response = client.post(address, data)
    assert response.context["form"].errors.keys() == {"consent_needed"}
    client.post(address, data | {"consent_needed": 2})
    task = town.ballot_task
    assert (task.consent_needed, task.days, task.exclude_submitter) == (2, None, False)


def test_setting_up_again_keeps_what_the_town_changed(town):
    task = town.ballot_task
    task.name, task.consent_needed, task.days, task.exclude_submitter = "Runde", 2, 7, False
    task.save()
    step = town.committees_task
    step.name = "Fachausschüsse"
    step.save()
    step.organizations.set([town.social])
    before = {t.pk for t in type(step).objects.all()}

    ensure_workflows()

    again = town.ballot_task
    assert (again.name, again.consent_needed, again.days) == ("Runde", 2, 7)
    assert not again.exclude_submitter
    assert {t.pk for t in type(step).objects.all()} == before
    assert list(step.organizations.all()) == [town.social]
