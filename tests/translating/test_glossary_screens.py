"""Translators read the glossary, editors keep it; as a table it goes out and comes in."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import User
from home import roles
from translating.models import GlossaryTerm

INDEX = "translating_glossary:index"
IMPORT = "translating:glossary_import"


@pytest.fixture
def editor(site) -> User:
    user = User.objects.create_user("redaktion")
    user.groups.add(Group.objects.get(name=roles.EDITORS))
    return user


@pytest.fixture
def terms(turkish) -> None:
    GlossaryTerm.objects.create(german="Ausschuss", locale=turkish, translation="komisyon")
    GlossaryTerm.objects.create(german="WIR-Vielfaltszentrum", note="Name")


@pytest.fixture
def desk(client, editor):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(editor)
    return client


def bring(client, table: str):
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile("glossar.csv", table.encode())})


def test_translators_read_and_do_not_change(client, terms, translator):
    client.force_login(translator)
    term = GlossaryTerm.objects.first()

    assert "komisyon" in client.get(reverse(INDEX)).content.decode()
    assert client.get(reverse("translating_glossary:inspect", args=[term.pk])).status_code == 200
    for name in ("add", "edit", "delete"):
        args = [] if name == "add" else [term.pk]
        assert client.get(reverse(f"translating_glossary:{name}", args=args)).status_code == 403
    assert client.get(reverse(IMPORT)).status_code == 403


def test_editors_search_filter_and_change(desk, terms, turkish):
    found = desk.get(reverse(INDEX), {"q": "Ausschuss"}).content.decode()
    assert "komisyon" in found
    assert "WIR-Vielfaltszentrum" not in found

    found = desk.get(reverse(INDEX), {"locale": turkish.pk}).content.decode()
    assert "WIR-Vielfaltszentrum" not in found

    new = {"german": "Vorlage", "locale": turkish.pk, "translation": "önerge", "note": ""}
    assert desk.post(reverse("translating_glossary:add"), new).status_code == 302
    term = GlossaryTerm.objects.get(german="Vorlage")
    assert term.history.get().history_user.username == "redaktion"
    assert desk.get(reverse("translating_glossary:history", args=[term.pk])).status_code == 200


def test_a_term_stands_once_in_a_language(desk, terms, turkish):
    again = {"german": "Ausschuss", "locale": turkish.pk, "translation": "kurul", "note": ""}

    assert desk.post(reverse("translating_glossary:add"), again).status_code == 200
    assert GlossaryTerm.objects.filter(german="Ausschuss").count() == 1


def test_what_goes_out_as_a_table_comes_in_again(desk, terms):
    response = desk.get(reverse(INDEX), {"export": "csv"})
    table = b"".join(response.streaming_content).decode()
    before = list(GlossaryTerm.objects.values_list("german", "locale", "translation", "note"))
    GlossaryTerm.objects.all().delete()

    assert bring(desk, table).status_code == 302
    assert (
        list(GlossaryTerm.objects.values_list("german", "locale", "translation", "note")) == before
    )


def test_a_table_adds_and_changes_and_keeps_the_rest(desk, terms):
    table = "German;language;translation;note\nAusschuss;tr;kurul;\nMagistrat;;;Name\n"

    bring(desk, table)

    said = {term.german: term.translation for term in GlossaryTerm.objects.all()}
    assert said == {"Ausschuss": "kurul", "Magistrat": "", "WIR-Vielfaltszentrum": ""}
    assert GlossaryTerm.objects.get(german="Ausschuss").history.count() == 2


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("german,language,translation\nNeu,tr,yeni\nWort,xx,word\n", "Line 3"),
        ("german,language,translation\nNeu,tr,yeni\nWort,,word\n", "Line 3"),
        ("german,language,translation\nNeu,tr,yeni\n,tr,word\n", "Line 3"),
        ('german,language,translation\nNeu,tr,"yeni\n', "Line 2"),
        ("deutsch,sprache\n", "german"),
        ("", "empty"),
    ],
)
def test_a_faulty_table_is_refused_with_the_line_and_changes_nothing(desk, terms, table, words):
    before = GlossaryTerm.objects.count()

    response = bring(desk, table)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert GlossaryTerm.objects.count() == before


def test_the_list_costs_the_same_queries_however_many_terms_it_has(
    desk, terms, turkish, count_queries
):
    desk.get(reverse(INDEX))
    few = count_queries(lambda: desk.get(reverse(INDEX)))
    for number in range(20):
        GlossaryTerm.objects.create(german=f"Wort {number}", locale=turkish, translation="x")

    assert count_queries(lambda: desk.get(reverse(INDEX))) == few
