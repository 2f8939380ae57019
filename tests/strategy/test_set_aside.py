"""The only resolution of a section is set aside: its text leaves the public, its addresses stay."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.navigation import site_map
from council.guards import NotResolved
from council.models import DecisionItem
from home.decisions import section_of
from tests.council.test_objecting import anew, object_to, resolve  # noqa: F401 (a fixture)

from .conftest import read, words

pytestmark = pytest.mark.django_db

PLACES = ("version/1.0/", "version/1.0/json/", "versions/", "compare/1.0/1.0/")


@pytest.fixture
def resolved(town, resolve):  # noqa: F811
    """Return a section whose only resolution was objected to, and the objection."""
    page = town.section()
    objection = object_to(town, resolve(page))
    return town.fresh(page), objection


@pytest.fixture
def gone(town, resolved):
    """Return a section whose only resolution the council set aside, and its address before."""
    page, objection = resolved
    address = page.get_url()
    anew(town, objection, "rejected")
    page = town.fresh(page)
    assert not page.live
    return page, address


def test_while_it_is_suspended_a_version_says_so(client, resolved):
    page, _objection = resolved

    shown = words(read(client, f"{page.get_url()}version/1.0/").main)
    file = client.get(f"{page.get_url()}version/1.0/json/").json()

    assert "This wording is not in force" in shown and "Suspended" in shown
    assert "This version is in force" not in shown
    assert file["standing"] == "suspended"


@pytest.mark.parametrize("place", PLACES)
def test_every_address_of_a_version_still_answers(client, gone, place):
    _page, address = gone

    answer = client.get(address + place)

    assert answer.status_code == 200


def test_none_of_them_shows_it_as_if_it_were_in_force(client, gone):
    _page, address = gone

    for place in ("version/1.0/", "versions/", "compare/1.0/1.0/"):
        soup = read(client, address + place)
        said = words(soup.main)
        assert soup.find("meta", {"name": "robots"})["content"] == "noindex", place
        assert soup.find("link", rel="canonical") is None
        assert "not in force" in said or "No wording of this section is in force" in said
        assert "Go to the current text" not in said and "is in force since" not in said
        assert soup.main.find("a", href=address) is None
    assert "Set aside" in words(read(client, f"{address}version/1.0/").main)
    assert "Alt." in words(read(client, f"{address}version/1.0/").main)
    file = client.get(f"{address}version/1.0/json/")
    assert file["X-Robots-Tag"] == "noindex" and file.json()["standing"] == "set_aside"


def test_the_register_still_leads_to_the_wording(town, gone):
    page, address = gone
    first = DecisionItem.objects.light().filter(paper_item__page=page, number="1.0").first()

    found = section_of(first, site_map(), "de")

    assert found.url == "" and found.version_url == f"{address}version/1.0/"


def test_the_text_itself_is_not_public(town, client, gone):
    _page, address = gone

    for place in ("", "print/", "amendments/", "version/", "version/0.1/", "version/2.0/"):
        assert client.get(address + place).status_code == 404, place
    assert address not in client.get("/sitemap.xml").content.decode()
    strategy = town.chapter.get_parent().get_url()
    for list_of in (strategy, f"{strategy}read/", f"{strategy}versions/", town.chapter.get_url()):
        assert read(client, list_of).main.find("a", href=address) is None


def test_what_was_never_public_stays_closed(town, client):
    draft = town.section("Entwurf")
    later = town.through_steering(town.section("Später"))
    day = timezone.localdate() + timedelta(days=30)
    town.decide(town.council, town.to_council(later), yes=20, effective_on=day)
    chapter = town.chapter.get_url()

    for page in (draft, later):
        for place in (*PLACES, "compare/"):
            assert client.get(f"{chapter}{page.slug}/{place}").status_code == 404, place


def test_a_new_resolution_that_waits_for_its_day_is_not_shown_before_it(town, client, gone):
    page, address = gone
    town.through_steering(page)
    day = timezone.localdate() + timedelta(days=30)
    town.decide(town.council, town.to_council(page), yes=20, effective_on=day)

    listed = words(read(client, f"{address}versions/").main)

    assert "version 1.0" in listed and "version 2.0" not in listed
    assert client.get(f"{address}version/2.0/").status_code == 404
    assert client.get(f"{address}version/1.0/").status_code == 200


def test_its_address_stays_while_it_is_gone_and_when_it_comes_back(town, client, gone):
    page, address = gone
    page.slug = "anders"
    with pytest.raises(ValidationError):
        page.clean()
    with pytest.raises(NotResolved):
        page.save()

    town.resolve(town.fresh(page))

    assert town.fresh(page).get_url() == address
    assert "version 2.0" in words(read(client, f"{address}versions/").main)
    assert client.get(f"{address}version/1.0/").status_code == 200


def test_a_translation_that_was_public_keeps_its_addresses_and_no_other(
    town,
    client,
    arabic,
    resolve,  # noqa: F811
):
    page = town.section()
    objection = object_to(town, resolve(page))
    copy = arabic(town.fresh(page))
    address = copy.get_url()
    anew(town, objection, "rejected")
    assert not town.fresh(copy).live

    shown = read(client, f"{address}version/1.0/")

    assert shown.html["dir"] == "rtl" and "Alt." in words(shown.main)
    assert client.get(f"{address}versions/").status_code == 200
    assert client.get(address).status_code == 404
