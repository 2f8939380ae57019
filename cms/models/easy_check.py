"""Checks of easy texts by the people they are for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page

from .generation import Shown


class EasyCheck(Shown):
    """A check of one wording by its readers: only then it may be called “Leichte Sprache”.

    DIN SPEC 33429 and the rules of Netzwerk Leichte Sprache ask for a check by people of the
    target group. It holds for exactly the wording whose checksum stands here.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="easy_checks")
    content_hash = models.CharField(max_length=64, editable=False)
    readers = models.CharField(
        _("who checked"),
        max_length=200,
        help_text=_("A group, for example the checking group of a workshop. No names of persons."),
    )
    checked_on = models.DateField(_("checked on"))
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("check by readers of easy language")
        verbose_name_plural = _("checks by readers of easy language")
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.page}: {self.readers}, {self.checked_on:%Y-%m-%d}"
