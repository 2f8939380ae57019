"""Hints say what to look at again; they never stop anybody."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from strategy.hints import hints
from strategy.models import SectionPage

from .conftest import block, paragraph, words_of

pytestmark = pytest.mark.django_db

LONG = "Die Stadt bietet allen Menschen die neu zugezogen sind ein freiwilliges Gespräch in ihrer eigenen Sprache an."


def page(*body: dict, language: str = "de") -> SectionPage:
    return SectionPage(title="Titel", locale=Locale(language_code=language), body=list(body))


@pytest.mark.parametrize(
    "words", ["hier", "Hier", "mehr dazu", "https://example.org/a", "here", "هنا"]
)
def test_a_link_says_where_it_leads(words):
    (hint,) = hints(page(paragraph(f'Näheres <a href="https://example.org">{words}</a>')))

    assert words in hint


def test_a_link_with_good_words_needs_no_hint():
    assert hints(page(paragraph('<a href="https://example.org">Plan der Stadt</a>'))) == []


def test_links_in_lists_are_looked_at_too():
    items = [{"type": "item", "id": "1", "value": '<p><a href="x">hier</a></p>'}]

    assert len(hints(page(block("list", items)))) == 1


def test_an_empty_heading_is_noticed():
    assert hints(page(block("heading", " "))) == ["A heading is empty."]


def test_long_sentences_are_noticed_in_easy_language_only():
    (hint,) = hints(page(paragraph(f"Kurz. {LONG} Auch kurz."), language="de-simple"))

    assert "17 words" in hint and "Die Stadt bietet" in hint and "DIN SPEC 33429" in hint
    assert hints(page(paragraph(LONG))) == []


def test_a_picture_without_words_is_noticed():
    silent = block("figure", {"image": 1, "alt_text": "", "decorative": False, "caption": ""})
    described = block("figure", {"image": 1, "alt_text": "Ein Fest", "decorative": False})
    decoration = block("figure", {"image": 1, "alt_text": "", "decorative": True})

    assert hints(page(silent, described, decoration)) == ["An image has no description."]


def test_the_editor_shows_the_first_hints_above_the_text(town, client):
    client.force_login(town.editor)
    links = "".join(f'<a href="https://example.org/{n}">hier</a> ' for n in range(7))
    section = town.section(texts=(f"<p>{links}</p>",))

    said = words_of(client.get(reverse("wagtailadmin_pages:edit", args=[section.pk])))

    assert "Please look at this again (7):" in said
    assert said.count("A link should say where it leads") == 5


def test_the_content_checker_looks_at_links_pictures_and_languages(town, client):
    client.force_login(town.editor)

    said = client.get(reverse("wagtailadmin_pages:edit", args=[town.section().pk])).content.decode()

    assert "link-in-text-block" in said and "valid-lang" in said
