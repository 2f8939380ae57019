"""The front page shows what the bodies decided last."""

import pytest

from council.models import AgendaItem
from tests.factories import DecisionIndexPageFactory

from .conftest import correct, decide

pytestmark = pytest.mark.django_db


def test_the_three_newest_decisions_are_shown_newest_first(home, chapter, client):
    for days in (4, 1, 3, 2):
        decide(chapter, f"Vor {days} Tagen", days)

    response = client.get(home.get_url())

    assert [d.title for d in response.context["decisions"]] == [
        "Vor 1 Tagen",
        "Vor 2 Tagen",
        "Vor 3 Tagen",
    ]
    newest = response.context["decisions"][0]
    assert (newest.decision.yes, newest.decision.no, newest.decision.abstain) == (6, 2, 1)
    assert "Magistrat" in response.content.decode()


def test_a_decision_links_its_section_once_that_is_public(home, chapter, client):
    decide(chapter, "Noch nicht öffentlich", 1)

    (shown,) = client.get(home.get_url()).context["decisions"]

    assert shown.read_url == ""


def test_a_corrected_decision_is_left_out(home, chapter, client):
    wrong = decide(chapter, "Verzählt", 1)
    correct(wrong, yes=7)

    (shown,) = client.get(home.get_url()).context["decisions"]

    assert shown.decision.yes == 7


def test_the_front_page_costs_the_same_queries_however_much_was_decided(
    home, chapter, client, count_queries
):
    decide(chapter, "Eins", 1)
    client.get(home.get_url())
    with_one = count_queries(lambda: client.get(home.get_url()))
    for days in range(2, 6):
        decide(chapter, f"Vor {days} Tagen", days)
    client.get(home.get_url())

    assert count_queries(lambda: client.get(home.get_url())) == with_one <= 12


def test_a_decision_of_a_non_public_meeting_shows_body_day_and_outcome_only(home, chapter, client):
    decide(chapter, "Geheimsache", 1, part=AgendaItem.Part.NON_PUBLIC, text="Nichts davon.")

    response = client.get(home.get_url(), headers={"accept-language": "en"})

    (shown,) = response.context["decisions"]
    assert "Geheimsache" not in response.content.decode()
    assert not shown.counted and shown.sections == []
    assert shown.outcome in response.content.decode()


def test_a_decision_leads_to_its_page_in_the_register(home, chapter, client):
    register = DecisionIndexPageFactory()
    decision = decide(chapter, "Öffentlich", 1)

    html = client.get(home.get_url()).content.decode()

    assert f'href="{register.get_url()}{decision.pk}/"' in html
    assert f'href="{register.get_url()}feed/"' in html
