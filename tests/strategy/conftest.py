"""A small strategy: one strategy page below the front page, chapters and sections on request."""

import uuid
from collections.abc import Callable

import pytest
from wagtail.models import Locale, Page, Site

from strategy.models import ChapterPage, SectionPage, StrategyPage


def block(kind: str, value, block_id: str | None = None) -> dict:
    return {"type": kind, "value": value, "id": block_id or str(uuid.uuid4())}


def paragraph(text: str, block_id: str | None = None) -> dict:
    return block("paragraph", f"<p>{text}</p>", block_id)


@pytest.fixture
def home(db) -> Page:
    """Return the German root page of the default site, at /de/."""
    page = Page.objects.get(depth=2)
    Site.objects.update(root_page=page, hostname="testserver", port=80)
    return page


@pytest.fixture
def translate() -> Callable[..., Page]:
    """Return a function that makes a live translation of a page, some of its fields changed."""

    def make(page: Page, language: str, **fields) -> Page:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        copy = page.specific.copy_for_translation(locale, copy_parents=True)
        for name, value in fields.items():
            setattr(copy, name, value)
        copy.save_revision().publish()
        copy.refresh_from_db()
        return copy

    return make


@pytest.fixture
def strategy(home) -> StrategyPage:
    return home.add_child(
        instance=StrategyPage(title="Strategie", slug="strategie", locale=Locale.get_default())
    )


@pytest.fixture
def make_chapter(strategy) -> Callable[..., ChapterPage]:
    def make(**fields) -> ChapterPage:
        fields = {"title": "Kapitel", "locale": strategy.locale} | fields
        parent = fields.pop("parent", strategy)
        return parent.add_child(instance=ChapterPage(**fields))

    return make


@pytest.fixture
def chapter(make_chapter) -> ChapterPage:
    return make_chapter(title="Ankommen und Zusammenleben")


@pytest.fixture
def make_section(chapter) -> Callable[..., SectionPage]:
    def make(**fields) -> SectionPage:
        parent = fields.pop("parent", chapter)
        fields = {"title": "Abschnitt", "locale": parent.locale, "live": False} | fields
        return parent.add_child(instance=SectionPage(**fields))

    return make
