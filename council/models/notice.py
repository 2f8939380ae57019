"""What people are told by mail: each person's wishes, and one row per thing told."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: After so long nobody tries any more to send a notice: an address that always refuses, say.
TRIED_FOR = timedelta(days=7)


class NotificationSettings(models.Model):
    """What one person wants to hear of, and how often."""

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day, in one mail")
        NEVER = "never", _("Never")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notification_settings",
        editable=False,
    )
    waiting = models.CharField(
        _("something waits for me"), max_length=10, choices=Pace.choices, default=Pace.AT_ONCE
    )
    reminders = models.BooleanField(_("a reminder before a deadline"), default=True)
    results = models.CharField(
        _("what became of my texts and amendments"),
        max_length=10,
        choices=Pace.choices,
        default=Pace.AT_ONCE,
    )
    meetings = models.CharField(
        _("meetings of my bodies"), max_length=10, choices=Pace.choices, default=Pace.DAILY
    )

    class Meta:
        verbose_name = _("notification settings")
        verbose_name_plural = _("notification settings")

    def __str__(self) -> str:
        return str(self.person)


class NoticeQuerySet(models.QuerySet):
    def pending(self, now: datetime) -> Self:
        """What is to be sent and nobody is sending at this moment; old news are no news."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        young = Q(created_at__gt=now - TRIED_FOR)
        return self.filter(free, young, sent_at=None).exclude(pace=NotificationSettings.Pace.NEVER)


class Notice(models.Model):
    """One thing one person is told once; the key makes telling it twice impossible."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=30)
    #: What it is about, e.g. “ballot:12”; together with kind and person unique.
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    context = models.JSONField(default=dict)
    pace = models.CharField(max_length=10, choices=NotificationSettings.Pace.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, db_index=True)
    #: A process is sending it until then; afterwards another one may.
    claimed_until = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="council_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.key}"
