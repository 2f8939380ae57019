"""Amendments (Änderungsanträge): other words for one passage, a new paragraph, or a deletion."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .meeting import AgendaItem
from .organization import Faction, Organization
from .paper import Paper, PaperItem
from .records import Record, RecordQuerySet


class Amendment(models.Model):
    """One proposed change to one passage of a pinned text. Its words stay as they were submitted."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("New wording")
        INSERT = "insert", _("New paragraph")
        DELETE = "delete", _("Deletion of a paragraph")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="amendments")
    paper_item = models.ForeignKey(PaperItem, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CHANGE)
    #: The block id, or “field:title”; for a new paragraph what it follows, empty at the beginning.
    block_id = models.CharField(max_length=36, blank=True)
    #: The block's kind, and its value before and after: null where there is none.
    block_type = models.CharField(max_length=40)
    old_value = models.JSONField(_("pinned wording"), null=True, blank=True)
    new_value = models.JSONField(_("proposed wording"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    #: Who proposes: a faction, a body, or, when both are empty, the person who submitted it.
    faction = models.ForeignKey(
        Faction,
        verbose_name=_("faction"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendments",
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("Body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendments",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="amendments"
    )
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    #: Given out with the form: the second submission of the same form finds it taken.
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"], name="council_amendment_number_once"
            ),
            models.CheckConstraint(
                name="council_amendment_has_one_proposer",
                condition=Q(faction=None) | Q(organization=None),
                violation_error_message=_("An amendment has one proposer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} – {self.paper.reference}"

    @property
    def label(self) -> str:
        """Return the number as it is spoken in the meeting: “Ä1”."""
        return f"Ä{self.number}"

    @property
    def proposer(self) -> str:
        """Return who proposes, in words."""
        return str(self.organization or self.faction or self.submitted_by)


class AmendmentVoteQuerySet(RecordQuerySet):
    def in_force(self) -> Self:
        """Leave out what a later row corrects."""
        return self.filter(corrected_by=None)


class AmendmentVote(Record):
    """What one body recommended or decided about one amendment; written once, like a decision."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        ACCEPTED_MODIFIED = "accepted_modified", _("Accepted in other words")
        REJECTED = "rejected", _("Rejected")
        DEALT_WITH = "dealt_with", _("Dealt with")

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="votes")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="amendment_votes"
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    #: The wording that was agreed on instead of the proposed one.
    value = models.JSONField(_("agreed wording"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("members present"))
    yes = models.PositiveSmallIntegerField(_("yes"), default=0)
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    abstain = models.PositiveSmallIntegerField(_("abstentions"), default=0)
    text = models.TextField(_("remark"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    objects = AmendmentVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote on an amendment")
        verbose_name_plural = _("votes on amendments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "agenda_item"],
                condition=Q(corrects=None),
                name="council_amendment_voted_once",
                violation_error_message=_("This amendment is already voted on."),
            ),
            models.CheckConstraint(
                name="council_amendment_votes_of_those_present",
                condition=Q(present__gte=F("yes") + F("no") + F("abstain")),
                violation_error_message=_("More votes than members present."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.get_outcome_display()}"

    @property
    def accepted(self) -> bool:
        return self.outcome in (self.Outcome.ACCEPTED, self.Outcome.ACCEPTED_MODIFIED)
