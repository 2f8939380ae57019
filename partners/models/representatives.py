"""The people who speak for a partner and keep its profile."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cms.models import User

from .pages import PartnerPage


class RepresentativeQuerySet(models.QuerySet):
    def of(self, user: User) -> Self:
        """Whom a person represents."""
        return self.filter(user=user)

    def keys(self) -> set[UUID]:
        """Return the translation keys of the profiles: a profile is the same in every language."""
        return set(self.values_list("partner__translation_key", flat=True))


class Representative(models.Model):
    """A person with a login who may edit the profile of one partner, in every language."""

    partner = models.ForeignKey(
        PartnerPage,
        verbose_name=_("partner"),
        on_delete=models.CASCADE,
        related_name="representatives",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="represents",
    )

    objects = RepresentativeQuerySet.as_manager()
    history = HistoricalRecords()

    panels = ["partner", "user"]

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["partner__title", "user__last_name", "user__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "user"],
                name="partners_representative_once",
                violation_error_message=_("This person already represents this partner."),
            )
        ]

    def __str__(self) -> str:
        return _("%(person)s for %(partner)s") % {"person": self.user, "partner": self.partner}
