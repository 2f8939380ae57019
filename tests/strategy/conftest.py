"""A small strategy: one strategy page below the front page, chapters and sections on request."""

import uuid
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Locale, Page

from strategy.models import ChapterPage, SectionPage, StrategyPage
from tests.council.conftest import Town, make_town
from tests.factories import HomePageFactory


def block(kind: str, value, block_id: str | None = None) -> dict:
    return {"type": kind, "value": value, "id": block_id or str(uuid.uuid4())}


def paragraph(text: str, block_id: str | None = None) -> dict:
    return block("paragraph", f"<p>{text}</p>", block_id)


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())


@pytest.fixture(autouse=True)
def untranslated(monkeypatch) -> None:
    """Let the interface speak as it is written in the code, whatever the catalogues hold."""
    same = {
        "gettext": lambda message: message,
        "ngettext": lambda one, many, number: one if number == 1 else many,
        "pgettext": lambda _context, message: message,
    }
    for name, function in same.items():
        monkeypatch.setattr(f"django.utils.translation._trans.{name}", function)


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


@pytest.fixture
def town(site) -> Town:
    """Return the people and bodies of a town, to carry sections along the route."""
    return make_town()


def words_of(response: HttpResponse) -> str:
    """Return the words of a page of the editing interface."""
    assert response.status_code == 200
    return words(BeautifulSoup(response.content, "html.parser"))


@pytest.fixture
def arabic(translate):
    """Return a function that translates a section and everything above it into Arabic."""

    def make(section: Page, **fields) -> Page:
        HomePageFactory(language="ar")
        chapter = section.get_parent()
        translate(chapter.get_parent(), "ar", title="استراتيجية")
        translate(chapter, "ar", title="فصل")
        return translate(section, "ar", **{"title": "وصول جيد"} | fields)

    return make
