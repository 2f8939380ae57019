"""The words a town lets a machine translate in a month, counted under a lock."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import User

from .models import MachineMonth, MachineUse


def month_of(day: date) -> date:
    return day.replace(day=1)


@transaction.atomic
def reserve(*, words: int, title: str, locale: Locale, by: User) -> MachineUse:
    """Take words from this month's budget before anything is sent.

    Raises ValidationError, in words, when they are not there. Whoever dies after this has spent them.
    """
    first = month_of(timezone.localdate())
    MachineMonth.objects.get_or_create(first_day=first)
    month = MachineMonth.objects.select_for_update().get(first_day=first)
    budget = settings.MACHINE_WORDS_PER_MONTH
    if month.words + words > budget:
        raise ValidationError(
            _(
                "The machine's budget for %(month)s does not reach: %(spent)s of %(budget)s words are"
                " spent, this text needs %(words)s."
            )
            % {
                "month": date_format(first, "YEAR_MONTH_FORMAT"),
                "spent": month.words,
                "budget": budget,
                "words": words,
            }
        )
    month.words += words
    month.save(update_fields=["words"])
    return MachineUse.objects.create(month=month, locale=locale, title=title, words=words, by=by)


@transaction.atomic
def settle(use: MachineUse, *, unsent: int, fault: str) -> None:
    """Note how it went, and give back the words that were never sent."""
    if unsent:
        MachineMonth.objects.select_for_update().get(pk=use.month_id)
        MachineMonth.objects.filter(pk=use.month_id).update(words=F("words") - unsent)
    use.words -= unsent
    use.fault = fault
    use.save(update_fields=["words", "fault"])
