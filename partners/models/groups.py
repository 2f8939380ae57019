"""The groups of actors that the alliance brings together."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from cms.models import TranslatedSnippet


class ActorGroupQuerySet(models.QuerySet):
    def in_language(self, language: str) -> Self:
        """Groups in one language; those without a translation in German."""
        translated = self.filter(locale__language_code=language).values("translation_key")
        return self.filter(
            models.Q(locale__language_code=language)
            | models.Q(locale__language_code=settings.LANGUAGE_CODE)
            & ~models.Q(translation_key__in=translated)
        )


class ActorGroup(TranslatedSnippet):
    """A kind of actor in town, for example the administration or civil society groups.

    Partners name their group by its German row in every language, so that a profile never
    depends on whether a group's name has been translated.
    """

    key = models.SlugField(
        _("short name"), help_text=_("Stands in addresses, the same in every language.")
    )
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    audiences = models.TextField(
        _("audiences"),
        blank=True,
        help_text=_("For a group without organisations: who belongs to it, one per line."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ActorGroupQuerySet.as_manager()

    panels = ["name", "key", "description", "audiences", "position"]
    override_translatable_fields = [
        SynchronizedField("key", overridable=False),
        SynchronizedField("position"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("group of actors")
        verbose_name_plural = _("groups of actors")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "locale"],
                name="partners_group_key_once",
                violation_error_message=_("Another group has this short name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audience_list(self) -> list[str]:
        """Return who belongs to the group, one entry per line of the field."""
        return [line.strip() for line in self.audiences.splitlines() if line.strip()]
