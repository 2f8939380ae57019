"""Entries in Wagtail's log of pages, written without reading anew what the caller holds already."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, Revision

from .together import add


def note(
    page: Page,
    action: str,
    *,
    user: Any = None,
    revision: Revision | None = None,
    data: dict[str, Any] | None = None,
    content_changed: bool = False,
) -> None:
    """Log an action on a specific page, as ``wagtail.log_actions.log`` does.

    Wagtail's own looks up user, page, revision and kind once more for each entry, and inserts each
    by itself.
    """
    context = get_active_log_context()
    entry = PageLogEntry(
        page=page,
        label=page.get_admin_display_title(),
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        action=action,
        data=data or {},
        timestamp=timezone.now(),
        uuid=context.uuid,
        user=user or context.user,
        revision=revision,
        content_changed=content_changed,
    )
    entry.clean()  # refuses an action that nobody registered
    add(_write, entry)


def _write(entries: list[PageLogEntry]) -> None:
    PageLogEntry.objects.bulk_create(entries)
