"""Legal pages are never missing: German ones stand in, the footer links them on every page."""

import pytest
from django.core.exceptions import ValidationError

from home.models import PlainPage, TownSettings
from tests.factories import HomePageFactory, PlainPageFactory, paragraph

Kind = PlainPage.Kind


@pytest.fixture
def imprint(site) -> PlainPage:
    return PlainPageFactory(
        title="Impressum",
        slug="impressum",
        kind=Kind.IMPRINT,
        body=[paragraph("Angaben nach Gesetz.")],
    )


@pytest.fixture
def arabic(site):
    return HomePageFactory(language="ar", title="معًا")


def test_every_page_links_what_serves_a_purpose(home, imprint, client):
    PlainPageFactory(title="Leicht gesagt", slug="leicht", kind=Kind.EASY_LANGUAGE)
    PlainPageFactory(title="Erklärung", slug="erklaerung", kind=Kind.ACCESSIBILITY)
    PlainPageFactory(title="Ohne Zweck", slug="ohne")

    navigation = client.get(home.get_url()).context["navigation"]

    assert [link.title for link in navigation.help] == ["Leicht gesagt"]
    assert [link.title for link in navigation.legal] == ["Impressum", "Erklärung"]
    assert navigation.barrier_url == "/de/erklaerung/"


def test_contact_is_a_page_or_else_an_address(home, client):
    def contact() -> str:
        return client.get(home.get_url()).context["navigation"].contact_url

    nothing = contact()
    TownSettings(email="rathaus@example.org", address="Demostraße 1\n\n00000 Ort").save()
    address = contact()
    PlainPageFactory(title="Mitmachen", slug="mitmachen", kind=Kind.CONTACT)

    assert nothing == ""
    assert address == "mailto:rathaus@example.org"
    assert contact() == "/de/mitmachen/"
    assert client.get(home.get_url()).context["navigation"].address == ["Demostraße 1", "00000 Ort"]


def test_a_german_legal_page_stands_in_under_the_address_of_another_language(
    imprint, arabic, client
):
    response = client.get("/ar/impressum/")
    html = response.content.decode()
    navigation = response.context["navigation"]

    assert response.status_code == 200
    assert '<html lang="ar" dir="rtl">' in html
    assert '<h1 class="page-header__title" lang="de" dir="ltr"><bdi>Impressum</bdi></h1>' in html
    assert '<span aria-current="page"><bdi lang="de">Impressum</bdi></span>' in html
    assert "Angaben nach Gesetz." in html
    assert 'data-translation="fallback"' in html
    assert navigation.language == "ar"
    assert navigation.absolute_url.endswith("/de/impressum/")
    assert [step.url for step in navigation.breadcrumbs] == ["/ar/", "/ar/impressum/"]
    assert {a.code: (a.url, a.exists) for a in navigation.alternates} == {
        "de": ("/de/impressum/", True),
        "ar": ("/ar/impressum/", False),
    }


def test_the_footer_links_the_stand_in_and_says_that_it_is_german(imprint, arabic, client):
    (link,) = client.get("/ar/").context["navigation"].legal

    assert (link.title, link.url, link.language) == ("Impressum", "/ar/impressum/", "de")


def test_a_translated_legal_page_is_served_itself(imprint, translate, client):
    HomePageFactory(language="en", title="Home")
    translate(imprint, "en", title="Imprint")

    response = client.get("/en/impressum/")
    (link,) = response.context["navigation"].legal

    assert response.context["stands_in"] is False
    assert (link.title, link.language, link.page_language) == ("Imprint", "en", "en")


def test_other_pages_do_not_stand_in(arabic, client):
    PlainPageFactory(title="Über uns", slug="ueber-uns")

    assert client.get("/ar/ueber-uns/").status_code == 404
    assert client.get("/ar/gibt/es-nicht/").status_code == 404
    assert client.get("/de/gibt-es-nicht/").status_code == 404


def test_a_language_without_a_front_page_links_the_german_address(imprint, client):
    response = client.get("/tr/nichts/")

    assert response.status_code == 404
    assert response.context["navigation"].legal[0].url == "/de/impressum/"


def test_there_is_one_page_for_each_purpose(imprint):
    second = PlainPageFactory.build(kind=Kind.IMPRINT, locale=imprint.locale, title="Noch eins")

    with pytest.raises(ValidationError) as refusal:
        second.clean()

    assert "kind" in refusal.value.message_dict
    imprint.clean()


def test_a_plain_page_costs_the_same_queries_however_long_it_is(imprint, client, count_queries):
    client.get(imprint.get_url())
    short = count_queries(lambda: client.get(imprint.get_url()))
    imprint.body = [paragraph(f"Absatz {n}") for n in range(40)]
    imprint.save_revision().publish()
    client.get(imprint.get_url())
    long = count_queries(lambda: client.get(imprint.get_url()))

    assert long == short
    assert short <= 8


def test_an_outdated_translation_says_so(imprint, translate, client):
    HomePageFactory(language="en", title="Home")
    english = translate(imprint, "en", title="Imprint", body=[paragraph("By law.")])
    fresh = client.get(english.get_url()).content.decode()
    imprint.body = [paragraph("Neue Angaben.")]
    imprint.save_revision().publish()

    outdated = client.get(english.get_url()).content.decode()

    assert "data-translation" not in fresh
    assert 'data-translation="outdated"' in outdated
    assert 'href="/de/impressum/"' in outdated


def test_a_translation_that_is_german_in_parts_says_so(imprint, translate, client):
    HomePageFactory(language="en", title="Home")
    english = translate(imprint, "en", title="Imprint")

    html = client.get(english.get_url()).content.decode()

    assert 'data-translation="partial"' in html
    assert 'lang="de" dir="ltr"' in html
