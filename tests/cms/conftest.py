"""A small tree of pages for the tests of this app."""

import uuid
from collections.abc import Callable

import pytest
from wagtail.models import Locale, Page, Site

from strategy.models import ChapterPage, StrategyPage


def paragraph(text: str, block_id: str | None = None) -> dict:
    return {"type": "paragraph", "value": text, "id": block_id or str(uuid.uuid4())}


@pytest.fixture
def home(db) -> Page:
    """Return the German root page of the default site, at /de/."""
    page = Page.objects.get(depth=2)
    Site.objects.update(root_page=page, hostname="testserver", port=80)
    return page


@pytest.fixture
def strategy(home) -> StrategyPage:
    page = StrategyPage(
        title="Strategie", slug="strategie", show_in_menus=True, body=[paragraph("<p>Vielfalt</p>")]
    )
    return home.add_child(instance=page)


@pytest.fixture
def translate(home) -> Callable[..., Page]:
    """Return a function that makes a live translation of a page with another title."""

    def make(page: Page, language: str, title: str, **fields: str) -> Page:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        copy = page.specific.copy_for_translation(locale, copy_parents=True)
        for name, value in {"title": title, **fields}.items():
            setattr(copy, name, value)
        copy.save_revision().publish()
        copy.refresh_from_db()
        return copy

    return make


@pytest.fixture
def chapter(strategy) -> ChapterPage:
    return strategy.add_child(instance=ChapterPage(title="Bildung", slug="bildung", number=1))
