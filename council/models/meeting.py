"""When a body meets, and what is on its agenda."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cms.models import Shown

from .grounds import Grounds
from .organization import Organization


class MeetingQuerySet(models.QuerySet):
    def upcoming(self, now: datetime) -> Self:
        return self.filter(start__gt=now)


class Meeting(Grounds, Shown):
    """One meeting of a body; the number present decides whether it can resolve (HGO § 53)."""

    organization = models.ForeignKey(
        Organization, verbose_name=_("Body"), on_delete=models.PROTECT, related_name="meetings"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    start = models.DateTimeField(_("start"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    present = models.PositiveSmallIntegerField(
        _("members present"), null=True, blank=True, help_text=_("Entered from the minutes.")
    )
    second_call = models.BooleanField(
        _("second convocation"),
        default=False,
        help_text=_(
            "Convened again for the same business: quorate with any number (HGO § 53 (2))."
        ),
    )

    invitation = models.TextField(_("text of the invitation"), blank=True)
    minutes = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("minutes"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The signed minutes are the legal record."),
    )

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()
    settled = ("organization", "number", "start", "present", "second_call")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-start"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"],
                name="council_meeting_number_once",
                violation_error_message=_("This body already has a meeting with this number."),
            )
        ]

    def __str__(self) -> str:
        return _("%(body)s, meeting %(number)s, %(day)s") % {
            "body": self.organization.label,
            "number": self.number,
            "day": date_format(timezone.localtime(self.start), "SHORT_DATE_FORMAT"),
        }

    def clean(self):
        super().clean()
        if self.present is not None and self.organization_id:
            members = self.organization.statutory_members
            if self.present > members:
                raise ValidationError(
                    {"present": _("The body has only %(members)d members.") % {"members": members}}
                )

    def is_decided_on(self) -> bool:
        return self.agenda.filter(decisions__isnull=False).exists()


class AgendaItem(Grounds, Shown):
    """One stop of a paper's way through the bodies (OParl: AgendaItem and Consultation)."""

    class Role(models.TextChoices):
        HEARING = "hearing", _("Hearing")
        RECOMMENDATION = "recommendation", _("Recommendation")
        RESOLUTION = "resolution", _("Resolution")

    class Part(models.TextChoices):
        """Which part of the agenda; items of part II are voted on together, without discussion."""

        ONE = "one", _("Agenda I (with discussion)")
        TWO = "two", _("Agenda II (one vote without discussion)")
        NON_PUBLIC = "non_public", _("Non-public part")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="agenda"
    )
    part = models.CharField(_("part"), max_length=12, choices=Part.choices, default=Part.ONE)
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("number on the agenda"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    paper = models.ForeignKey(
        "council.Paper",
        verbose_name=_("paper"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agenda_items",
    )
    role = models.CharField(
        _("asked for"), max_length=20, choices=Role.choices, default=Role.RECOMMENDATION
    )

    history = HistoricalRecords()
    settled = ("meeting", "part", "number", "title", "paper", "role")

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="council_agenda_order_once",
                violation_error_message=_("This place on the agenda is taken."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "paper"],
                condition=Q(paper__isnull=False),
                name="council_agenda_paper_once",
                violation_error_message=_("This paper is already on the agenda of the meeting."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(meeting)s, item %(number)s: %(title)s") % {
            "meeting": self.meeting,
            "number": self.number,
            "title": self.title,
        }

    def clean(self):
        super().clean()
        if self.meeting_id:
            self._check_role(self.meeting.organization.kind)

    def is_decided_on(self) -> bool:
        return self.decisions.exists()

    @property
    def is_public(self) -> bool:
        """Tell whether the public may read what was said and how votes were cast (HGO § 52)."""
        return self.part != self.Part.NON_PUBLIC

    def _check_role(self, kind: str) -> None:
        if self.role == self.Role.RESOLUTION and kind != Organization.Kind.COUNCIL:
            raise ValidationError({"role": _("Only the city council resolves.")})
        if kind == Organization.Kind.ADVISORY and self.role != self.Role.HEARING:
            raise ValidationError({"role": _("An advisory board is heard.")})
