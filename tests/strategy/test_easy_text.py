"""The easy text of a section stands beside the German one, at one cost however long it is."""

from collections import Counter

import pytest

from tests.factories import HomePageFactory

from .conftest import paragraph, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def easy(town, translate):
    """Return a released section and a function that sets so many paragraphs in easy German beside it."""
    section = town.through_steering(town.section(), "release")

    def make(count: int):
        HomePageFactory(language="de-simple")
        body = [paragraph(f"Kurz {number}.") for number in range(count)]
        return translate(section, "de-simple", title="Leicht", summary="Kurz gesagt.", body=body)

    return section, make


def test_the_easy_text_stands_beside_the_german_one_and_only_there(easy, client):
    section, make = easy
    assert read(client, section.get_url()).find(class_="easy-beside") is None
    simple = make(3)

    page = read(client, section.get_url())

    beside = page.find("details", class_="easy-beside")
    text = beside.find(lang="de-simple")
    assert "Kurz 2." in text.get_text() and text.find(attrs={"data-easy": "unchecked"})
    assert beside.find("a", hreflang="de-simple")["href"] == simple.get_url()
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    assert [name for name, count in ids.items() if count > 1] == []
    assert read(client, simple.get_url()).find(class_="easy-beside") is None


def test_a_long_easy_text_costs_what_a_short_one_does(easy, client, count_queries):
    section, make = easy
    simple = make(3)
    client.get(section.get_url())
    short = count_queries(lambda: client.get(section.get_url()))
    simple.body = [paragraph(f"Kurz {number}.") for number in range(40)]
    simple.save_revision().publish()
    client.get(section.get_url())

    assert count_queries(lambda: client.get(section.get_url())) == short <= 12
