"""The directory of the alliance and its profiles."""

from datetime import date

import pytest
from django.db import IntegrityError
from wagtail.models import Locale

from partners.models import ActorGroup, Format
from tests.factories import (
    ActorGroupFactory,
    FormatFactory,
    HomePageFactory,
    PartnerIndexPageFactory,
    PartnerPageFactory,
    RepresentativeFactory,
    paragraph,
)
from tests.wording import german


@pytest.fixture
def council_groups(site) -> ActorGroup:
    return ActorGroupFactory(key="politik", name="Parlament", position=2)


def titles(response) -> list[str]:
    return [profile.place.title for profile in response.context["listing"].pages]


def ask(client, **wishes):
    return client.get(PartnerIndexPageFactory.the_one().get_url(), wishes, follow=True)


def test_the_directory_sorts_names_as_people_do(site, client):
    for title in (
        "Ökumenischer Arbeitskreis",
        "Präventionsrat",
        "Ausländerbeirat",
        "bildungsbeirat",
    ):
        PartnerPageFactory(title=title)

    assert titles(ask(client)) == [
        "Ausländerbeirat",
        "bildungsbeirat",
        "Ökumenischer Arbeitskreis",
        "Präventionsrat",
    ]


def test_the_directory_is_searched_by_name_without_minding_case_or_umlauts(site, client):
    PartnerPageFactory(title="Ökumenischer Arbeitskreis Asyl")
    PartnerPageFactory(title="Kommunales Kino")

    assert titles(ask(client, q="okumenischer ARBEITS")) == ["Ökumenischer Arbeitskreis Asyl"]


def test_the_directory_is_filtered_by_group_and_mandate(site, client, council_groups):
    PartnerPageFactory(title="Fraktion", group=council_groups, mandate=True)
    PartnerPageFactory(title="Bürgerbüro", group=council_groups)
    PartnerPageFactory(title="Beirat", mandate=True)

    assert titles(ask(client, group="politik")) == ["Bürgerbüro", "Fraktion"]
    assert titles(ask(client, mandate="on")) == ["Beirat", "Fraktion"]
    assert titles(ask(client, group="politik", mandate="on")) == ["Fraktion"]


def test_a_question_that_makes_no_sense_counts_as_not_asked(site, client):
    PartnerPageFactory(title="Beirat")

    assert titles(ask(client, group="nonsense", page="99", x="y")) == ["Beirat"]


def test_an_empty_directory_says_so_and_how_to_get_out(site, client):
    empty = ask(client).content.decode()
    PartnerPageFactory()
    nothing_found = ask(client, q="zzz").content.decode()

    assert german("No partner has a profile yet") in empty
    assert german("No partner matches your choice") in nothing_found
    assert german("Show all partners") in nothing_found


def test_the_directory_has_pages_that_keep_the_question(site, client, council_groups):
    for number in range(30):
        PartnerPageFactory(title=f"Verein {number:02}", group=council_groups)

    second = ask(client, group="politik", page="2")

    assert titles(second) == [f"Verein {number:02}" for number in range(24, 30)]
    assert "?group=politik&amp;page=1" in second.content.decode()


def test_groups_without_organisations_name_their_audiences(site, client):
    ActorGroupFactory(name="Engagierte Bürger*innen", audiences="Einheimische\n\nNeuzugezogene")

    html = ask(client).content.decode()

    assert "<li><bdi>Einheimische</bdi></li><li><bdi>Neuzugezogene</bdi></li>" in html


def test_a_profile_shows_who_it_is_and_how_to_reach_it(site, client):
    parent = PartnerPageFactory(title="Präventionsrat")
    partner = PartnerPageFactory(
        title="Arbeitsgruppe Soziales",
        parent_organization=parent,
        mandate=True,
        body=[paragraph("Wir kümmern uns.")],
        email="ag@example.org",
        website="https://ag.example.org",
        checked_on=date(2020, 5, 1),
    )
    FormatFactory(page=partner, title="Stadtgespräch", rhythm=Format.Rhythm.MONTHLY)

    html = client.get(partner.get_url()).content.decode()
    html_of_parent = client.get(parent.get_url()).content.decode()

    for words in ("Wir kümmern uns.", "ag@example.org", "Stadtgespräch", "Präventionsrat"):
        assert words in html
    assert "Arbeitsgruppe Soziales" in html_of_parent
    assert german("No contact has been given yet.") in html_of_parent


def test_a_profile_in_another_language_names_group_and_parent_as_far_as_they_are_translated(
    site, client, translate, council_groups
):
    english = council_groups.copy_for_translation(Locale.objects.get(language_code="en"))
    english.name = "Politics"
    english.save()
    parent = PartnerPageFactory(title="Stadtverordnetenversammlung", group=council_groups)
    partner = PartnerPageFactory(
        title="Ausschuss", group=council_groups, parent_organization=parent
    )
    HomePageFactory(language="en", title="Home")
    in_english = translate(partner, "en", title="Committee")
    in_arabic = translate(partner, "ar", title="لجنة")

    assert "Politics" in client.get(in_english.get_url()).content.decode()
    assert "Parlament" in client.get(in_arabic.get_url()).content.decode()
    assert "Stadtverordnetenversammlung" in client.get(in_arabic.get_url()).content.decode()
    assert titles(client.get(in_english.get_parent().get_url())) == ["Committee"]


def test_a_chosen_page_leads_to_its_translation(site, client, translate, council_groups):
    parent = PartnerPageFactory(title="Rat", group=council_groups)
    partner = PartnerPageFactory(
        title="Ausschuss", group=council_groups, parent_organization=parent
    )
    in_arabic = translate(parent, "ar", title="المجلس")

    text = client.get(translate(partner, "ar", title="لجنة").get_url()).content.decode()

    assert f'href="{in_arabic.get_url()}"' in text
    assert f'href="{parent.get_url()}"' not in text


def test_a_group_in_use_and_a_short_name_twice_are_refused(site, council_groups):
    with pytest.raises(IntegrityError):
        ActorGroupFactory(key="politik")


def test_things_have_readable_names(site, council_groups):
    partner = PartnerPageFactory(title="Beirat")
    representative = RepresentativeFactory(partner=partner, user__username="yildiz")

    assert str(council_groups) == "Parlament"
    assert str(FormatFactory(page=partner, title="Runder Tisch")) == "Runder Tisch"
    assert "yildiz" in str(representative) and "Beirat" in str(representative)


def test_deleting_a_group_is_seen_in_public_at_once(site, client, council_groups):
    assert "Parlament" in ask(client).content.decode()

    council_groups.delete()

    assert "Parlament" not in ask(client).content.decode()


def test_the_directory_costs_the_same_queries_however_many_partners_there_are(
    site, client, count_queries, council_groups
):
    PartnerPageFactory.create_batch(3, group=council_groups)
    ask(client)
    with_three = count_queries(lambda: ask(client))
    PartnerPageFactory.create_batch(30, group=council_groups)
    for code in ("en", "ar"):
        HomePageFactory(language=code)
    ask(client)
    with_many = count_queries(lambda: ask(client))

    assert with_many == with_three
    assert with_three <= 12


def test_the_directory_says_how_many_more_partners_only_german_has(site, client, translate):
    known = PartnerPageFactory(title="Ausländerbeirat")
    translate(known, "en", title="Council of foreign residents")
    PartnerPageFactory(title="Bildungsbeirat", group=known.group)
    german_list = PartnerIndexPageFactory.the_one()
    url = german_list.get_translation(Locale.objects.get(language_code="en")).get_url()

    assert "1 more only in German" in client.get(url).content.decode()
    assert "1 more only in German" in client.get(f"{url}?q=bildung").content.decode()
    assert "only in German" not in client.get(f"{url}?q=kino").content.decode()
    assert "only in German" not in client.get(german_list.get_url()).content.decode()


def test_a_profile_costs_the_same_queries_however_much_it_offers(site, client, count_queries):
    partner = PartnerPageFactory(body=[paragraph("Eins")])
    FormatFactory(page=partner)
    PartnerPageFactory(parent_organization=partner)
    client.get(partner.get_url())
    small = count_queries(lambda: client.get(partner.get_url()))
    partner.body = [paragraph(f"Absatz {n}") for n in range(40)]
    partner.save_revision().publish()
    FormatFactory.create_batch(5, page=partner)
    PartnerPageFactory.create_batch(5, parent_organization=partner)
    client.get(partner.get_url())
    large = count_queries(lambda: client.get(partner.get_url()))

    assert large == small
    assert small <= 10
