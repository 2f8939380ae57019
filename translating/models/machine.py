"""What the translation machine was asked for, counted in words per month."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


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
    """One text that was sent to the machine."""

    month = models.ForeignKey(MachineMonth, on_delete=models.PROTECT, related_name="uses")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT)
    title = models.CharField(_("text"), max_length=255)
    words = models.PositiveIntegerField(_("words"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    #: What went wrong, in words; empty when every word came back.
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        verbose_name = _("use of machine translation")
        verbose_name_plural = _("uses of machine translation")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.locale}): {self.words}"
