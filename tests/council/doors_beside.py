"""Doors beside the council's own pages: workflows, files and sources, commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from tests.permissions.conftest import TownHall

from .knocking import bulk, posted


def route(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """The workflows and their steps, while texts are on the way."""
    workflow = hall.values["workflow_state_id"].workflow
    yield "workflow", "disable", posted("wagtailadmin_workflows:disable", workflow.pk)
    steps = workflow.workflow_tasks.order_by("sort_order")
    data = {
        "name": workflow.name, "active": "on", "pages-TOTAL_FORMS": 0, "pages-INITIAL_FORMS": 0,
        "content_types-TOTAL_FORMS": 0, "workflow_tasks-TOTAL_FORMS": len(steps),
        "workflow_tasks-INITIAL_FORMS": len(steps),
    }  # fmt: skip
    for number, step in enumerate(steps):
        data |= {
            f"workflow_tasks-{number}-id": step.pk,
            f"workflow_tasks-{number}-task": step.task_id,
            f"workflow_tasks-{number}-ORDER": number,
            f"workflow_tasks-{number}-DELETE": "on" if number else "",
        }
        task = step.task.specific
        yield "step", "disable", posted("wagtailadmin_workflows:disable_task", task.pk)
        words = {"name": task.name, "active": "on", "consent_needed": 0, "changes_needed": 0}
        yield "step", "empty", posted("wagtailadmin_workflows:edit_task", task.pk, **words)
    yield "workflow", "take steps out", posted("wagtailadmin_workflows:edit", workflow.pk, **data)


def media(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """What papers, minutes and pinned texts hold."""
    for name in ("attachment", "minutes", "cited document"):
        pk = hall.values[name].pk
        yield name, "delete", posted("wagtaildocs:delete", pk)
        yield name, "bulk delete", bulk("cms", "document", "delete", pk)
        yield name, "another file", posted(
            "wagtaildocs:edit", pk, title="Anders", file=SimpleUploadedFile("y.pdf", b"y"),
            collection=Collection.objects.first().pk,
        )  # fmt: skip
        yield name, "delete after upload", posted("wagtaildocs:delete_multiple", pk)
    image = hall.values["cited image"].pk
    yield "cited image", "another file", posted(
        "wagtailimages:edit", image, title="Anders", description="Anders",
        file=get_test_image_file("anders.png"), collection=Collection.objects.first().pk,
    )  # fmt: skip
    yield "cited image", "delete after upload", posted("wagtailimages:delete_multiple", image)
    yield "cited image", "delete", posted("wagtailimages:delete", image)
    yield "cited image", "bulk delete", bulk("cms", "image", "delete", image)
    block = hall.values["cited building block"].pk
    name = "wagtailsnippets_strategy_buildingblock:delete"
    yield "cited building block", "delete", posted(name, block)
    yield (
        "cited building block",
        "bulk delete",
        bulk("strategy", "buildingblock", "delete", block),
    )
    for collection in Collection.objects.filter(depth__gt=1):
        yield "collection", "delete", posted("wagtailadmin_collections:delete", collection.pk)


def commands(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """What cron does, or a person at the console."""
    for name, options in (
        ("publish_scheduled", {}),
        ("purge_revisions", {"days": 0}),
        ("take_effect", {}),
    ):
        yield (
            "everything",
            f"manage.py {name}",
            lambda client, name=name, options=options: call_command(name, verbosity=0, **options),
        )
