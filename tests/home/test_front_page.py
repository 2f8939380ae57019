"""The front page says what this is, where it stands and what one can do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import TownSettings
from strategy.models import Phase, ProcessPage, StrategyPage
from tests.factories import (
    EventIndexPageFactory,
    EventPageFactory,
    HomePageFactory,
    PartnerIndexPageFactory,
    paragraph,
)
from tests.factories.pages import BelowHomeFactory
from tests.wording import german


class StrategyPageFactory(BelowHomeFactory):
    class Meta:
        model = StrategyPage

    title = "Strategie"


class ProcessPageFactory(BelowHomeFactory):
    class Meta:
        model = ProcessPage

    title = "Prozess"


def goal(key: str, title: str) -> dict:
    value = {"key": key, "title": title, "subtitle": "Rahmen", "text": "Ein Rahmen für alle."}
    return {"type": "goal", "value": value}


def phase(number: int, **fields) -> Phase:
    today = timezone.localdate()
    values = {
        "kind": Phase.Kind.PARTICIPATION,
        "title": f"Phase {number}",
        "planned_start": today,
        "planned_end": today,
        "precision": Phase.Precision.DAY,
    } | fields
    return Phase.objects.create(number=number, **values)


@pytest.fixture
def front_page(home, client):
    """Return a function that reads the German front page."""

    def read():
        return client.get(home.get_url())

    return read


def test_it_greets_with_claim_goals_and_languages(home, front_page):
    home.claim = "Viele Lebenswege, eine Stadt."
    home.goals = [goal("a", "Leitlinien"), goal("b", "Bündnis")]
    home.closing = "Wir beginnen nicht bei null.\n\nDiesen Rahmen geben wir uns jetzt."
    home.funding = "Gefördert vom Land."
    home.body = [paragraph("Worum es geht.")]
    home.save_revision().publish()
    HomePageFactory(language="ar", title="معًا")

    html = front_page().content.decode()

    for words in (
        "Viele Lebenswege, eine Stadt.",
        "Leitlinien",
        "Bündnis",
        "Diesen Rahmen geben wir uns jetzt.",
        "Gefördert vom Land.",
        "Worum es geht.",
        'hreflang="ar"',
    ):
        assert words in html


def test_an_empty_site_says_kindly_that_nothing_has_happened_yet(front_page):
    html = front_page().content.decode()

    assert german("No event is planned at the moment") in html
    assert german("Nothing has been decided yet") in html
    assert german("Where the process stands now") not in html
    assert german("What you can do now") not in html


def test_several_phases_are_current_at_once(front_page):
    today = timezone.localdate()
    ProcessPageFactory()
    phase(1, planned_start=today - timedelta(60), planned_end=today - timedelta(30))
    phase(2, planned_start=today - timedelta(5), planned_end=today + timedelta(5))
    phase(3, planned_start=today, planned_end=today + timedelta(50))
    phase(4, planned_start=today + timedelta(60), planned_end=today + timedelta(70))

    response = front_page()

    states = [shown.state for shown in response.context["phases"]]
    assert states == ["done", "current", "current", "planned"]
    assert response.content.decode().count('aria-current="step"') == 2


def test_the_next_three_events_are_shown_soonest_first(front_page):
    now = timezone.now()
    EventPageFactory(title="Vorbei", start=now - timedelta(days=1))
    for days in (9, 2, 5, 1):
        EventPageFactory(title=f"In {days} Tagen", start=now + timedelta(days=days))

    response = front_page()

    shown = [entry.event.title for entry in response.context["events"]]
    assert shown == ["In 1 Tagen", "In 2 Tagen", "In 5 Tagen"]
    assert all(title in response.content.decode() for title in shown)


def test_it_offers_only_what_there_is_a_page_for(front_page):
    StrategyPageFactory()
    PartnerIndexPageFactory()

    offered = [action.url for action in front_page().context["actions"]]

    assert offered == ["/de/strategie/", "/de/buendnis/"]


def test_it_describes_the_town_for_search_engines(home, front_page):
    TownSettings.objects.create(
        name="Stadt Weiterstadt", address="Demostraße 1\n00000 Weiterstadt", email="a@example.org"
    )

    (town,) = front_page().context["structured_data"]

    assert town["@type"] == "GovernmentOrganization"
    assert town["name"] == "Stadt Weiterstadt"
    assert town["address"] == "Demostraße 1, 00000 Weiterstadt"
    assert "telephone" not in town


def test_it_costs_the_same_queries_however_much_happens(front_page, count_queries):
    ProcessPageFactory()
    EventIndexPageFactory()
    phase(1)
    EventPageFactory.create_batch(3)
    front_page()
    quiet = count_queries(front_page)
    for number in range(2, 8):
        phase(number)
    EventPageFactory.create_batch(30)
    for code in ("en", "ar", "tr", "uk", "de-simple"):
        HomePageFactory(language=code)
    front_page()
    busy = count_queries(front_page)

    assert busy == quiet
    assert quiet <= 12


def test_what_is_not_translated_yet_is_marked_as_german(home, client, translate):
    home.claim = "Viele Lebenswege"
    home.intro = "Wie wollen wir leben?"
    home.goals = [goal("a", "Leitlinien")]
    home.funding = "Gefördert vom Land."
    home.save_revision().publish()
    english = translate(home, "en", title="Together", intro="How do we want to live?")

    html = client.get(english.get_url()).content.decode()

    assert '<h1 lang="de" dir="ltr"><bdi>Viele Lebenswege</bdi></h1>' in html
    assert '<p class="hero__lead">How do we want to live?</p>' in html
    assert '<p class="small" lang="de" dir="ltr">Gefördert vom Land.</p>' in html
