"""Fixtures that all tests share."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import deactivate, override
from wagtail.models import Locale, Page, Site

from home.actions import set_up_site
from home.models import HomePage

from .readiness import (  # noqa: F401
    django_db_createdb,
    django_db_modify_db_settings,
    pytest_configure,
)


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin in the language of the settings: a request leaves the one of its address behind."""
    deactivate()


@pytest.fixture
def site(db) -> Site:
    """Return a site as ``setup_site`` makes it: six languages, a German front page, all roles.

    Factories (``tests/factories``) put their pages below the German front page.
    """
    cache.clear()  # Wagtail keeps root paths there, past the end of a test
    set_up_site()
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def home(site) -> HomePage:
    """Return the German front page of the site."""
    return site.root_page.specific


@pytest.fixture
def translate(site) -> Callable[..., Page]:
    """Return a function that makes a live translation of a page: ``translate(page, "ar", title="…")``.

    Pages above it are translated by title where they are not yet.
    """

    def make(page: Page, language: str, **fields) -> Page:
        locale = Locale.objects.get(language_code=language)
        above = page.get_parent()
        if not above.is_root() and not above.has_translation(locale):
            make(above, language, title=f"{above.title} ({language})")
        copy = page.specific.copy_for_translation(locale)
        for name, value in fields.items():
            setattr(copy, name, value)
        copy.save_revision().publish()
        copy.refresh_from_db()
        return copy

    return make


@pytest.fixture
def in_english() -> Iterator[None]:
    """Let everything speak English, for tests that look for words of ours."""
    with override("en"):
        yield


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], object]], int]:
    """Return a function that runs a callable and returns the number of its database queries.

    Marks of nested transactions read and write nothing; they are not counted.
    """

    def count(do: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            do()
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    return count
