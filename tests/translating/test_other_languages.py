"""Translators act in their languages only: Wagtail's API does not even show them the pages of others."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from .test_actions import target

ACTIONS = (
    "publish", "unpublish", "delete", "move", "copy", "copy_for_translation", "create_alias",
    "convert_alias", "revert_to_page_revision",
)  # fmt: skip


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

    assert answer.status_code == 404
    assert list(rows.all()) == before
