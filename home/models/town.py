"""What the town says about itself on every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.models import Shown


@register_setting(icon="home")
class TownSettings(Shown, BaseGenericSetting):
    """The town and how to reach it: for the footer, the imprint and machine-readable descriptions."""

    name = models.CharField(_("name of the town"), max_length=120, blank=True)
    office = models.CharField(_("responsible office"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    responsible = models.CharField(
        _("responsible for the content"),
        max_length=200,
        blank=True,
        help_text=_("The function is enough, for example: the mayor."),
    )

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("town")

    @classmethod
    def now(cls) -> "TownSettings":
        """Return what has been entered, or an empty row; reading a page must not write."""
        return cls.objects.first() or cls()

    @property
    def address_lines(self) -> list[str]:
        return [line.strip() for line in self.address.splitlines() if line.strip()]
