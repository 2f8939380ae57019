"""Wagtail's other doors lead to the sheet or stay shut, and the pages of other languages are not shown."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.models import User
from translating.models import Work

from .at_work import live, sentences
from .test_actions import handed_in, target

XHR = {"x-requested-with": "XMLHttpRequest", "accept-language": "en"}
ACTIONS = (
    "publish", "unpublish", "delete", "move", "copy", "copy_for_translation", "create_alias",
    "convert_alias", "revert_to_page_revision",
)  # fmt: skip


def test_the_page_editor_leads_to_the_sheet(client, work, page, people):
    client.force_login(people("translator"))
    address = reverse("wagtailadmin_pages:edit", args=[target(page, work.locale).pk])

    for response in (client.get(address, follow=True), client.post(address, {"action-publish": "1"}, follow=True)):  # fmt: skip
        assert response.redirect_chain[-1][0] == reverse("translating:edit", args=[work.pk])
    assert not target(page, work.locale).live


def test_no_door_of_wagtail_publishes_a_translation(client, work, page, people):
    handed_in(work, people("translator"))
    draft = target(page, work.locale)
    client.force_login(User.objects.create_superuser("admin"))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    api = reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"])

    client.post(f"{bulk}?id={draft.pk}")
    answer = client.post(api)

    assert answer.status_code == 403
    assert not live(draft).live


def test_wagtail_localize_writes_nothing_past_the_lock(client, work, page, people):
    handed_in(work, people("translator"))
    translation = Translation.objects.get(source__object_id=page.translation_key)
    segment = translation.source.stringsegment_set.get(context__path="title")
    client.force_login(people("translator"))
    edit = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    assert client.put(edit, "value=x", headers=XHR).status_code == 403
    assert client.delete(edit, headers=XHR).status_code == 403
    for name in ("stop_translation", "machine_translate", "upload_pofile"):
        client.post(reverse(f"wagtail_localize:{name}", args=[translation.pk]))

    translation.refresh_from_db()
    assert translation.enabled
    assert sentences(work)["Mitmachen"].words == "شاركوا"


def test_beginning_by_address_is_for_those_of_the_language(
    client, page, arabic, people, translate, home
):
    translate(home, "tr", title="Başlangıç")
    address = reverse("translating:begin", args=[page.translation_key, "ar"])
    client.force_login(people("turkish"))
    assert client.post(address, headers=XHR).status_code == 403

    client.force_login(people("translator"))
    assert client.get(address).status_code == 200
    assert not Work.objects.exists()
    client.post(address)
    assert Work.objects.get().locale == arabic


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("whose", ["Arabic", "German"])
def test_the_api_does_nothing_in_other_languages(
    client, home, translate, work, page, people, action, whose
):
    translate(home, "tr", title="Başlangıç")
    there = target(page, work.locale) if whose == "Arabic" else page
    rows = Page.objects.order_by("pk").values_list("pk", "path", "live", "latest_revision")
    before = list(rows)
    address = reverse("wagtailadmin_api:pages:action", args=[there.pk, action])
    client.force_login(people("turkish"))

    answer = client.post(address, {"destination_page_id": home.pk, "locale": "uk"})

    assert answer.status_code == 403
    assert list(rows.all()) == before
