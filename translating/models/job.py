"""Work on many texts in the background: what is to do, how far it is, and how it is stopped."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from .machine import MachineUse

PERSON: dict[str, Any] = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.PROTECT,
    "related_name": "+",
}


class Job(models.Model):
    """The preparation of a page and all below it for translation into some languages."""

    root = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    with_machine = models.BooleanField(_("prefilled by a machine"), default=False)
    by = models.ForeignKey(verbose_name=_("ordered by"), **PERSON)
    created_at = models.DateTimeField(_("ordered at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_by = models.ForeignKey(null=True, editable=False, **PERSON)

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class JobStep(models.Model):
    """One page in one language: one transaction, parents first; done at most once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        SKIPPED = "skipped", _("nothing to do")
        FAILED = "failed", _("failed")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    page_title = models.CharField(max_length=255)
    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    #: Why it failed or was skipped, in words.
    message = models.TextField(blank=True)
    at = models.DateTimeField(null=True, editable=False)
    #: What the machine does for it; the step is done when that is.
    machine_use = models.ForeignKey(
        MachineUse, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("step of a background job")
        verbose_name_plural = _("steps of a background job")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["job", "position"], name="translating_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.page_title} ({self.locale}): {self.get_state_display()}"
