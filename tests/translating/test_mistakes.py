"""Readers report mistakes; those who work in the language settle them; nothing about readers is kept."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms import desk
from home import roles
from tests.factories import HomePageFactory, PlainPageFactory, UserFactory, paragraph
from translating import mistakes
from translating.models import MistakeReport

BLOCK = "6a6b8c1e-6a44-4a2f-9c58-2d5f3f1f0a01"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def arabic(site, translate):
    """Return an Arabic page with one paragraph."""
    HomePageFactory(language="ar", title="معًا")
    german = PlainPageFactory(title="Seite", slug="seite", body=[paragraph("Deutsch.", BLOCK)])
    return translate(german, "ar", title="صفحة", body=[paragraph("نص عربي.", BLOCK)])


@pytest.fixture
def translator(arabic):
    return UserFactory(username="uebersetzerin", roles=[roles.translators("ar")])


def form_of(page) -> str:
    return f"/{page.locale.language_code}/mistake/?page={page.pk}"


def send(client, page, **data):
    return client.post(form_of(page), {"text": "خطأ إملائي", "paragraph": "", "website": ""} | data)


def test_every_translated_page_leads_to_the_form_and_german_pages_do_not(arabic, client):
    assert form_of(arabic) in client.get(arabic.get_url()).text
    assert "/mistake/" not in client.get("/de/seite/").text


def test_a_report_reaches_the_desk_of_those_who_translate_into_the_language(
    arabic, translator, client
):
    response = send(client, arabic, paragraph=BLOCK)

    assert response.headers["Location"] == f"/ar/mistake/thanks/?page={arabic.pk}"
    assert client.get(response.headers["Location"]).status_code == 200
    report = MistakeReport.objects.get()
    assert (report.page_id, report.block_id, report.quote) == (arabic.pk, BLOCK, "نص عربي.")
    other = UserFactory(username="tr", roles=[roles.translators("tr")])
    url = reverse("translating:mistake", args=[report.pk])
    assert url in [entry.url for entry in desk.entries_for(translator)]
    assert url not in [entry.url for entry in desk.entries_for(other)]


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_without_words_or_with_too_many_nothing_is_kept_and_the_error_is_linked(
    text, arabic, client
):
    response = send(client, arabic, text=text)

    assert response.status_code == 422
    assert 'id="error-summary"' in response.text and 'href="#id_text"' in response.text
    assert not re.search(r"[?؟]:", response.text), "a question is followed by a colon"
    assert not MistakeReport.objects.exists()


def test_what_is_sent_twice_is_one_report_while_it_waits(arabic, translator, client):
    for _click in range(2):
        assert send(client, arabic, paragraph=BLOCK).status_code == 302
    send(client, arabic, paragraph="")
    send(client, arabic, paragraph=BLOCK, text="شيء آخر")
    assert MistakeReport.objects.count() == 3

    mistakes.settle(report=MistakeReport.objects.first(), outcome="Erledigt.", by=translator)
    send(client, arabic, paragraph=BLOCK)

    assert MistakeReport.objects.count() == 4


def test_an_unknown_paragraph_is_refused(arabic, client):
    assert send(client, arabic, paragraph="gibt-es-nicht").status_code == 422
    assert not MistakeReport.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(arabic, client):
    assert send(client, arabic, website="https://example.org").status_code == 302
    assert not MistakeReport.objects.exists()


def test_too_many_reports_from_one_address_are_refused_in_words(arabic, client, settings):
    settings.MISTAKE_REPORTS_A_DAY = 2

    answers = [send(client, arabic, text=f"خطأ {n}").status_code for n in range(3)]

    assert answers == [302, 302, 429]
    assert MistakeReport.objects.count() == 2
    elsewhere = client.post(
        form_of(arabic), {"text": "Anderswo", "paragraph": ""}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 302


def test_the_address_header_of_the_web_server_counts_where_there_is_one(arabic, client, settings):
    settings.MISTAKE_REPORTS_A_DAY, settings.ADDRESS_HEADER = 1, "X-Forwarded-For"

    def answer(address: str) -> int:
        data = {"text": "Fehler", "paragraph": ""}
        return client.post(form_of(arabic), data, headers={"x-forwarded-for": address}).status_code

    # What stands before the last comma comes from the reader and may be invented.
    assert [answer("192.0.2.1"), answer("8.8.8.8, 192.0.2.1"), answer("192.0.2.2")] == [
        302,
        429,
        302,
    ]


def test_no_address_is_kept_in_cache_or_database(arabic, client, monkeypatch):
    keys = []
    add = cache.add
    monkeypatch.setattr(
        cache, "add", lambda key, *rest, **kw: keys.append(key) or add(key, *rest, **kw)
    )

    client.post(form_of(arabic), {"text": "Fehler", "paragraph": ""}, REMOTE_ADDR="192.0.2.99")

    assert keys and not any("192.0.2.99" in key for key in keys)
    row = MistakeReport.objects.values().get() | MistakeReport.history.values().get()
    assert not any("192.0.2.99" in str(value) for value in row.values())


def test_the_form_is_never_cached_and_sets_no_cookie_but_the_one_of_the_form(arabic, client):
    response = client.get(form_of(arabic))

    assert "no-store" in response.headers["Cache-Control"]
    assert set(response.cookies) == {"csrftoken"}
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "<script" not in response.text.split("<main")[1].split("</main>")[0]


def test_a_post_without_the_token_is_refused(arabic):
    assert send(Client(enforce_csrf_checks=True), arabic).status_code == 403
    assert not MistakeReport.objects.exists()


def test_a_paragraph_of_the_address_is_chosen_already(arabic, client):
    html = client.get(f"{form_of(arabic)}&paragraph={BLOCK}").text

    assert f'<option value="{BLOCK}" selected>' in html


@pytest.mark.parametrize("page", ["", "x", "²", "9" * 30, "999999"])
def test_only_live_translated_pages_have_a_form(page, arabic, client):
    assert client.get(f"/ar/mistake/?page={page}").status_code == 404


def test_a_german_page_or_one_of_another_language_has_no_form_here(arabic, client):
    german = arabic.get_translations(inclusive=True).get(locale__language_code="de")

    assert client.get(f"/de/mistake/?page={german.pk}").status_code == 404
    assert client.get(f"/de/mistake/?page={arabic.pk}").status_code == 404
    arabic.unpublish()
    assert client.get(form_of(arabic)).status_code == 404


def test_a_report_is_settled_once_with_what_was_done(arabic, translator, client):
    report = mistakes.report(page=arabic, text="Falsch")
    client.force_login(translator)
    url = reverse("translating:mistake", args=[report.pk])

    empty = client.post(url, {"outcome": " "})
    done = client.post(url, {"outcome": "Verbessert."})

    assert empty.status_code == 422
    assert done.headers["Location"] == reverse("translating:mistakes")
    report.refresh_from_db()
    assert (report.outcome, report.settled_by) == ("Verbessert.", translator)
    assert url not in client.get(reverse("translating:mistakes")).text
    assert url in client.get(reverse("translating:mistakes") + "?settled=1").text
    with pytest.raises(ValidationError):
        mistakes.settle(report=report, outcome="Noch einmal", by=translator)


def test_another_language_is_closed(arabic, client):
    report = mistakes.report(page=arabic, text="Falsch")
    HomePageFactory(language="tr")
    stranger = UserFactory(username="tr", roles=[roles.translators("tr")])
    client.force_login(stranger)

    with pytest.raises(PermissionDenied):
        mistakes.settle(report=report, outcome="Nichts", by=stranger)
    url = reverse("translating:mistake", args=[report.pk])
    assert client.get(url, headers=ENGLISH).status_code == 403
    assert url not in client.get(reverse("translating:mistakes")).text
    report.refresh_from_db()
    assert report.settled_at is None


def test_settled_reports_are_forgotten_after_their_days_with_their_history(
    arabic, translator, settings
):
    settings.MISTAKE_REPORT_DAYS = 30
    old, young, waiting = (mistakes.report(page=arabic, text=f"Fehler {n}") for n in range(3))
    for report in (old, young):
        mistakes.settle(report=report, outcome="Verbessert.", by=translator)
    MistakeReport.objects.filter(pk=old.pk).update(settled_at=timezone.now() - timedelta(days=31))

    call_command("forget_mistakes", verbosity=0)

    assert set(MistakeReport.objects.values_list("pk", flat=True)) == {young.pk, waiting.pk}
    assert set(MistakeReport.history.values_list("id", flat=True)) == {young.pk, waiting.pk}


def test_a_deleted_page_leaves_its_report_readable(arabic, translator, client):
    report = mistakes.report(page=arabic, text="Falsch")
    arabic.delete()
    client.force_login(translator)

    assert "صفحة" in client.get(reverse("translating:mistakes")).text
    assert MistakeReport.objects.get(pk=report.pk).page is None
