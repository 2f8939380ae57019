"""Start-up of strategy."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("Strategy")

    def ready(self):
        from council.citations import keep_where_cited

        from .models import BuildingBlock

        keep_where_cited(BuildingBlock)
