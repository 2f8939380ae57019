"""The root, health, robots, and addresses."""

import re

import pytest
from django.db import DatabaseError


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ("ar", "/ar/"),
        ("ar-EG-u-nu-latn", "/ar/"),
        ("AR", "/ar/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("en-GB-oxendict", "/en/"),
        ("xx, de;q=0.5", "/de/"),
        ("zh-CN,zh;q=0.9,de-AT;q=0.1", "/de/"),
        ("en;q=0.3,ar-EG;q=0.8", "/ar/"),
        ("ar;q=0, en;q=0.1", "/en/"),
    ],
)
def test_the_root_leads_to_the_browsers_language(wish, answer, strategy, translate, client):
    translate(strategy, "ar", "الاستراتيجية")
    translate(strategy, "en", "Strategy")

    response = client.get("/", headers={"accept-language": wish})

    assert response.headers["Location"] == answer
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    "wish",
    ["zh", "uk", "", "*", "kmr,ckb", "sr-Latn-RS", "ar;q=0", "ar; q=0.000", "q=1;;;,,", "../../etc", "zz," * 3000],
)  # fmt: skip
def test_a_language_the_site_does_not_speak_gets_the_list_not_silent_german(
    wish, strategy, translate, client
):
    translate(strategy, "ar", "الاستراتيجية")

    response = client.get("/", headers={"accept-language": wish})

    assert response.status_code == 200
    assert "العربيّة" in response.text
    assert response.headers["Vary"] == "Accept-Language"


def test_the_list_invites_in_every_language_of_the_site(strategy, translate, client):
    translate(strategy, "ar", "الاستراتيجية")

    shown = client.get("/", headers={"accept-language": "zh"}).content.decode()

    assert '<bdi lang="ar" dir="rtl">اختيار اللغة</bdi>' in shown
    assert 'lang="uk"' not in shown, "no front page in Ukrainian"
    assert "اختيار اللغة" not in client.get("/de/languages/").content.decode()


def test_no_other_address_looks_at_the_browsers_language(strategy, client):
    response = client.get("/de/strategie/", headers={"accept-language": "ar"})

    assert response.status_code == 200
    assert response.headers["Content-Language"] == "de"
    assert "Vary" not in response.headers or "Accept-Language" not in response.headers["Vary"]
    assert client.get("/strategie/", headers={"accept-language": "ar"}).status_code == 404


def test_a_missing_page_says_so_in_the_readers_language_and_names_where_it_exists(
    strategy, chapter, translate, client
):
    translate(strategy, "en", "Strategy")

    response = client.get("/en/strategie/bildung/")

    assert response.status_code == 404
    assert response.headers["Content-Language"] == "en"
    assert 'href="/de/strategie/bildung/"' in response.text


@pytest.mark.parametrize("below", ["print/", "versions/", "version/1.0/json/"])
def test_an_address_below_a_missing_page_names_the_languages_of_the_page(
    below, strategy, chapter, translate, client
):
    translate(strategy, "en", "Strategy")

    response = client.get(f"/en/strategie/bildung/{below}")

    assert response.status_code == 404
    assert 'href="/de/strategie/bildung/"' in response.text


def test_an_address_that_is_a_mistake_below_a_translated_page_names_no_language(
    strategy, translate, client
):
    translate(strategy, "en", "Strategy")

    html = client.get("/en/strategie/no-such-page/").text

    assert "This page does not exist in this language yet." not in html
    assert "the address is misspelt" in html


def test_anonymous_readers_get_no_cookie(strategy, client):
    assert not client.get("/de/strategie/").cookies


def test_public_pages_forbid_inline_scripts_and_the_editing_interface_needs_them(strategy, client):
    public = client.get("/de/strategie/").headers["Content-Security-Policy"]
    admin = client.get("/cms/login/").headers["Content-Security-Policy"]

    assert "unsafe-inline" not in public
    assert "frame-ancestors 'none'" in public
    assert "'unsafe-inline'" in admin


def test_health_tells_database_and_migrations(client, db, monkeypatch):
    assert client.get("/healthz").json() == {"database": True, "migrations": True}

    def broken(_connection):
        raise DatabaseError

    monkeypatch.setattr("cms.views.MigrationExecutor", broken)

    assert client.get("/healthz").status_code == 503


def test_robots_keep_out_of_the_editing_interface(home, client):
    text = client.get("/robots.txt").text

    assert "Disallow: /cms/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_draft_has_no_public_address(strategy, client):
    strategy.unpublish()

    assert client.get("/de/strategie/").status_code == 404


def test_the_login_asks_for_the_password_in_german(site, client):
    page = client.get("/cms/login/", headers={"accept-language": "de"}).text

    assert re.search(r'<label[^>]*for="id_password"[^>]*>\s*Passwort', page)
