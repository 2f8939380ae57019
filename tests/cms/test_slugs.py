"""Addresses of pages are ASCII, spelled as German spells its umlauts."""

import json

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from cms.slugs import SPELLED_OUT, german_slug
from home import roles
from home.models import HomePage, PlainPage
from tests.factories import PlainPageFactory, UserFactory


@pytest.fixture
def editor(site, client):
    client.force_login(UserFactory(roles=[roles.EDITORS]))
    return client


def add_url(home: HomePage) -> str:
    return reverse("wagtailadmin_pages:add", args=["home", "plainpage", home.pk])


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Bündnis für Vielfalt", "buendnis-fuer-vielfalt"),
        ("ÄRZTE, Öffentlichkeit & Übermaß", "aerzte-oeffentlichkeit-uebermass"),
        ("Café Élan", "cafe-elan"),
    ],
)
def test_a_title_becomes_an_address_as_german_spells_it(title, slug):
    assert german_slug(title) == slug


def test_a_page_without_an_address_gets_one_of_its_title(site):
    first = PlainPageFactory(title="Über uns", slug="")
    second = PlainPageFactory(title="Über uns", slug="")

    assert (first.slug, second.slug) == ("ueber-uns", "ueber-uns-2")


def test_the_editor_spells_umlauts_out_while_the_title_is_typed(editor, home):
    page = BeautifulSoup(editor.get(add_url(home)).content, "html.parser")

    field = page.find("input", attrs={"name": "slug"})

    assert "data-w-slug-allow-unicode-value" not in field.attrs
    rules = {
        find[0]: spelled for find, spelled in json.loads(field["data-w-slug-formatters-value"])
    }
    assert rules == SPELLED_OUT


def test_the_form_takes_no_address_with_umlauts(editor, home):
    empty = {"count": 0, "TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    answer = editor.post(
        add_url(home),
        {
            "title": "Größe",
            "slug": "größe",
            "body-count": 0,
            **{f"comments-{name}": value for name, value in empty.items()},
        },
    )

    assert "slug" in answer.context["form"].errors
    assert not PlainPage.objects.exists()


def test_the_demo_town_has_plain_addresses():
    slugs = [
        line
        for file in (settings.BASE_DIR / "demo" / "content").rglob("*")
        if file.suffix in {".md", ".toml"}
        for line in file.read_text().splitlines()
        if line.startswith("slug =")
    ]

    assert len(slugs) > 50
    assert [line for line in slugs if not line.isascii()] == []
