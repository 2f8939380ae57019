"""The register of decisions: what it lists, what it says, and what it keeps to itself."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from council.decisions.votes import Outcome
from council.models import (
    AgendaItem,
    Decision,
    Faction,
    FactionVote,
    Objection,
    ObjectionEnd,
    Organization,
)
from tests.factories import HomePageFactory
from tests.wording import german

from .conftest import correct, decide, read

pytestmark = pytest.mark.django_db


def said(soup: BeautifulSoup) -> str:
    return " ".join(soup.main.get_text(" ").split())


def titles(client, address: str) -> list[str]:
    return [title.get_text(strip=True) for title in read(client, address)(class_="decision__title")]


def object_to(decision: Decision, reason: str = "Verletzt das Recht.") -> Objection:
    objection = Objection(
        decision=decision,
        raised_by=Objection.Raiser.MAYOR,
        reason=reason,
        recorded_by=decision.recorded_by,
    )
    objection.save()
    return objection


def test_the_newest_meeting_stands_first(register, chapter, client):
    for days in (4, 1, 3):
        decide(chapter, f"Vor {days} Tagen", days)

    assert titles(client, register.get_url()) == ["Vor 1 Tagen", "Vor 3 Tagen", "Vor 4 Tagen"]


def test_an_entry_holds_text_votes_factions_paper_meeting_and_date(register, chapter, client):
    decision = decide(
        chapter, "Sprachcafé", 1, text="Die Stadt fördert es.", effective_on=date(2031, 1, 2)
    )
    faction = Faction.objects.create(
        organization=decision.agenda_item.meeting.organization, name="Die Fraktion"
    )
    FactionVote(decision=decision, faction=faction, yes=6, no=2, abstain=1).save()

    for address in (register.get_url(), f"{register.get_url()}{decision.pk}/"):
        words = said(read(client, address))
        assert "Die Stadt fördert es." in words
        assert f"{german('Yes')} 6, {german('No')} 2, {german('Abstentions')} 1" in words
        assert "Die Fraktion 6 2 1" in words
        assert decision.agenda_item.paper.reference in words
        assert "2. Januar 2031" in words


def test_a_section_is_linked_once_it_is_public(register, chapter, client):
    decision = decide(chapter, "Noch Entwurf", 1)

    soup = read(client, f"{register.get_url()}{decision.pk}/")

    assert "Noch Entwurf" in said(soup)
    assert not soup.find("a", string="Noch Entwurf")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("outcome=rejected", ["Ältestenrat"]),
        ("subject=ältest", ["Ältestenrat"]),
        ("subject=SPRACHE", ["Sprache lernen"]),
        ("subject=gibtesnicht", []),
        ("outcome=sowas", ["Sprache lernen", "Ältestenrat"]),
        ("body=999999", ["Sprache lernen", "Ältestenrat"]),
        ("body=x&year=y", ["Sprache lernen", "Ältestenrat"]),
    ],
)
def test_readers_filter_by_outcome_and_by_words_of_the_title(
    register, chapter, client, query, found
):
    decide(chapter, "Sprache lernen", 1)
    decide(chapter, "Ältestenrat", 2, outcome=Outcome.REJECTED, yes=2, no=6)

    response = client.get(f"{register.get_url()}?{query}", follow=True)

    soup = BeautifulSoup(response.content, "html.parser")
    assert [t.get_text(strip=True) for t in soup(class_="decision__title")] == found
    if not found:
        assert german("No decision matches your choice") in said(soup)


def test_readers_filter_by_body_and_year(register, chapter, client):
    today = decide(chapter, "Heute", 0, body=Organization.Kind.COUNCIL)
    decide(chapter, "Früher", 800)
    council = today.agenda_item.meeting.organization_id
    year = timezone.localdate().year

    assert titles(client, f"{register.get_url()}?body={council}") == ["Heute"]
    assert titles(client, f"{register.get_url()}?year={year}") == ["Heute"]
    assert titles(client, f"{register.get_url()}?body={council}&year={year}") == ["Heute"]


def test_unknown_parameters_lead_to_the_one_address(register, chapter, client):
    decide(chapter, "Heute", 0)
    address = register.get_url()

    assert client.get(f"{address}?utm=x&outcome=&page=1")["Location"] == address
    assert client.get(f"{address}?x=1&outcome=adopted")["Location"] == f"{address}?outcome=adopted"
    decision = Decision.objects.get()
    assert client.get(f"{address}{decision.pk}/?x=1")["Location"] == f"{address}{decision.pk}/"


def test_an_empty_register_says_what_will_come(register, client):
    assert german("Nothing has been decided yet") in said(read(client, register.get_url()))


def test_a_long_register_has_pages(register, chapter, client):
    for days in range(14):
        decide(chapter, f"Vor {days} Tagen", days)

    second = read(client, f"{register.get_url()}?page=2")

    assert len(second(class_="decision__title")) == 2
    assert second.find("link", rel="canonical")["href"].endswith("?page=2")


def test_a_non_public_item_shows_body_day_and_outcome_only(register, chapter, client):
    secret = decide(
        chapter, "Geheimsache", 1, part=AgendaItem.Part.NON_PUBLIC, text="Nichts davon."
    )
    faction = Faction.objects.create(
        organization=secret.agenda_item.meeting.organization, name="Die Fraktion"
    )
    FactionVote(decision=secret, faction=faction, yes=6).save()
    object_to(secret, "Geheimer Grund.")

    for address in ("", f"{secret.pk}/", "feed/"):
        text = client.get(register.get_url() + address).content.decode()
        assert "Magistrat" in text and german("Adopted") in text
        for word in ("Geheimsache", "Nichts davon", "Die Fraktion", "Geheimer Grund", "DS "):
            assert word not in text, (address, word)
        assert secret.agenda_item.paper.reference not in text
    assert titles(client, f"{register.get_url()}?subject=Geheim") == []
    assert "Legislation" not in client.get(f"{register.get_url()}{secret.pk}/").content.decode()


def test_a_corrected_record_stays_readable_and_leads_to_the_newer_one(register, chapter, client):
    wrong = decide(chapter, "Verzählt", 1)
    right = correct(wrong, yes=7)
    address = register.get_url()

    listed = read(client, address)
    old, new = read(client, f"{address}{wrong.pk}/"), read(client, f"{address}{right.pk}/")

    assert len(listed(class_="decision__title")) == 1
    assert f"{german('Yes')} 7" in said(listed)
    assert german("This record was corrected") in said(old) and f"{german('Yes')} 6" in said(old)
    assert old.find("a", href=f"{address}{right.pk}/")
    assert new.find("a", href=f"{address}{wrong.pk}/")


def test_an_objection_suspends_in_public_until_it_ends(register, chapter, client):
    wrong = decide(chapter, "Beanstandet", 1)
    objection = object_to(wrong)
    decision = correct(wrong)  # an objection holds against the corrected record, too
    address = f"{register.get_url()}{decision.pk}/"

    during = said(read(client, address))
    ObjectionEnd(objection=objection, how=ObjectionEnd.How.LIFTED, recorded_by=decision.recorded_by).save()  # fmt: skip
    after = said(read(client, address))

    assert (
        "Ausgesetzt: Widerspruch (HGO § 63 Abs. 1)." in during and "Verletzt das Recht." in during
    )
    assert "Ausgesetzt:" not in after
    assert german("Taken back") in after


def test_a_resolution_describes_itself_to_search_engines(register, chapter, client):
    resolution = decide(
        chapter, "Leitlinie", 1, body=Organization.Kind.COUNCIL, kind=Decision.Kind.RESOLUTION
    )
    hearing = decide(chapter, "Anhörung", 1)

    def kinds(decision):
        soup = read(client, f"{register.get_url()}{decision.pk}/")
        return [json.loads(s.string)["@type"] for s in soup("script", type="application/ld+json")]

    assert kinds(resolution) == ["Legislation", "BreadcrumbList"]
    assert kinds(hearing) == ["BreadcrumbList"]


def test_the_register_and_its_entries_stand_in_every_language(register, chapter, client, translate):
    decision = decide(chapter, "Sprachcafé", 1)
    HomePageFactory(language="ar")
    arabic = translate(register, "ar", title="القرارات")
    address = f"{arabic.get_url()}{decision.pk}/"

    soup = read(client, address)

    assert soup.h1["lang"] == "de"
    links = {link["hreflang"]: link["href"] for link in soup("link", hreflang=True)}
    assert links["ar"].endswith(address)
    assert links["de"].endswith(f"{register.get_url()}{decision.pk}/") and links["x-default"]
    assert soup.find("link", rel="canonical")["href"] == links["ar"]
    sitemap = client.get("/sitemap.xml").content.decode()
    assert arabic.get_url() in sitemap and register.get_url() in sitemap


def test_what_is_not_there_is_not_found(register, client):
    assert client.get(f"{register.get_url()}4711/").status_code == 404
    assert client.get(f"{register.get_url()}nichts/").status_code == 404


def test_thirty_entries_cost_as_many_queries_as_three(register, chapter, client, count_queries):
    def cost(address: str) -> int:
        client.get(address)
        return count_queries(lambda: client.get(address))

    def fill(count: int) -> None:
        for days in range(count):
            decision = decide(chapter, f"Vor {days} Tagen", days)
            object_to(decision)

    fill(3)
    addresses = [register.get_url(), f"{register.get_url()}feed/"]
    with_three = [cost(address) for address in addresses]
    fill(27)

    assert [cost(address) for address in addresses] == with_three
    assert max(with_three) <= 12, with_three
    assert cost(f"{register.get_url()}{Decision.objects.last().pk}/") <= 12
