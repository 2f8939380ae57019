"""The checksum covers the text and nothing but the text."""

import uuid

import pytest
from wagtail.models import Locale, Page

from cms.snapshots import digest, snapshot
from strategy.models import StrategyPage

pytestmark = pytest.mark.django_db


def paragraph(text: str, block_id: str | None = None) -> dict:
    return {"type": "paragraph", "value": text, "id": block_id or str(uuid.uuid4())}


def make_strategy(**fields) -> StrategyPage:
    home = Page.objects.get(depth=2)
    fields = {"title": "Strategie", "slug": "strategie", "locale": Locale.get_default()} | fields
    return home.add_child(instance=StrategyPage(**fields))


def test_block_ids_and_unicode_forms_do_not_change_the_checksum():
    page = make_strategy(title="Über uns", body=[paragraph("<p>Vielfalt</p>")])
    first = digest(snapshot(page))

    page.title = "U\u0308ber uns"
    page.body = [paragraph("<p>Vielfalt</p>")]

    assert digest(snapshot(page)) == first


def test_every_changed_word_changes_the_checksum():
    page = make_strategy(body=[paragraph("<p>Vielfalt</p>")])
    first = digest(snapshot(page))

    page.body = [paragraph("<p>Vielfalten</p>")]

    assert digest(snapshot(page)) != first
