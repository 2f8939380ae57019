"""When a resolution takes effect, and what stops it: objection and challenge (HGO § 63)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import UNDONE, Decision
from .paper import PaperItem
from .records import Record


class EntryIntoForce(Record):
    """The moment at which a resolved wording became the public one."""

    paper_item = models.OneToOneField(
        PaperItem, on_delete=models.PROTECT, related_name="entry_into_force"
    )
    at = models.DateTimeField(_("in force since"), auto_now_add=True)

    class Meta:
        verbose_name = _("entry into force")
        verbose_name_plural = _("entries into force")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.paper_item}: {self.at}"


class Objection(Record):
    """The mayor or the Magistrat objects: the resolution is suspended until the matter is settled.

    First comes the objection: the council decides anew. When it confirms its resolution, the second
    step is the challenge: a court or the supervisory authority has the last word.
    """

    class Kind(models.TextChoices):
        OBJECTION = "objection", _("Objection (HGO § 63 (1))")
        CHALLENGE = "challenge", _("Challenge (HGO § 63 (2))")

    class Raiser(models.TextChoices):
        MAYOR = "mayor", _("Mayor")
        MAGISTRATE = "magistrate", _("Magistrat")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind.choices, default=Kind.OBJECTION, editable=False
    )
    raised_by = models.CharField(_("raised by"), max_length=20, choices=Raiser.choices)
    raised_on = models.DateField(_("raised on"), default=timezone.localdate)
    reason = models.TextField(_("reason"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_raised_by_display()}"


class ObjectionEnd(Record):
    """How an objection ended: taken back, decided anew by the council, or by whom it was brought to."""

    class How(models.TextChoices):
        LIFTED = "lifted", _("Taken back")
        CONFIRMED = "confirmed", _("The council confirmed its resolution")
        SET_ASIDE = "set_aside", _("The council set its resolution aside")
        UPHELD = "upheld", _("The challenge failed, the resolution holds")
        ANNULLED = "annulled", _("The challenge succeeded, the resolution is annulled")

    #: How it ended when the resolution does not hold any more.
    UNDONE = UNDONE

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="end")
    how = models.CharField(_("outcome"), max_length=20, choices=How.choices)
    ended_on = models.DateField(_("ended on"), default=timezone.localdate)
    reason = models.TextField(_("reason"), blank=True)
    #: The vote of the council that decided anew; empty when the objection was taken back.
    decision = models.OneToOneField(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ends_objection",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("end of an objection")
        verbose_name_plural = _("ends of objections")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.objection}: {self.get_how_display()}"
