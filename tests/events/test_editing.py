"""Editors enter an event in a form; what cannot be is refused in words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from home import roles
from tests.factories import EventPageFactory, UserFactory


@pytest.fixture
def event(site):
    return EventPageFactory(title="Stadtgespräch")


def save(client, event, **changes):
    """Send the editing form, as a browser would, and return the answer."""
    empty = {"count": 0, "TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    data = {
        "title": event.title,
        "slug": event.slug,
        "kind": event.kind,
        "start": event.start.strftime("%Y-%m-%d %H:%M"),
        "place": "Bürgerhaus",
        "body-count": 0,
        "results-count": 0,
        **{f"comments-{name}": value for name, value in empty.items()},
        "action-publish": "1",
    } | changes
    return client.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), data)


@pytest.fixture
def editor(client, site):
    user = UserFactory(roles=[roles.EDITORS])
    client.force_login(user)
    return user


def test_services_are_ticked_and_kept_in_the_order_they_are_offered(client, editor, event):
    answer = save(client, event, services=["childcare", "sign_language"])

    event.refresh_from_db()
    assert answer.status_code == 302
    assert set(event.services) == {"sign_language", "childcare"}
    assert event.place == "Bürgerhaus"


def test_an_event_that_ends_before_it_starts_is_refused_in_words(client, editor, event):
    end = (event.start - timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")

    answer = save(client, event, end=end)

    assert answer.status_code == 200
    assert answer.context["form"].errors["end"]
    event.refresh_from_db()
    assert event.place == ""


def test_the_form_offers_every_service(client, editor, event):
    html = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()

    for service in event.Service.values:
        assert f'value="{service}"' in html
