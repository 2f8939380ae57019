"""Errors are explained in the reader's language, even when nothing else works."""

from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils.html import conditional_escape
from django.utils.translation import gettext, override
from django.views import defaults

from tests.factories import HomePageFactory


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("uk", "ltr")])
def test_an_error_of_ours_is_explained_without_asking_the_database(
    language, direction, db, django_assert_num_queries
):
    request = RequestFactory().get(f"/{language}/strategie/")

    with override(language), django_assert_num_queries(0):
        response = defaults.server_error(request)

    html = response.content.decode()
    assert response.status_code == 500
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert html.count("<h1") == 1
    assert 'href="/"' in html


def test_a_forbidden_page_is_explained(site):
    HomePageFactory(language="ar", title="معًا")
    request = RequestFactory().get("/ar/geheim/")

    with override("ar"):
        response = defaults.permission_denied(request, PermissionDenied())

    html = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="ar" dir="rtl">' in html
    assert html.count("<h1") == 1
    assert 'href="/ar/"' in html


@pytest.mark.parametrize(
    ("refusal", "status", "title"),
    [(PermissionDenied(), 403, "No access"), (RuntimeError("torn"), 500, "Something went wrong")],
)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_errors_speak_the_language_of_the_address_through_all_middleware(
    site, monkeypatch, language, refusal, status, title
):
    HomePageFactory(language="ar", title="معًا")
    monkeypatch.setattr("cms.views.serve", Mock(side_effect=refusal))
    client = Client(raise_request_exception=False)

    response = client.get(f"/{language}/", headers={"accept-language": "en"})

    with override(language):
        expected = conditional_escape(gettext(title))
    assert response.status_code == status
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.text
    assert expected in response.text
    assert (expected == title) is False


@pytest.mark.parametrize("language", ["de", "ar"])
def test_who_comes_while_somebody_else_is_writing_is_asked_to_try_again(
    site, monkeypatch, language
):
    """SQLite lets one writer in at a time and gives up after a while; PostgreSQL ends a deadlock."""
    HomePageFactory(language="ar", title="معًا")
    deadlock = OperationalError("deadlock detected")
    deadlock.__cause__ = type("Deadlock", (Exception,), {"pgcode": "40P01"})()
    locked = OperationalError("database is locked") if connection.vendor == "sqlite" else deadlock
    client = Client(raise_request_exception=False)

    for error in (locked, deadlock):
        monkeypatch.setattr("cms.views.serve", Mock(side_effect=error))
        response = client.get(f"/{language}/")

        with override(language):
            expected = conditional_escape(gettext("One moment, please"))
        assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
        assert f'<html lang="{language}"' in response.text
        assert expected in response.text
    monkeypatch.setattr("cms.views.serve", Mock(side_effect=OperationalError("disk I/O error")))
    assert client.get(f"/{language}/").status_code == 500
