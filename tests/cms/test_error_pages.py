"""Errors are explained in the reader's language, even when nothing else works."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.translation import override
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
