"""The rules of one language: who checks, whether a machine may help."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Locale


class LanguageRules(models.Model):
    """What a town has settled for the translations into one language; without a row the defaults hold."""

    locale = models.OneToOneField(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="rules"
    )
    four_eyes = models.BooleanField(
        _("a second person checks"),
        default=True,
        help_text=_("Otherwise who translates may publish as well."),
    )
    machine = models.BooleanField(
        _("a machine may prefill"),
        default=False,
        help_text=_("Only where the town runs a translation server. Nothing is published by it."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules of a language")
        verbose_name_plural = _("rules of the languages")
        ordering = ["locale__language_code"]

    def __str__(self) -> str:
        return str(self.locale)

    @classmethod
    def of(cls, locale: Locale) -> "LanguageRules":
        """Return the rules of a language, with the defaults where the town has settled nothing."""
        return cls.objects.filter(locale=locale).first() or cls(locale=locale)

    def clean(self) -> None:
        """Easy language is written by people (no machine can do it)."""
        if self.machine and self.locale_id and "-simple" in self.locale.language_code:
            raise ValidationError({"machine": _("Easy language is written by people.")})
