"""Checks of easy texts by the people they are for: recorded for exactly the live wording."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import EasyCheck, LiveText, User


@dataclass(frozen=True)
class EasyPage:
    """A live easy text, the check that holds for its words, and the latest of any words."""

    page: Page
    text: LiveText
    check: EasyCheck | None
    latest: EasyCheck | None


def easy_pages() -> list[EasyPage]:
    """Return all live easy texts in the order of the tree; two queries."""
    texts = (
        LiveText.objects.filter(page__locale__language_code=settings.EASY_LANGUAGE)
        .select_related("page")
        .order_by("page__path")
    )
    checks: dict[int, list[EasyCheck]] = {}
    for check in EasyCheck.objects.order_by("checked_on", "pk"):
        checks.setdefault(check.page_id, []).append(check)
    return [_easy_page(text, checks.get(text.page_id, [])) for text in texts]


def _easy_page(text: LiveText, checks: Iterable[EasyCheck]) -> EasyPage:
    known = list(checks)
    holding = [check for check in known if check.content_hash == text.content_hash]
    return EasyPage(text.page, text, holding[-1] if holding else None, known[-1] if known else None)


def may_record(user: User) -> bool:
    return user.has_perm("cms.add_easycheck")


@transaction.atomic
def record_check(
    *, page: Page, wording: str, readers: str, checked_on: date, by: User, note: str = ""
) -> EasyCheck:
    """Record that readers have checked a text; ``wording`` is the checksum of the words they saw.

    Raises PermissionDenied without the right, ValidationError for a day to come, a page that is no
    live easy text, or words that are no longer the live ones.
    """
    if not may_record(by):
        raise PermissionDenied(_("You may not record checks of easy language."))
    text = LiveText.objects.select_for_update().filter(page_id=page.pk).first()
    if text is None or page.locale.language_code != settings.EASY_LANGUAGE:
        raise ValidationError(_("Only a published text in easy language can be checked."))
    if text.content_hash != wording:
        raise ValidationError(
            _("The text has changed in the meantime. The check does not hold for the new words.")
        )
    if checked_on > timezone.localdate():
        raise ValidationError({"checked_on": _("This day is still to come.")})
    check = EasyCheck(
        page=page,
        content_hash=wording,
        readers=readers.strip(),
        checked_on=checked_on,
        note=note.strip(),
        recorded_by=by,
    )
    check.full_clean()
    check.save()
    return check


@transaction.atomic
def withdraw_check(*, check: EasyCheck, by: User) -> None:
    """Take back a check that was recorded by mistake; its history keeps it.

    Raises PermissionDenied without the right.
    """
    if not by.has_perm("cms.delete_easycheck"):
        raise PermissionDenied(_("You may not withdraw checks of easy language."))
    check.delete()
