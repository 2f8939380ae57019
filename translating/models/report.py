"""What readers say is wrong in a translation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Locale, Page


class MistakeReport(models.Model):
    """A mistake that a reader found. It asks for no name and no address."""

    page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="mistake_reports"
    )
    page_title = models.CharField(_("page"), max_length=255)
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT)
    #: The paragraph's block id; empty for the page as a whole.
    block_id = models.CharField(max_length=36, blank=True)
    #: The words as they were when the reader saw them.
    quote = models.TextField(_("quoted text"), blank=True)
    text = models.TextField(_("what is wrong"), max_length=2000)
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    outcome = models.TextField(_("what was done"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reported mistake")
        verbose_name_plural = _("reported mistakes")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.page_title}: {self.text[:60]}"
