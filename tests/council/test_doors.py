"""Every door, for those who would have most reason to try: refused in words, nothing changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    TaskState,
    WorkflowState,
)

from council import actions
from council.models import Attendance, Meeting, Membership, PaperAttachment, Recusal
from council.models.pins import Pinned
from strategy.models import BuildingBlock, SectionPage
from tests.factories import paragraph
from tests.permissions.conftest import TownHall, town_hall  # noqa: F401
from tests.permissions.test_matrix import Rolled, client_of

from .doors import doors

#: Where Wagtail says nothing but “no”: to an address that is not meant for this thing at all.
SILENT = (403, 404, 405)


@pytest.fixture
def hall(town_hall: TownHall) -> TownHall:  # noqa: F811
    """Fill the town hall: files and sources that papers, minutes and a released text hold."""
    collection = Collection.objects.first().add_child(name="Vorlagen")
    values = town_hall.values
    for name in ("attachment", "minutes", "cited document"):
        values[name] = get_document_model().objects.create(
            title=name, file=ContentFile(b"x", name="x.pdf"), collection=collection
        )
    values["cited image"] = get_image_model().objects.create(
        title="Bild", description="Ein Bild", file=get_test_image_file()
    )
    block = values["cited building block"] = BuildingBlock.objects.create(key="k", title="Charta")
    Meeting.objects.filter(pk=Meeting.objects.last().pk).update(minutes=values["minutes"])
    for item in (values["item_id"],):
        member = Membership.objects.filter(organization=item.meeting.organization, votes=True).get()
        Attendance.objects.create(meeting=item.meeting, membership=member)
        Recusal.objects.create(
            agenda_item=item, membership=member, recorded_by=town_hall.people["clerk"]
        )
    PaperAttachment.objects.create(paper=values["paper_id"], document=values["attachment"])
    body = [
        {"type": "guideline", "value": {"text": "Willkommen."}, "id": "g"},
        {"type": "figure", "id": "f", "value": {
            "image": values["cited image"].pk, "alt_text": "Bild", "decorative": False,
            "caption": ""}},
        {"type": "document", "id": "d", "value": {
            "document": values["cited document"].pk, "note": ""}},
        {"type": "building_block", "id": "b", "value": {
            "building_block": block.pk, "relation": "takes_over", "note": ""}},
        paragraph("Text."),
    ]  # fmt: skip
    page = SectionPage(
        title="Mit Bild", slug="mit-bild", number=9, summary="S.", body=body,
        owner=town_hall.people["editor"], locale=town_hall.pages["chapter"].locale,
    )  # fmt: skip
    town_hall.pages["chapter"].add_child(instance=page)
    page.save_revision(user=town_hall.people["editor"])
    actions.submit(page=page, purpose="release", by=town_hall.people["editor"])
    for name in ("steering", "s2", "s3"):
        state = SectionPage.objects.get(pk=page.pk).current_workflow_task_state
        person = get_user_model().objects.get(username=name)
        actions.cast_vote(task_state=state, choice="consent", by=person)
    assert SectionPage.objects.get(pk=page.pk).live
    return town_hall


def everything() -> dict[str, Any]:
    """Return what no door may change: the council's tables, what is public, what is pinned."""
    found: dict[str, Any] = {
        model._meta.label: sorted(map(repr, model.objects.values()))
        for model in apps.get_app_config("council").get_models()
        if not model.__name__.startswith("Historical")
    }
    pages = Page.objects.order_by("pk")
    found["pages"] = list(
        pages.values_list(
            "pk", "path", "live", "live_revision", "url_path", "alias_of", "expire_at"
        )
    )
    found["texts"] = [
        (page.pk, page.title, page.summary, json.dumps(list(page.body.raw_data), default=str))
        for page in SectionPage.objects.filter(live=True).order_by("pk")
    ]
    found["pinned"] = sorted(_pinned())
    found["runs"] = list(WorkflowState.objects.order_by("pk").values_list("pk", "status"))
    found["steps"] = list(TaskState.objects.order_by("pk").values_list("pk", "status"))
    found["locales"] = list(Locale.objects.order_by("pk").values_list("pk", "language_code"))
    found["privacy"] = PageViewRestriction.objects.count()
    for model in (get_document_model(), get_image_model()):
        found[f"files of {model._meta.label}"] = list(model.objects.values_list("pk", "file"))
    for model in (get_user_model(), get_document_model(), get_image_model(), BuildingBlock):
        found[model._meta.label] = sorted(model.objects.values_list("pk", flat=True))
    found["collections"] = Collection.objects.count()
    return found


def _pinned() -> Iterator[tuple[int, str]]:
    for model in apps.get_app_config("council").get_models():
        if issubclass(model, Pinned):
            name = "final_revision" if hasattr(model, "final_revision") else "revision"
            ids = model.objects.values(f"{name}_id")
            for revision in Revision.objects.filter(pk__in=ids):
                yield revision.pk, json.dumps(revision.content, default=str)


def words_of(response: Any) -> str:
    """Return what a person reads as the answer: a message, what stands beside a field, or a page."""
    if response is None or response.status_code in SILENT:
        return "-"
    said = [str(message) for message in get_messages(response.wsgi_request)]
    page = response.content.decode()
    said += re.findall(r'class="[^"]*(?:error-message|messages|help-critical)[^"]*"', page)
    if "application/json" in response.headers.get("content-type", ""):
        said.append(page)
    if response.status_code == 200:
        said.append(page)
    return " ".join(said)


@pytest.mark.parametrize("role", ["editor", "clerk", "admin"])
def test_every_door_refuses_in_words_and_changes_nothing(role: str, hall: TownHall):
    client = client_of(hall, role)
    client.raise_request_exception = False
    before = everything()

    faults, knocked = [], 0
    for door in doors(hall):
        knocked += 1
        cookies = client.cookies.copy()
        try:
            with transaction.atomic():
                try:
                    with transaction.atomic():  # what refuses within a transaction breaks it
                        response = door.knock(client, hall)
                except (PermissionDenied, ValidationError):  # a command says why and stops
                    response = None
                    raise Rolled from None
                if response is not None and response.status_code >= 500:
                    faults.append(f"{door}: {response.status_code}")
                    raise Rolled
                after = everything()
                if changed := [key for key in before if before[key] != after[key]]:
                    faults.append(f"{door}: changed {changed}")
                elif not words_of(response):
                    faults.append(f"{door}: {response.status_code} without a word")
                raise Rolled
        except Rolled:
            client.cookies = cookies

    assert knocked > 150
    assert faults == [], "\n".join(faults)
