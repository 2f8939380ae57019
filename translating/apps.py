"""Start-up of translating."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    name = "translating"
    verbose_name = _("Translations")

    def ready(self):
        from . import signals

        signals.connect()
