"""“Leichte Sprache” is what people it is for have checked: exactly the live words, nothing else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.models import EasyCheck, LiveText
from home import roles
from tests.factories import HomePageFactory, PlainPageFactory, UserFactory, paragraph
from tests.wording import german
from translating import easy

UNCHECKED, CHECKED = 'data-easy="unchecked"', 'data-easy="checked"'


@pytest.fixture
def page(site, translate):
    HomePageFactory(language="de-simple", title="Zusammen")
    source = PlainPageFactory(title="Seite", slug="seite", body=[paragraph("Ein Absatz.")])
    return translate(source, "de-simple", title="Leicht", body=[paragraph("Kurz.")])


@pytest.fixture
def editor(site):
    return UserFactory(username="redaktion", roles=[roles.EDITORS])


def wording_of(page) -> str:
    return LiveText.objects.get(page_id=page.pk).content_hash


def record(page, by, **fields) -> EasyCheck:
    values = {"wording": wording_of(page), "readers": "Prüfgruppe", "note": ""} | fields
    return easy.record_check(page=page, by=by, **{"checked_on": timezone.localdate()} | values)


def test_the_label_says_leicht_only_after_a_check_and_falls_back_when_a_word_changes(
    page, editor, client
):
    before = client.get(page.get_url()).text
    record(page, editor, readers="Prüfgruppe der Werkstatt")
    checked = client.get(page.get_url()).text
    page.body = [paragraph("Kurz und anders.")]
    page.save_revision().publish()
    changed = client.get(page.get_url()).text

    assert ">Einfache Sprache</strong>" in before and ">Leichte Sprache</strong>" in checked
    assert "Leichte Sprache" not in before + changed
    assert UNCHECKED in before and CHECKED not in before
    assert CHECKED in checked and "Prüfgruppe der Werkstatt" in checked
    assert UNCHECKED in changed and "Prüfgruppe der Werkstatt" not in changed
    assert all(">Einfache Sprache</a>" in html for html in (before, checked, changed))


def test_the_old_words_come_back_with_their_check(page, editor, client):
    record(page, editor)
    old = page.get_latest_revision() or page.save_revision()
    page.body = [paragraph("Anders.")]
    page.save_revision().publish()
    assert UNCHECKED in client.get(page.get_url()).text

    old.publish()

    assert CHECKED in client.get(page.get_url()).text


def test_german_pages_have_no_label(page, client):
    assert "data-easy" not in client.get("/de/seite/").text


def test_a_check_is_of_today_or_before(page, editor):
    with pytest.raises(ValidationError):
        record(page, editor, checked_on=timezone.localdate() + timedelta(days=1))
    assert not EasyCheck.objects.exists()


def test_words_that_changed_while_the_form_was_open_are_not_checked(page, editor):
    seen = wording_of(page)
    page.body = [paragraph("Anders.")]
    page.save_revision().publish()

    with pytest.raises(ValidationError):
        record(page, editor, wording=seen)


def test_only_live_easy_texts_can_be_checked(page, editor):
    source = page.get_translations().get(locale__language_code="de")
    with pytest.raises(ValidationError):
        record(source, editor)
    wording = wording_of(page)
    page.unpublish()
    with pytest.raises(ValidationError):
        easy.record_check(
            page=page, wording=wording, readers="Gruppe", checked_on=timezone.localdate(), by=editor
        )


@pytest.mark.parametrize("role", [roles.translators("de-simple"), roles.CLERKS])
def test_recording_is_for_editors(role, page, client):
    person = UserFactory(username="andere", roles=[role])
    with pytest.raises(PermissionDenied):
        record(page, person)
    client.force_login(person)
    assert client.get(reverse("translating:easy")).status_code == 403


def test_an_editor_records_and_withdraws_a_check(page, editor, client):
    client.force_login(editor)
    url = reverse("translating:easy_check", args=[page.pk])
    data = {"wording": wording_of(page), "readers": "Prüfgruppe", "checked_on": "2026-01-15"}

    assert client.get(url).status_code == 200
    assert client.post(url, data | {"readers": ""}).status_code == 422
    assert client.post(url, data).headers["Location"] == reverse("translating:easy")
    check = EasyCheck.objects.get()
    assert (check.recorded_by, check.content_hash) == (editor, wording_of(page))
    assert "Prüfgruppe" in client.get(reverse("translating:easy")).text

    client.post(reverse("translating:easy_withdraw", args=[check.pk]))

    assert not EasyCheck.objects.exists()
    kept = EasyCheck.history.filter(id=check.pk).latest()
    assert (kept.history_type, kept.history_user) == ("-", editor)
    assert UNCHECKED in client.get(page.get_url()).text


def test_the_list_says_where_the_text_has_changed_since(page, editor, client):
    record(page, editor)
    page.body = [paragraph("Anders.")]
    page.save_revision().publish()
    client.force_login(editor)

    html = client.get(reverse("translating:easy")).text

    assert german("The text has changed since the check.") in html


def test_a_translation_by_a_machine_is_marked_and_leads_to_the_form(page, client):
    LiveText.objects.filter(page_id=page.pk).update(is_machine=True)

    html = client.get(page.get_url()).text

    assert 'data-translation="machine"' in html
    assert html.count(f"/de-simple/mistake/?page={page.pk}") == 2  # in the notice and in the footer
