"""The list of events: what is coming, what has been, by kind and by phase."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import EventPage
from strategy.models import Phase
from tests.factories import EventIndexPageFactory, EventPageFactory, HomePageFactory
from tests.wording import german

Kind = EventPage.Kind


@pytest.fixture
def phases(site) -> list[Phase]:
    today = timezone.localdate()
    return [
        Phase.objects.create(
            number=number,
            kind=Phase.Kind.PARTICIPATION,
            title=f"Beteiligung {number}",
            planned_start=today,
            planned_end=today,
        )
        for number in (1, 2)
    ]


def ask(client, **wishes):
    return client.get(EventIndexPageFactory.the_one().get_url(), wishes, follow=True)


def titles(response) -> list[str]:
    return [entry.event.title for entry in response.context["listing"].entries]


def test_what_is_coming_stands_first_and_soonest_first(site, client):
    now = timezone.now()
    EventPageFactory(title="Übermorgen", start=now + timedelta(days=2))
    EventPageFactory(title="Morgen", start=now + timedelta(days=1))
    EventPageFactory(title="Gestern", start=now - timedelta(days=1))
    EventPageFactory(title="Vorgestern", start=now - timedelta(days=2))

    assert titles(ask(client)) == ["Morgen", "Übermorgen"]
    assert "Übermorgen" in ask(client).content.decode()
    assert titles(ask(client, when="past")) == ["Gestern", "Vorgestern"]


def test_an_event_that_is_going_on_is_not_past(site, client):
    now = timezone.now()
    EventPageFactory(title="Läuft", start=now - timedelta(hours=1), end=now + timedelta(hours=1))

    assert titles(ask(client)) == ["Läuft"]
    assert titles(ask(client, when="past")) == []


def test_events_are_filtered_by_kind_and_phase(site, client, phases):
    EventPageFactory(title="Werkstatt", kind=Kind.WORKSHOP, phase=phases[0])
    EventPageFactory(title="Gespräch", kind=Kind.DIALOGUE, phase=phases[0])
    EventPageFactory(title="Fest", kind=Kind.FESTIVAL)

    assert titles(ask(client, kind="workshop")) == ["Werkstatt"]
    assert set(titles(ask(client, phase="1"))) == {"Werkstatt", "Gespräch"}
    assert titles(ask(client, phase="1", kind="dialogue")) == ["Gespräch"]
    assert titles(ask(client, phase="2")) == []


def test_a_question_that_makes_no_sense_counts_as_not_asked(site, client):
    EventPageFactory(title="Fest")

    assert titles(ask(client, when="never", kind="x", phase="99", page="-1")) == ["Fest"]


def test_an_empty_list_says_so_and_how_to_get_out(site, client):
    nothing = ask(client).content.decode()
    EventPageFactory(kind=Kind.WORKSHOP)
    no_match = ask(client, kind="festival").content.decode()

    assert german("No event is planned at the moment") in nothing
    assert "?when=past" in nothing
    assert german("No event matches your choice") in no_match


def test_a_long_list_has_pages_that_keep_the_question(site, client):
    for number in range(15):
        EventPageFactory(title=f"Treffen {number}", kind=Kind.MEETING)

    second = ask(client, kind="meeting", page="2")

    assert len(titles(second)) == 3
    assert "?kind=meeting&amp;page=1" in second.content.decode()


def test_an_event_names_its_phase_in_the_readers_language(site, client, phases, translate):
    event = EventPageFactory(title="Werkstatt", phase=phases[0])
    english_phase = phases[0].copy_for_translation(HomePageFactory(language="en").locale)
    english_phase.title = "Participation"
    english_phase.save()
    english = translate(event, "en", title="Workshop")
    arabic = translate(event, "ar", title="ورشة")

    assert "Beteiligung 1" in client.get(event.get_url()).content.decode()
    assert "1 <bdi>Participation</bdi>" in client.get(english.get_url()).content.decode()
    assert "Beteiligung 1" in client.get(arabic.get_url()).content.decode()


def test_drafts_are_not_listed(site, client):
    EventPageFactory(live=False)

    assert titles(ask(client)) == []
