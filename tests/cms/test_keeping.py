"""Whoever is logged out while writing, or logs in anew, sends the same form again and loses no word."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.models import User

EN = {"accept-language": "en"}
OURS = EN | {"origin": "http://testserver"}
ADDRESS = "wagtailadmin_account"


@pytest.fixture
def person(site) -> User:
    return User.objects.create_superuser("admin", password="wirkt-demo")


def fields(answer) -> dict[str, str]:
    form = BeautifulSoup(answer.text, "html.parser").find("form", method="post")
    values = {one["name"]: one.get_text().removeprefix("\n") for one in form.find_all("textarea")}
    return values | {"csrfmiddlewaretoken": form.find("input")["value"]}


def test_a_form_without_a_session_is_handed_back_and_taken_after_logging_in(person):
    client = Client(enforce_csrf_checks=True, headers=OURS)
    client.get(reverse("wagtailadmin_login"))
    token = client.cookies["csrftoken"].value
    words = "Zeile eins\n <b>zwei</b> & drei"

    late = client.post(reverse(ADDRESS), {"words": words, "csrfmiddlewaretoken": token})
    assert late.status_code == 403
    assert "You are logged out." in late.text and "&lt;b&gt;zwei" in late.text
    kept = fields(late)
    assert kept["words"].replace("\r", "") == words

    client.force_login(person)
    client.cookies["csrftoken"] = "n" * 32  # logging in has changed it
    once_more = client.post(reverse(ADDRESS), kept)
    assert once_more.status_code == 403
    assert "You have logged in or out since" in once_more.text
    assert fields(once_more)["words"].replace("\r", "") == words

    client.cookies["csrftoken"] = once_more.cookies.get("csrftoken", client.cookies["csrftoken"])
    assert client.post(reverse(ADDRESS), fields(once_more)).status_code == 200


def test_a_form_from_elsewhere_is_not_handed_back(person):
    client = Client(enforce_csrf_checks=True, headers=EN | {"origin": "https://example.org"})
    client.force_login(person)

    answer = client.post(reverse(ADDRESS), {"words": "Untergeschoben"})

    assert answer.status_code == 403
    assert "Untergeschoben" not in answer.text


def test_passwords_are_never_handed_back(site):
    client = Client(enforce_csrf_checks=True, headers=OURS)

    answer = client.post(reverse("wagtailadmin_login"), {"username": "a", "password": "geheim"})

    assert answer.status_code == 403
    assert "geheim" not in answer.text


def test_scripts_and_pages_without_an_origin_are_asked_to_log_in(site, client):
    assert client.post(reverse(ADDRESS), {"words": "x"}).status_code == 302
    told = client.post(
        reverse(ADDRESS), {"words": "x"}, headers=OURS | {"x-requested-with": "XMLHttpRequest"}
    )
    assert told.json()["logged_in"] is False
