"""What the translation machine was asked for, how far it is, counted in words per month."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from .work import Work

#: After so long without a word the machine, or who asked it, counts as gone: anybody may go on.
GONE = timedelta(minutes=2)


class MachineMonth(models.Model):
    """The words of one month: the row that two requests lock before either spends more."""

    first_day = models.DateField(_("month"), unique=True)
    words = models.PositiveIntegerField(_("words"), default=0)

    class Meta:
        verbose_name = _("month of machine translation")
        verbose_name_plural = _("months of machine translation")
        ordering = ["-first_day"]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m}: {self.words}"


class MachineUse(models.Model):
    """One text that the machine fills, a few sentences at a time: at most one at a time for a text."""

    month = models.ForeignKey(MachineMonth, on_delete=models.PROTECT, related_name="uses")
    work = models.ForeignKey(Work, null=True, on_delete=models.SET_NULL, related_name="uses")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT)
    title = models.CharField(_("text"), max_length=255)
    words = models.PositiveIntegerField(_("words"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    filled = models.PositiveIntegerField(default=0)
    #: Sentences left empty because something that had to stay was lost.
    broken = models.PositiveIntegerField(default=0)
    #: What went wrong, in words; empty when every word came back.
    fault = models.TextField(_("fault"), blank=True)
    #: The order of the last sentence that the machine was asked for.
    reached = models.IntegerField(default=-1)
    #: It answered too late or too little: from now on it gets one sentence at a time.
    one_by_one = models.BooleanField(default=False)
    #: Somebody waits for an answer since ``touched_at``.
    is_asking = models.BooleanField(default=False)
    touched_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("use of machine translation")
        verbose_name_plural = _("uses of machine translation")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["work"],
                condition=models.Q(finished_at=None),
                name="translating_machine_once_a_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.locale}): {self.words}"

    @property
    def is_gone(self) -> bool:
        """Tell whether nothing has moved for so long that who was at it must have died."""
        return self.finished_at is None and timezone.now() - self.touched_at > GONE

    @property
    def faults(self) -> str:
        """Return what went wrong, in words; empty when every word came back."""
        lost = ngettext(
            "%(count)s segment stays empty: the machine lost words, a name, a link or a tag.",
            "%(count)s segments stay empty: the machine lost words, a name, a link or a tag.",
            self.broken,
        ) % {"count": self.broken}
        return " ".join(filter(None, [lost if self.broken else "", self.fault]))

    @property
    def message(self) -> str:
        """Return the outcome so far in words for whoever asked."""
        filled = ngettext(
            "The machine filled %(count)s segment.",
            "The machine filled %(count)s segments.",
            self.filled,
        ) % {"count": self.filled}
        kept = (
            gettext("What came back is kept; the rest stays empty.")
            if self.fault and self.filled
            else ""
        )
        return " ".join(filter(None, [filled, self.faults, kept]))
