"""When a resolved wording becomes the public one, and what the public reads when it is set aside.

Locks are taken in one order everywhere: runs, then pages, each by primary key.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision, WorkflowState

from cms.models import Generation, User

from .guards import live_pin
from .models import DecisionItem, EntryIntoForce
from .models.decision import DecisionItemQuerySet
from .models.pinned import lock_runs
from .notifications import in_force


def lock_pages(page_ids: Iterable[int]) -> None:
    """Lock pages in a fixed order: which wording is public is decided by one transaction at a time."""
    # Rows that point at the page may still be written: only its own columns are kept.
    pages = Page.objects.select_for_update(no_key=True).filter(pk__in=set(page_ids))
    list(pages.order_by("pk").values_list("pk", flat=True))


def begin(item: DecisionItem, user: User | None) -> None:
    """Make a resolution public that was adopted just now, unless a later day was resolved."""
    day = item.decision.effective_on
    if day is None or day <= timezone.localdate():
        _enter(item, user)


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
    _enter(found, user)
    in_force(found)
    Generation.renew()
    return True


def show_what_is_in_force(page_id: int, user: User | None) -> None:
    """Bring the public page in line with what is in force; without anything it leaves the public."""
    page = Page.objects.get(pk=page_id).specific
    pin = live_pin(page_id)
    if pin is None:
        _take_from_the_public(page, user)
    elif not page.live or page.live_revision_id != pin[0]:
        Revision.objects.get(pk=pin[0]).publish(user=user, skip_permission_checks=True)


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


def _enter(item: DecisionItem, user: User | None) -> None:
    EntryIntoForce(paper_item=item.paper_item).save()
    log(
        item.paper_item.page.specific,
        "council.effect",
        user=user,
        data={"decision": item.decision_id, "version": item.number},
        revision=item.final_revision,
    )
    show_what_is_in_force(item.paper_item.page_id, user)


def _take_from_the_public(page: Page, user: User | None) -> None:
    """Hide a text that the council set aside, with its translations: there is nothing to go back to."""
    if not page.live:
        return
    # Its translations follow it in the same transaction (cms/trees.py).
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
