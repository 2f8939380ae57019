"""A translator exports, translates elsewhere, sees what would change, and takes it over, without JavaScript."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from home.models import PlainPage
from tests.factories import paragraph
from translating import actions
from translating.models import Work

EXCHANGE, FILE, IMPORT = (
    f"translating:{name}" for name in ("exchange", "exchange_export", "exchange_import")
)
GERMAN = "Alle gehören dazu."


@pytest.fixture
def page(home, translator) -> PlainPage:
    return home.add_child(
        instance=PlainPage(title="Willkommen", slug="willkommen", body=[paragraph(GERMAN)])
    )


@pytest.fixture
def desk(client, page, turkish, translator):
    """Return the client of a translator who has begun the page."""
    actions.begin(instance=page, locale=turkish, by=translator)
    client.force_login(translator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def export(client, page, locale, kind="po", **more):
    wish = {"page": page.pk, "language": locale.pk, "format": kind} | more
    return client.get(reverse(FILE), wish)


def bring(client, locale, content: bytes):
    file = SimpleUploadedFile("datei.po", content)
    return client.post(reverse(IMPORT), {"language": locale.pk, "file": file})


def translated(content: bytes) -> bytes:
    text = content.decode().replace(
        f'msgid "{GERMAN}"\nmsgstr ""', f'msgid "{GERMAN}"\nmsgstr "Herkes."'
    )
    assert "Herkes." in text
    return text.encode()


def press(client, response):
    """Press the button of a preview."""
    soup = BeautifulSoup(response.content, "html.parser")
    field = soup.select_one("input[name=parcel]")
    return client.post(reverse(IMPORT), {"parcel": field["value"]})


@pytest.mark.parametrize("kind", ["po", "xlf"])
def test_a_file_is_sent_with_its_name(desk, page, turkish, kind):
    response = export(desk, page, turkish, kind)

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="willkommen-tr.{kind}"'
    assert GERMAN in response.content.decode()


def test_a_preview_changes_nothing_and_the_second_press_takes_over(desk, page, turkish):
    content = translated(export(desk, page, turkish).content)

    preview = bring(desk, turkish, content)
    assert preview.status_code == 200
    assert "Herkes." in preview.content.decode()
    assert not StringTranslation.objects.exists()

    done = press(desk, preview)
    assert done.status_code == 200
    assert StringTranslation.objects.get().data == "Herkes."


def test_a_preview_is_for_who_has_seen_it(desk, page, turkish, django_user_model):
    preview = bring(desk, turkish, translated(export(desk, page, turkish).content))
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org")
    desk.force_login(admin)

    assert press(desk, preview).status_code == 422
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Ein Brief.", "Line 1"),
        ("ä".encode("latin-1"), "UTF-8"),
        (b"<xliff version='1.2'>\n<file>", "Line 2"),
    ],
)
def test_a_broken_file_gets_a_message(desk, turkish, content, words):
    response = bring(desk, turkish, content)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_file_for_another_language_is_refused(desk, page, turkish):
    content = translated(export(desk, page, turkish).content).replace(
        b"Language: tr", b"Language: ar"
    )

    response = bring(desk, turkish, content)

    assert response.status_code == 422
    assert not StringTranslation.objects.exists()


def test_a_stale_file_shows_old_and_new_german(desk, page, turkish, translator):
    content = translated(export(desk, page, turkish).content)
    page.body = [paragraph("Wirklich alle gehören dazu.", page.body[0].id)]
    page.save_revision().publish()
    actions.begin(instance=page, locale=turkish, by=translator)

    soup = BeautifulSoup(bring(desk, turkish, content).content, "html.parser")

    assert "Wirklich" in " ".join(one.get_text(" ") for one in soup.select("ins"))
    assert "There is nothing to take over." in soup.get_text()


def test_other_languages_are_not_to_be_had(desk, page):
    arabic = Locale.objects.get(language_code="ar")

    assert export(desk, page, arabic).status_code == 403
    assert bring(desk, arabic, b"<a/>").status_code == 403
    assert desk.get(reverse(EXCHANGE), {"language": arabic.pk}).status_code == 403
    nowhere = {"page": page.pk, "language": "987654", "format": "po"}
    assert desk.get(reverse(FILE), nowhere).status_code == 422


def test_who_translates_nothing_stays_outside(client, site, django_user_model):
    client.force_login(django_user_model.objects.create_user("niemand"))

    for name in (EXCHANGE, FILE, IMPORT):
        assert client.get(reverse(name)).url.startswith(reverse("wagtailadmin_login"))


def test_a_draft_is_not_exported_by_those_who_may_not_edit_it(desk, page, turkish):
    page.unpublish()

    assert export(desk, page, turkish).status_code == 422
    assert "Willkommen" not in desk.get(reverse(EXCHANGE), {"page": page.pk}).content.decode()


def test_pages_that_nobody_has_begun_are_named(desk, page, home, turkish):
    home.add_child(instance=PlainPage(title="Noch nicht begonnen", slug="neu"))

    response = export(desk, home, turkish, below="on")

    assert response.status_code == 200
    assert "Noch nicht begonnen" in desk.get(reverse(EXCHANGE)).content.decode()


def test_the_form_knows_the_page_of_a_translation(desk, page, turkish):
    target = page.get_translation(turkish)

    soup = BeautifulSoup(desk.get(reverse(EXCHANGE), {"page": target.pk}).content, "html.parser")

    chosen = [option["value"] for option in soup.select("option[selected]")]
    assert {str(page.pk), str(turkish.pk)} <= set(chosen)
    assert desk.get(reverse(EXCHANGE), {"page": "x"}).status_code == 200


def test_what_waits_for_a_check_is_left_alone(desk, page, turkish):
    content = translated(export(desk, page, turkish).content)
    Work.objects.update(stage=Work.Stage.HANDED_IN)

    response = bring(desk, turkish, content)

    assert "take it back to go on" in response.content.decode()
    press(desk, response)
    assert not StringTranslation.objects.exists()


def test_a_page_leads_to_its_export(desk, page, turkish, django_user_model):
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org")
    desk.force_login(admin)

    edit = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert f"{reverse(EXCHANGE)}?page={page.pk}" in edit
