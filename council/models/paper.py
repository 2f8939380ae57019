"""A paper (Vorlage, Drucksache): sections put before the bodies, each pinned to its exact wording."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page, Revision, WorkflowState

from cms.models import Shown

from .grounds import Grounds
from .meeting import AgendaItem
from .organization import Organization
from .pins import Pinned


class Paper(Grounds, Shown):
    """What the bodies get on their tables. Its words may be mended, the texts in it are pinned."""

    reference = models.CharField(_("number of the paper"), max_length=50, unique=True)
    title = models.CharField(_("title"), max_length=300)
    date = models.DateField(_("date"), default=timezone.localdate)
    resolution_text = models.TextField(_("proposed resolution"), blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    financial_impact = models.TextField(_("financial impact"), blank=True)
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("takes the place of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
    )
    amendments_until = models.DateTimeField(
        _("amendments until"),
        null=True,
        blank=True,
        help_text=_("Until then members, factions and bodies may propose amendments."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)

    history = HistoricalRecords()
    settled = ("reference", "title", "date")

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-date", "-reference"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def is_decided_on(self) -> bool:
        return self.items.filter(decision_items__isnull=False).exists()


class PaperAttachment(Shown):
    """A document that goes with a paper."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["paper", "position", "pk"]

    def __str__(self) -> str:
        return self.document.title


class Consultation(Shown):
    """One planned stop of a paper's way through the bodies (OParl: Consultation; Beratungsfolge)."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="consultations")
    #: Stops with the same position happen side by side.
    position = models.PositiveSmallIntegerField(_("order"))
    organization = models.ForeignKey(
        Organization, verbose_name=_("Body"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("asked for"), max_length=20, choices=AgendaItem.Role.choices)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("planned consultation")
        verbose_name_plural = _("planned consultations")
        ordering = ["paper", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "organization"],
                name="council_consultation_body_once",
                violation_error_message=_("This body is already in the sequence."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper.reference}: {self.organization}"


class PaperItemQuerySet(models.QuerySet):
    def light(self) -> Self:
        """Leave the texts in the database: for lists."""
        return self.defer("snapshot")


class PaperItem(Pinned):
    """One section in a paper, pinned: revision, checksum, and the text itself."""

    paper = models.ForeignKey(
        Paper, verbose_name=_("paper"), on_delete=models.PROTECT, related_name="items"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    page = models.ForeignKey(
        Page, verbose_name=_("section"), on_delete=models.PROTECT, related_name="paper_items"
    )
    workflow_state = models.OneToOneField(
        WorkflowState, on_delete=models.PROTECT, related_name="paper_item"
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(_("checksum"), max_length=64)
    snapshot = models.JSONField(_("text"))

    objects = PaperItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("section in a paper")
        verbose_name_plural = _("sections in papers")
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "page"],
                name="council_paper_section_once",
                violation_error_message=_("This section is already in the paper."),
            )
        ]

    def __str__(self) -> str:
        return str(self.snapshot["fields"]["title"])

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValidationError(_("A pinned text cannot be changed."))
        super().save(*args, **kwargs)
