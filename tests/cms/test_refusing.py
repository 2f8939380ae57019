"""Refusals and forms that are too large are told in words, with their status, to people and programs."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.admin import auth

from cms import refusing
from home import roles
from tests.factories import UserFactory

EN = {"accept-language": "en"}


@pytest.fixture
def editor(site) -> Client:
    client = Client(headers=EN)
    client.force_login(UserFactory(roles=[roles.EDITORS]))
    return client


def test_wagtail_still_answers_refusals_in_the_place_we_took():
    assert auth.permission_denied is refusing.refuse
    assert "permission_denied" in auth.require_admin_access.__globals__
    with pytest.raises(PermissionDenied):
        auth.user_passes_test(lambda user: False)(lambda request: None)(type("R", (), {"user": 1}))


def test_a_refused_person_reads_why_and_finds_the_way_back(editor):
    answer = editor.get(reverse("wagtailusers_users:index"))

    assert answer.status_code == 403
    assert "You may not do this." in answer.text
    assert f'href="{reverse("wagtailadmin_home")}"' in answer.text
    assert "Nothing was changed." in answer.text


def test_a_program_reads_the_same_as_json(editor):
    for headers in ({"x-requested-with": "XMLHttpRequest"}, {"accept": "application/json"}):
        answer = editor.get(reverse("wagtailusers_users:index"), headers=headers)

        assert answer.status_code == 403
        assert answer.json() == {
            "detail": "You may not do this.",
            "logged_in": True,
        }


def test_whoever_is_not_logged_in_is_asked_to_and_programs_are_told(site, client):
    address = reverse("wagtailusers_users:index")

    assert client.get(address).url.startswith(reverse("wagtailadmin_login"))
    told = client.get(address, headers=EN | {"x-requested-with": "XMLHttpRequest"})
    assert told.status_code == 403
    assert told.json() == {"detail": "You are not logged in.", "logged_in": False}


@pytest.mark.parametrize("is_script", [False, True])
def test_a_form_that_is_too_large_is_told_and_leaves_no_traceback(
    editor, settings, caplog, is_script
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    strict = Client(enforce_csrf_checks=True, headers=EN)
    strict.cookies = editor.cookies
    strict.cookies["csrftoken"] = "n" * 32
    headers = {"x-requested-with": "XMLHttpRequest"} if is_script else {}

    with caplog.at_level(logging.WARNING):
        answer = strict.post(reverse("wagtailadmin_account"), {"text": "x" * 2000}, headers=headers)

    assert answer.status_code == 413
    words = "What you sent is too large, so nothing of it was taken."
    assert words in (answer.json()["detail"] if is_script else answer.text)
    logged = {record.name: record.exc_info for record in caplog.records}
    assert logged["django.security.RequestDataTooBig"] is None
    assert not any(logged.values())


def test_too_many_fields_and_public_forms_are_told_as_well(site, settings, client):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    strict = Client(enforce_csrf_checks=True, headers=EN)
    strict.cookies["csrftoken"] = "n" * 32

    answer = strict.post("/de/mistake/", {f"f{n}": "1" for n in range(9)})

    assert answer.status_code == 413
    assert "<h1" in answer.text and '<html lang="de"' in answer.text


@pytest.mark.parametrize("number", ["x", "²", "-1", "9" * 30])
def test_many_texts_named_by_nonsense_are_missing_and_no_accident(editor, number):
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    assert editor.get(bulk, {"id": number}).status_code == 404
