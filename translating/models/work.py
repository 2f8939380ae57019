"""How far a translation is, and who did which step of it."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Revision

PERSON: dict[str, Any] = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.PROTECT,
    "related_name": "+",
}


class Work(models.Model):
    """The translation of one page or snippet into one language that somebody works on.

    The segments themselves are wagtail-localize's; this row is what two people lock before one of
    them hands in, sends back or publishes.
    """

    class Stage(models.TextChoices):
        IN_WORK = "in_work", _("in work")
        HANDED_IN = "handed_in", _("waits for a check")
        SENT_BACK = "sent_back", _("sent back")
        PUBLISHED = "published", _("published")

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    translation_key = models.UUIDField(_("translation key"), editable=False)
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT)
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.IN_WORK
    )
    #: Checksum of the German words that what was handed in was made from.
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    translator = models.ForeignKey(
        verbose_name=_("translator"), null=True, blank=True, editable=False, **PERSON
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="translating_work_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} ({self.locale}): {self.get_stage_display()}"


class Step(models.Model):
    """One step of a translation, never changed: the history of who translated and who checked."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("begun")
        PREFILLED = "prefilled", _("prefilled by a machine")
        IMPORTED = "imported", _("imported from a file")
        HANDED_IN = "handed_in", _("handed in")
        TAKEN_BACK = "taken_back", _("taken back")
        SENT_BACK = "sent_back", _("sent back")
        PUBLISHED = "published", _("published")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=Kind.choices)
    by = models.ForeignKey(verbose_name=_("person"), null=True, **PERSON)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    #: Why it was sent back, what the next person should know.
    comment = models.TextField(_("comment"), blank=True)
    source_hash = models.CharField(max_length=64, blank=True)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("step of a translation")
        verbose_name_plural = _("steps of a translation")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.work}"


class TranslationComment(models.Model):
    """What translators and reviewers tell each other about a text or one segment of it."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="comments")
    #: Where the segment stands (wagtail-localize's context path); empty for the whole text.
    path = models.TextField(blank=True)
    #: The German words as they were, so that the comment stays readable after changes.
    quote = models.TextField(_("quoted text"), blank=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(verbose_name=_("person"), **PERSON)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    settled_by = models.ForeignKey(null=True, blank=True, editable=False, **PERSON)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("comment on a translation")
        verbose_name_plural = _("comments on a translation")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:60]}"
