"""Agreed words: how a German term is said in a language, and names that stay as they are."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Locale


class GlossaryTerm(models.Model):
    """A German term and its agreed translation; without one, the term stays as it is."""

    german = models.CharField(_("German term"), max_length=200)
    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Without a language the term stays as it is in every language."),
    )
    translation = models.CharField(
        _("agreed translation"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty for a name that is not translated."),
    )
    note = models.TextField(_("note for translators"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["german", "locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["german", "locale"],
                name="translating_term_once",
                violation_error_message=_("This term stands in the glossary already."),
            ),
            models.UniqueConstraint(
                fields=["german"],
                condition=models.Q(locale__isnull=True),
                name="translating_name_once",
                violation_error_message=_("This term stands in the glossary already."),
            ),
            models.CheckConstraint(
                condition=models.Q(locale__isnull=False) | models.Q(translation=""),
                name="translating_name_in_every_language",
                violation_error_message=_("An agreed translation needs its language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.german} – {self.translation}" if self.translation else self.german

    @property
    def stays(self) -> bool:
        """Tell whether the term is a name that is not translated."""
        return not self.translation

    @property
    def language(self) -> str:
        """Return the code of the term's language, empty for a name in every language."""
        return self.locale.language_code if self.locale else ""

    @property
    def language_name(self) -> str:
        return self.locale.get_display_name() if self.locale else gettext("every language")
