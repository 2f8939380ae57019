"""Corrections of spelling: they change the German words, but no translation becomes outdated by them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class MinorCorrection(models.Model):
    """An editor's word that a revision only corrects spelling; it counts when that revision goes live."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="minor_corrections")
    revision = models.OneToOneField(
        Revision, null=True, on_delete=models.SET_NULL, related_name="minor_correction"
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(_("marked at"), auto_now_add=True)
    #: Checksums of the live wording before and after; empty until the revision is live.
    old_hash = models.CharField(max_length=64, blank=True)
    new_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("minor correction")
        verbose_name_plural = _("minor corrections")
        ordering = ["marked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.page}: {self.marked_by}"
