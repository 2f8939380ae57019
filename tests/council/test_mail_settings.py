"""Each person chooses in her own account which mails she gets."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from council.models import NotificationSettings
from council.notifications.wishes import wishes_of

pytestmark = pytest.mark.django_db


def account(client, person):
    client.force_login(person)
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
    return client.get(reverse("wagtailadmin_account"))


def filled(response, **changes) -> dict:
    """Return what the browser would send back from the account page, with some changes."""
    data = {}
    for panel in [p for panels in response.context["panels_by_tab"].values() for p in panels]:
        form = panel.get_form()
        for name in form.fields:
            value = form[name].initial
            if value not in (None, False, ""):
                data[form.add_prefix(name)] = value
    data |= {"name_email-first_name": "A", "name_email-last_name": "B"}
    return data | changes


def test_a_member_sees_what_holds_for_her_and_nothing_is_written_by_looking(town, client):
    html = account(client, town.s1).content.decode()

    assert "E-mails about texts before the bodies" in html
    assert 'name="council_mails-waiting" value="at_once"' in html
    assert not NotificationSettings.objects.exists()


def test_a_choice_is_kept_and_can_be_changed(town, client):
    page = account(client, town.s1)
    for pace in ("daily", "never"):
        data = filled(page, **{"council_mails-waiting": pace, "council_mails-results": "daily"})
        data.pop("council_mails-reminders", None)
        assert client.post(reverse("wagtailadmin_account"), data).status_code == 302

    saved = NotificationSettings.objects.get(person=town.s1)
    assert (saved.waiting, saved.reminders, saved.results) == ("never", False, "daily")
    assert not NotificationSettings.objects.exclude(person=town.s1).exists()


def test_nonsense_is_refused_and_nothing_changed(town, client):
    data = filled(account(client, town.s1), **{"council_mails-waiting": "hourly"})

    answer = client.post(reverse("wagtailadmin_account"), data)

    assert answer.status_code == 200 and not NotificationSettings.objects.exists()


def test_nobody_changes_the_wishes_of_another(town, client):
    data = filled(account(client, town.s1), **{"council_mails-person": town.s2.pk})

    client.post(reverse("wagtailadmin_account"), data)

    assert NotificationSettings.objects.get().person == town.s1
    assert wishes_of(town.s2).pk is None
