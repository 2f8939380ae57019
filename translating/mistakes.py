"""What becomes of the mistakes that readers report: taken in, settled, forgotten."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import User
from cms.views_translation import locales_of

from .models import MistakeReport


@transaction.atomic
def report(*, page: Page, text: str, block_id: str = "", quote: str = "") -> MistakeReport:
    """Record a mistake that a reader found on a page; nothing about the reader is kept.

    What was sent twice, by a double click or by going back, is one report while it waits.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    waiting = MistakeReport.objects.filter(
        page=page, block_id=block_id, text=text.strip(), settled_at=None
    ).first()
    if waiting is not None:
        return waiting
    found = MistakeReport(
        page=page,
        page_title=page.title,
        locale_id=page.locale_id,
        block_id=block_id,
        quote=quote,
        text=text.strip(),
    )
    found.full_clean()
    found.save()
    return found


def reports_for(user: User) -> QuerySet[MistakeReport]:
    """Return the reports about pages in the languages that somebody may work in."""
    reports = MistakeReport.objects.select_related("page", "locale", "settled_by")
    return reports.filter(locale__in=locales_of(user))


@transaction.atomic
def settle(*, report: MistakeReport, outcome: str, by: User) -> MistakeReport:
    """Record what was done about a mistake; it leaves the desks.

    Raises PermissionDenied for a language somebody does not work in, ValidationError without words
    or when the report is settled already.
    """
    locked = MistakeReport.objects.select_for_update().get(pk=report.pk)
    if locked.locale_id not in locales_of(by):
        raise PermissionDenied(_("You do not work in this language."))
    if locked.settled_at is not None:
        raise ValidationError(_("Somebody has settled this report in the meantime."))
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say what was done.")})
    locked.outcome, locked.settled_by, locked.settled_at = outcome.strip(), by, timezone.now()
    locked.save()
    return locked


@transaction.atomic
def forget(now: datetime) -> int:
    """Delete settled reports, and what their history keeps, after the days of the settings."""
    end = now - timedelta(days=settings.MISTAKE_REPORT_DAYS)
    old = list(MistakeReport.objects.filter(settled_at__lt=end).values_list("pk", flat=True))
    MistakeReport.objects.filter(pk__in=old).delete()
    known = MistakeReport.objects.values("pk")
    MistakeReport.history.filter(Q(id__in=old) | ~Q(id__in=known)).delete()
    return len(old)
