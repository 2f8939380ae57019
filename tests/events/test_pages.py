"""What an event says in public."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from events.models import EventPage
from tests.factories import EventIndexPageFactory, EventPageFactory, HomePageFactory, paragraph
from tests.wording import german


def descriptions(response) -> dict[str, dict]:
    """Return the JSON-LD of a page by type."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
    )
    return {data["@type"]: data for data in map(json.loads, found)}


def test_an_event_says_when_where_and_what_helps_people_to_come(site, client):
    event = EventPageFactory(
        title="Stadtgespräch: Wohnen",
        place="Bürgerhaus",
        address="Demoplatz 2",
        services=["sign_language", "childcare"],
        body=[paragraph("Alle sind eingeladen.")],
    )

    html = client.get(event.get_url()).content.decode()

    for words in ("Stadtgespräch: Wohnen", "Bürgerhaus", "Demoplatz 2", "Alle sind eingeladen."):
        assert words in html
    assert german("Childcare") in html and german("Hearing loop") not in html


def test_an_event_is_described_for_search_engines(site, client):
    event = EventPageFactory(title="Werkstatt </script>", place="Rathaus")

    data = descriptions(client.get(event.get_url()))

    assert data["Event"]["name"] == "Werkstatt </script>"
    assert data["Event"]["location"]["name"] == "Rathaus"
    assert data["Event"]["url"] == event.get_full_url()
    assert [step["name"] for step in data["BreadcrumbList"]["itemListElement"]] == [
        "WIRkt",
        "Termine",
        "Werkstatt </script>",
    ]


def test_an_event_without_a_place_names_its_address_or_nothing(site, client):
    nowhere = EventPageFactory()
    somewhere = EventPageFactory(address="Demoweg 3\n00000 Weiterstadt", end=None)

    assert "location" not in descriptions(client.get(nowhere.get_url()))["Event"]
    place = descriptions(client.get(somewhere.get_url()))["Event"]["location"]
    assert place["name"] == "Demoweg 3"
    assert place["address"] == "Demoweg 3, 00000 Weiterstadt"


def test_a_past_event_shows_what_came_of_it(site, client):
    before = timezone.now() - timedelta(days=3)
    event = EventPageFactory(start=before, results=[paragraph("Wir haben uns geeinigt.")])
    without = EventPageFactory(start=before, end=before + timedelta(hours=1))

    assert "Wir haben uns geeinigt." in client.get(event.get_url()).content.decode()
    assert (
        german("The results of this event have not been published yet.")
        in client.get(without.get_url()).content.decode()
    )


def test_an_event_cannot_end_before_it_starts(site):
    event = EventPageFactory()
    event.end = event.start - timedelta(hours=1)

    with pytest.raises(ValidationError) as refusal:
        event.full_clean()

    assert "end" in refusal.value.message_dict


def test_services_are_chosen_from_what_is_offered(site):
    event = EventPageFactory()
    event.services = ["teleport"]

    with pytest.raises(ValidationError) as refusal:
        event.full_clean()

    assert "teleport" in str(refusal.value)


def test_an_event_costs_the_same_queries_however_long_it_is(site, client, count_queries, translate):
    event = EventPageFactory(body=[paragraph(f"Absatz {n}") for n in range(4)])
    client.get(event.get_url())
    short = count_queries(lambda: client.get(event.get_url()))
    event.body = [paragraph(f"Absatz {n}") for n in range(40)]
    event.save_revision().publish()
    for code in ("en", "ar", "tr", "uk", "de-simple"):
        HomePageFactory(language=code)
    client.get(event.get_url())
    long = count_queries(lambda: client.get(event.get_url()))

    assert long == short
    assert short <= 8


def test_the_list_costs_the_same_queries_however_many_events_there_are(site, client, count_queries):
    EventPageFactory.create_batch(3)
    url = EventIndexPageFactory.the_one().get_url()
    client.get(url)
    with_three = count_queries(lambda: client.get(url))
    EventPageFactory.create_batch(30)
    client.get(url)
    with_many = count_queries(lambda: client.get(url))

    assert with_many == with_three
    assert with_three <= 12


def test_the_list_says_how_many_more_events_only_german_has(site, client, translate, count_queries):
    def read() -> str:
        return client.get(f"{url}?kind=dialogue").content.decode()

    known = EventPageFactory(kind=EventPage.Kind.DIALOGUE)
    translate(known, "en", title="Town talk")
    german_list = EventIndexPageFactory.the_one()
    url = german_list.get_translation(Locale.objects.get(language_code="en")).get_url()
    assert "only in German" not in read()
    EventPageFactory(kind=EventPage.Kind.DIALOGUE)
    EventPageFactory(kind=EventPage.Kind.WORKSHOP)
    EventPageFactory(kind=EventPage.Kind.DIALOGUE, start=timezone.now() - timedelta(days=9))

    more = BeautifulSoup(read(), "html.parser").find("a", string="1 more only in German")

    assert more["href"] == f"{german_list.get_url()}?kind=dialogue"
    with_one = count_queries(read)
    EventPageFactory.create_batch(9, kind=EventPage.Kind.DIALOGUE)
    read()
    assert count_queries(read) == with_one <= 13
    assert "10 more only in German" in read()
    assert "only in German" not in client.get(german_list.get_url()).content.decode()


def test_services_survive_a_revision(site):
    event = EventPageFactory(services=["childcare"])

    restored = event.save_revision().as_object()

    assert restored.services == ["childcare"]
    assert isinstance(restored, EventPage)
