"""One address for each content: what nobody knows is dropped, what makes no sense is not asked."""

import pytest

from events.models import EventPage
from tests.factories import (
    ActorGroupFactory,
    EventIndexPageFactory,
    EventPageFactory,
    PartnerIndexPageFactory,
    PartnerPageFactory,
    PlainPageFactory,
)


@pytest.fixture
def events(site) -> str:
    """Return the address of a list of events that has two pages of workshops."""
    for number in range(15):
        EventPageFactory(title=f"Werkstatt {number}", kind=EventPage.Kind.WORKSHOP)
    return EventIndexPageFactory.the_one().get_url()


@pytest.fixture
def partners(site) -> str:
    """Return the address of a directory with one page of partners."""
    PartnerPageFactory(title="Größe & Vielfalt", group=ActorGroupFactory(key="politik"))
    return PartnerIndexPageFactory.the_one().get_url()


@pytest.mark.parametrize(
    ("asked", "parameters"),
    [
        ("", ""),
        ("utm_source=x&seite=1", ""),
        ("when=&kind=&phase=", ""),
        ("page=1", ""),
        ("page=0", "page=2"),
        ("page=99", "page=2"),
        ("page=x", ""),
        ("kind=nonsense&phase=99&when=never", ""),
        ("kind=workshop&kind=festival", "kind=festival"),
        ("page=2&utm_source=x&kind=workshop", "kind=workshop&page=2"),
        ("kind=%00workshop", ""),
        ("kind=%ff&page=%ff", ""),
        ("when=past", "when=past"),
    ],
)
def test_each_list_of_events_has_one_address(events, client, asked, parameters):
    wanted = f"{events}?{parameters}" if parameters else events

    response = client.get(events, QUERY_STRING=asked)

    if asked == parameters:
        assert response.status_code == 200
    else:
        assert (response.status_code, response.headers["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize(
    ("asked", "parameters"),
    [
        ("q=&group=&mandate=1&x=1", "mandate=on"),
        ("q=%20gr%c3%b6%c3%9fe%20", "q=gr%C3%B6%C3%9Fe"),
        ("q=a%26b%3dc", "q=a%26b%3Dc"),
        (f"q={'a' * 101}", ""),
        ("q=%ff", "q=%EF%BF%BD"),
        ("mandate=on&group=politik", "group=politik&mandate=on"),
        ("group=nonsense", ""),
    ],
)
def test_each_choice_of_the_directory_has_one_address(partners, client, asked, parameters):
    wanted = f"{partners}?{parameters}" if parameters else partners

    response = client.get(partners, QUERY_STRING=asked)

    assert (response.status_code, response.headers["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200


def test_pages_that_list_nothing_know_no_parameters(site, client):
    page = PlainPageFactory()

    for method in (client.get, client.head):
        response = method(page.get_url(), QUERY_STRING="utm_source=x&page=2")
        assert (response.status_code, response.headers["Location"]) == (302, page.get_url())
    assert client.get(page.get_url()).status_code == 200


def test_a_missing_page_stays_missing_whatever_is_asked(site, client):
    assert client.get("/de/nirgends/", QUERY_STRING="utm_source=x").status_code == 404


def test_the_canonical_link_names_the_page_of_the_list(events, client):
    whole = EventIndexPageFactory.the_one().get_full_url()
    first = client.get(events).text
    second = client.get(f"{events}?kind=workshop&page=2").text

    assert f'<link rel="canonical" href="{whole}">' in first
    assert f'href="{whole}?kind=workshop&amp;page=2">' in second
