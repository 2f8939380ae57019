"""Documents that the strategy rests on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cms.models import Shown
from cms.wording import listed


class BuildingBlockManager(models.Manager):
    """Brings the file along: texts show it with every mention."""

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class BuildingBlock(Shown):
    """An older concept, plan or report of the town. Its German title is a proper name and not translated."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    years = models.CharField(
        _("years"), max_length=40, blank=True, help_text=_("For example 2016–2020.")
    )
    kind = models.CharField(
        _("kind"), max_length=80, help_text=_("For example Konzept or Bericht.")
    )
    publisher = models.CharField(_("publisher"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    updates = models.ForeignKey(
        "self",
        verbose_name=_("updates"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="updated_by",
    )
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        "title",
        "key",
        "kind",
        "years",
        "publisher",
        "description",
        "updates",
        "document",
    ]

    objects = BuildingBlockManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("building block")
        verbose_name_plural = _("building blocks")
        ordering = ["years", "title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.years})" if self.years else self.title

    @property
    def kicker(self) -> str:
        """Return kind and years, as a card shows them above the title."""
        return listed((self.kind, self.years))
