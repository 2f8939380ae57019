"""A public consultation version ("Fassung 0.3"): what the steering group released."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState

from .ballot import SteeringTaskState, tally_in_words
from .pins import Pinned
from .records import Record, RecordQuerySet


class ReleaseQuerySet(RecordQuerySet):
    def light(self) -> Self:
        return self.defer("snapshot")


class Release(Pinned, Record):
    """One wording of one section that the public may see and discuss."""

    page = models.ForeignKey(
        Page, verbose_name=_("section"), on_delete=models.PROTECT, related_name="releases"
    )
    number = models.CharField(_("version"), max_length=20)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(_("checksum"), max_length=64)
    snapshot = models.JSONField(_("text"))
    #: How the group voted, by choice: numbers, so that every reader is told in her language.
    votes = models.JSONField(_("votes"), default=dict)
    task_state = models.OneToOneField(
        SteeringTaskState, on_delete=models.PROTECT, related_name="release"
    )
    workflow_state = models.OneToOneField(
        WorkflowState, on_delete=models.PROTECT, related_name="release"
    )
    released_at = models.DateTimeField(_("released at"), auto_now_add=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation version")
        verbose_name_plural = _("consultation versions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"],
                name="council_release_number_once",
                violation_error_message=_("This version number is taken."),
            )
        ]

    @property
    def reason(self) -> str:
        """Say why there is this version, in the language of whoever reads."""
        return tally_in_words(self.votes)

    def __str__(self) -> str:
        return f"{self.snapshot['fields']['title']}, {self.number}"
