"""How the alliance works on this site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Workflow


@register_setting(icon="group")
class PartnerSettings(BaseGenericSetting):
    """Which workflow a partner's changes to its profile go through."""

    moderation = models.ForeignKey(
        Workflow,
        verbose_name=_("moderation of profiles"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliance")
