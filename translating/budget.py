"""The words a town lets a machine translate in a month, counted under a lock."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import MachineMonth, MachineUse


def this_month() -> MachineMonth:
    """Return the month by the town's clock, whatever time zone a person has chosen for themselves."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return MachineMonth.objects.get_or_create(first_day=today.replace(day=1))[0]


def check(month: MachineMonth, words: int) -> None:
    """Raise ValidationError, in words, when so many words of a month are not left."""
    budget = settings.MACHINE_WORDS_PER_MONTH
    if month.words + words > budget:
        raise ValidationError(
            _(
                "The machine's budget for %(month)s does not reach: %(spent)s of %(budget)s words are"
                " spent, this text needs %(words)s."
            )
            % {
                "month": date_format(month.first_day, "YEAR_MONTH_FORMAT"),
                "spent": month.words,
                "budget": budget,
                "words": words,
            }
        )


@transaction.atomic
def spend(use: MachineUse, words: int) -> None:
    """Take words from the month in which a run began, before anything is sent.

    Raises ValidationError, in words, when they are not there. Whoever dies after this has spent them.
    """
    month = MachineMonth.objects.select_for_update().get(pk=use.month_id)
    check(month, words)
    _count(use, words)


def give_back(use: MachineUse, words: int) -> None:
    """Return words that the machine did not answer for."""
    _count(use, -words)


def _count(use: MachineUse, words: int) -> None:
    MachineMonth.objects.filter(pk=use.month_id).update(words=F("words") + words)
    use.words += words
    use.save(update_fields=["words"])
