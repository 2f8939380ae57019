"""The feed of decisions, as feed readers get it."""

import xml.etree.ElementTree as ElementTree

import pytest

from tests.factories import HomePageFactory

from .conftest import decide, read

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_is_valid_atom_without_cookies(register, chapter, client):
    decision = decide(chapter, "Sprachcafé & mehr", 1, text="Die Stadt <fördert> es.")
    decide(chapter, "Älter", 2)

    response = client.get(f"{register.get_url()}feed/")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert "max-age" in response["Cache-Control"]
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall("a:entry", ATOM)
    ids = [entry.findtext("a:id", "", ATOM) for entry in entries]
    assert len(set(ids)) == 2 and all(i.startswith("urn:uuid:") for i in ids)
    link = entries[0].find("a:link", ATOM).get("href")
    assert link.startswith("http") and link.endswith(f"{register.get_url()}{decision.pk}/")
    for name in ("title", "updated", "id", "author/a:name"):
        assert feed.findtext(f"a:{name}", "", ATOM), name
    assert all(e.findtext("a:updated", "", ATOM) and e.findtext("a:title", "", ATOM) for e in entries)  # fmt: skip
    assert feed.find("a:link[@rel='self']", ATOM).get("href").endswith("/feed/")
    assert client.get(f"{register.get_url()}feed/").content == response.content
    page = read(client, register.get_url())
    assert page.find("link", type="application/atom+xml")["href"].endswith("/feed/")


def test_each_language_has_its_own_feed(register, chapter, client, translate):
    decide(chapter, "Sprachcafé", 1)
    HomePageFactory(language="en")
    english = translate(register, "en", title="Decisions")

    feeds = [
        ElementTree.fromstring(client.get(f"{page.get_url()}feed/").content)
        for page in (register, english)
    ]

    languages = [feed.get("{http://www.w3.org/XML/1998/namespace}lang") for feed in feeds]
    assert languages == ["de", "en"]
    assert feeds[0].findtext("a:entry/a:id", "", ATOM) != feeds[1].findtext("a:entry/a:id", "", ATOM)  # fmt: skip
    assert "Adopted" in feeds[1].findtext("a:entry/a:title", "", ATOM)


def test_pasted_characters_that_xml_cannot_hold_break_no_feed(register, chapter, client):
    decide(chapter, "Sprach\x0bcafé", 1, text="Zeile\x0beins\x1f")

    feed = ElementTree.fromstring(client.get(f"{register.get_url()}feed/").content)

    assert "Sprach café" in feed.findtext("a:entry/a:title", "", ATOM)
