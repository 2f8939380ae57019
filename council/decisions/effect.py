"""When a resolved wording becomes the public one, and what the public reads when it is set aside.

Locks are taken in one order everywhere: runs, then pages, each by primary key.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision, WorkflowState

from cms.logbook import note
from cms.models import Generation, User

from ..guards import live_pin, live_pins
from ..models import DecisionItem, EntryIntoForce
from ..models.decision import DecisionItemQuerySet
from ..models.pinned import load_revisions, lock_runs
from ..notifications import in_force


def lock_pages(page_ids: Iterable[int]) -> None:
    """Lock pages in a fixed order: which wording is public is decided by one transaction at a time."""
    # Rows that point at the page may still be written: only its own columns are kept.
    pages = Page.objects.select_for_update(no_key=True).filter(pk__in=set(page_ids))
    list(pages.order_by("pk").values_list("pk", flat=True))


def begin(items: Iterable[DecisionItem], user: User | None) -> None:
    """Make resolutions public that were adopted just now, except where a later day was resolved.

    Their pages are locked; each ``final_revision`` was loaded behind that lock.
    """
    today = timezone.localdate()
    days = [(item, item.decision.effective_on) for item in items]
    _enter([item for item, day in days if day is None or day <= today], user)


def overdue(on: date) -> list[DecisionItem]:
    """Return resolutions that should have taken effect by a day and have not, oldest first."""
    return [item for item in _due(on).light() if not _is_overtaken(item)]


@transaction.atomic
def take_effect(*, item: DecisionItem, on: date, user: User | None = None) -> bool:
    """Make one resolution public whose day has come; False when it was done, or stopped, meanwhile."""
    lock_runs([item.paper_item.workflow_state_id])
    lock_pages([item.paper_item.page_id])
    found = _due(on).filter(paper_item=item.paper_item_id).first()
    if found is None or _is_overtaken(found):
        return False
    _enter([found], user)
    in_force(found)
    Generation.renew()
    return True


def show_what_is_in_force(page_id: int, user: User | None) -> None:
    """Bring the public page in line with what is in force; without anything it leaves the public."""
    _show(Page.objects.get(pk=page_id).specific, live_pin(page_id), user)


def _show(
    page: Page, pin: tuple[int, str] | None, user: User | None, known: Revision | None = None
) -> None:
    if pin is None:
        _take_from_the_public(page, user)
    elif not page.live or page.live_revision_id != pin[0]:
        is_known = known is not None and known.pk == pin[0]
        publish(known if is_known else load_revisions([pin[0]])[pin[0]], user)


def publish(revision: Revision, user: User | None) -> None:
    """Publish a wording that may be public; nobody needs a right to publish for it."""
    page = revision.content_object
    before = str(page)
    revision.publish(user=user, skip_permission_checks=True, log_action=False)
    # What Wagtail would log, without reading it all anew.
    after, titles = str(revision.content["title"]), None
    if before != after:
        titles = {"title": {"old": before, "new": after}}
        note(page, "wagtail.rename", user=user, data=titles, revision=revision)
    note(page, "wagtail.publish", user=user, data=titles, revision=revision, content_changed=True)


def _due(on: date) -> DecisionItemQuerySet:
    day = Q(decision__effective_on=None) | Q(decision__effective_on__lte=on)
    stopped = DecisionItem.objects.suspended().values("pk")
    waiting = DecisionItem.objects.resolutions().standing().exclude(pk__in=stopped)
    return waiting.filter(
        day,
        paper_item__entry_into_force=None,
        paper_item__workflow_state__status=WorkflowState.STATUS_APPROVED,
    )


def _is_overtaken(item: DecisionItem) -> bool:
    """Tell whether a later resolution about the same section is in force already."""
    of_page = DecisionItem.objects.resolutions().filter(paper_item__page=item.paper_item.page_id)
    order = list(of_page.values_list("pk", flat=True))
    in_effect = DecisionItem.objects.in_effect().filter(paper_item__page=item.paper_item.page_id)
    newest = in_effect.values_list("pk", flat=True).last()
    return newest is not None and order.index(newest) > order.index(item.pk)


def _enter(items: list[DecisionItem], user: User | None) -> None:
    # One row for each paper item: the database sees to it.
    EntryIntoForce.objects.bulk_create(EntryIntoForce(paper_item=item.paper_item) for item in items)
    pins = live_pins(item.paper_item.page_id for item in items)
    for item in items:
        revision = item.final_revision
        page = revision.content_object
        data = {"decision": item.decision_id, "version": item.number}
        note(page, "council.effect", user=user, data=data, revision=revision)
        _show(page, pins.get(page.pk), user, known=revision)


def _take_from_the_public(page: Page, user: User | None) -> None:
    """Hide a text that the council set aside, with its translations: there is nothing to go back to."""
    if not page.live:
        return
    # Its translations follow it in the same transaction (cms/trees.py).
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
