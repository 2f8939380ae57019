"""Who was there, and who left the room for an item (HGO § 25)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .meeting import AgendaItem, Meeting
from .organization import Membership


class Attendance(models.Model):
    """One member who was present at a meeting; the number present is counted from these rows."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(
        Membership, verbose_name=_("member"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["meeting", "membership__person__last_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="council_attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.membership.person}"

    def clean(self):
        super().clean()
        if self.membership.organization_id != self.meeting.organization_id:
            raise ValidationError({"membership": _("This person is not a member of the body.")})


class Recusal(models.Model):
    """A member with a conflict of interest, who neither deliberates nor votes (HGO § 25).

    The reason is not kept: it is nobody's business but the body's.
    """

    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    membership = models.ForeignKey(
        Membership, verbose_name=_("member"), on_delete=models.PROTECT, related_name="recusals"
    )
    left_room = models.BooleanField(_("left the room"), default=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["agenda_item", "membership__person__last_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda_item", "membership"],
                name="council_recusal_once",
                violation_error_message=_("This person is already recused from the item."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item}: {self.membership.person}"

    def clean(self):
        super().clean()
        if self.membership.organization_id != self.agenda_item.meeting.organization_id:
            raise ValidationError({"membership": _("This person is not a member of the body.")})
