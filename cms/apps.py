"""Start-up of the project's own app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self):
        from . import refusing, signals

        signals.connect()
        refusing.connect()
