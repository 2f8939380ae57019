"""What a body decided, as the clerk took it from the minutes; and what that means for each section."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.snapshots import Snapshot

from ..decisions import votes
from .meeting import AgendaItem
from .organization import Faction, Organization
from .paper import PaperItem
from .pins import Pinned
from .records import Record, RecordQuerySet


class DecisionQuerySet(RecordQuerySet):
    def in_force(self) -> Self:
        """Leave out what a later row corrects."""
        return self.filter(corrected_by=None)


class Decision(Record):
    """One vote of one body, on one section or on many at once."""

    Outcome = votes.Outcome
    Kind = AgendaItem.Role

    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("kind"), max_length=20, choices=AgendaItem.Role.choices)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    present = models.PositiveSmallIntegerField(_("members present"))
    yes = models.PositiveSmallIntegerField(_("yes"), default=0)
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    abstain = models.PositiveSmallIntegerField(_("abstentions"), default=0)
    text = models.TextField(_("text of the decision"), blank=True)
    effective_on = models.DateField(
        _("takes effect on"),
        null=True,
        blank=True,
        help_text=_("Empty: at once. Until then the earlier wording stays public."),
    )
    en_bloc = models.BooleanField(_("one vote on several sections"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    #: Given out with the form: the second submission of the same form finds it taken.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="council_no_more_votes_than_members_present",
                condition=Q(present__gte=F("yes") + F("no") + F("abstain")),
                violation_error_message=_("More votes than members present."),
            ),
            models.CheckConstraint(
                name="council_adopted_needs_more_yes_than_no",
                condition=~Q(outcome__in=[o.value for o in votes.CARRIED]) | Q(yes__gt=F("no")),
                violation_error_message=_("Adopted needs more votes in favour than against."),
            ),
            models.CheckConstraint(
                name="council_rejected_has_no_majority",
                condition=~Q(outcome=votes.Outcome.REJECTED) | Q(yes__lte=F("no")),
                violation_error_message=_("More votes in favour than against is no rejection."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item}: {self.get_outcome_display()} ({self.yes}:{self.no}:{self.abstain})"

    def clean(self):
        super().clean()
        votes.check(self, self.agenda_item)


class FactionVote(Record):
    """How one faction voted; the parts add up to the whole, or there are none."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="faction_votes")
    faction = models.ForeignKey(Faction, on_delete=models.PROTECT, related_name="+")
    yes = models.PositiveSmallIntegerField(_("yes"), default=0)
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    abstain = models.PositiveSmallIntegerField(_("abstentions"), default=0)

    class Meta:
        verbose_name = _("vote of a faction")
        verbose_name_plural = _("votes of factions")
        ordering = ["decision", "faction__name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "faction"], name="council_faction_once")
        ]

    def __str__(self) -> str:
        return f"{self.faction}: {self.yes}:{self.no}:{self.abstain}"


class DecisionItemQuerySet(RecordQuerySet):
    def light(self) -> Self:
        """Leave the texts in the database, bring what a list shows: for standings and paths."""
        return self.select_related(
            "paper_item__paper",
            "paper_item__page",
            "paper_item__entry_into_force",
            "decision__agenda_item__meeting__organization",
        ).defer("final_snapshot", "paper_item__snapshot")

    def in_force(self) -> Self:
        """Leave out what a later row corrects."""
        return self.filter(decision__corrected_by=None)

    def in_order(self) -> Self:
        """Oldest first; a correction stands where the record stood that it mends."""
        return self.alias(mended=_mended("pk")).order_by("mended", "pk")

    def with_adopting(self) -> Self:
        """Add ``adopting``: false where the vote only confirmed or set aside what was resolved before."""
        return self.annotate(adopting=_mended("is_answer"))

    def resolutions(self) -> Self:
        """The wordings that the council adopted, newest last, without corrected rows."""
        adopted = self.in_force().filter(
            decision__kind=AgendaItem.Role.RESOLUTION, decision__outcome__in=votes.CARRIED
        )
        return adopted.alias(adopting=_mended("is_answer")).filter(adopting=True).in_order()

    def standing(self) -> Self:
        """Leave out what was set aside or annulled after an objection (HGO § 63)."""
        aside = Decision.objects.filter(
            items__paper_item=OuterRef("paper_item"), objections__end__how__in=UNDONE
        )
        return self.filter(~Exists(aside))

    def suspended(self) -> Self:
        """What an objection suspends now."""
        objected = Decision.objects.filter(
            items__paper_item=OuterRef("paper_item"),
            objections__isnull=False,
            objections__end=None,
        )
        return self.filter(Exists(objected))

    def in_effect(self) -> Self:
        """Of the resolutions those that took effect and stand, newest last: the last one is public."""
        entered = self.resolutions().filter(paper_item__entry_into_force__isnull=False)
        return entered.standing()


#: Ends of objections after which a resolution does not hold (``ObjectionEnd.UNDONE``).
UNDONE = ("set_aside", "annulled")


def _mended(field: str) -> Subquery:
    """Return a field of the record that a row mends, or of the row itself.

    A correction keeps agenda item, outcome and section: the oldest such row is what it mends.
    """
    rows = DecisionItem.objects.filter(
        paper_item=OuterRef("paper_item"),
        organization=OuterRef("organization"),
        decision__agenda_item=OuterRef("decision__agenda_item"),
        decision__outcome=OuterRef("decision__outcome"),
    )
    return Subquery(rows.order_by("pk").values(field)[:1])


class DecisionItem(Pinned, Record):
    """What one decision means for one section; an adopted text is pinned here, amended or not."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="items")
    paper_item = models.ForeignKey(
        PaperItem, on_delete=models.PROTECT, related_name="decision_items"
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    #: False for a deferral, a correction and a vote about an objection: those do not answer anew.
    is_answer = models.BooleanField(default=True)
    number = models.CharField(_("version"), max_length=20, blank=True)
    final_revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    final_hash = models.CharField(_("checksum"), max_length=64, blank=True)
    final_snapshot = models.JSONField(_("resolved text"), null=True, blank=True)

    objects = DecisionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("decided section")
        verbose_name_plural = _("decided sections")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "paper_item"], name="council_decision_section_once"
            ),
            models.UniqueConstraint(
                fields=["paper_item", "organization"],
                condition=Q(is_answer=True),
                name="council_body_answers_once",
                violation_error_message=_("This body has already decided on the section."),
            ),
            models.CheckConstraint(
                name="council_resolved_text_is_pinned",
                condition=Q(number="", final_hash="", final_revision=None)
                | (~Q(number="") & ~Q(final_hash="") & Q(final_revision__isnull=False)),
                violation_error_message=_("A resolved text needs its version and its checksum."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} – {self.paper_item}"

    def pin(self) -> tuple[Revision | None, str, Snapshot | None]:
        return self.final_revision, self.final_hash, self.final_snapshot

    def problems(self) -> list[str]:
        """Say what does not match the pin; only an adopted resolution has one, and it must."""
        if not (self.is_resolution or self.number or any(self.pin())):
            return []
        found = super().problems()
        return found if self.number else [gettext("the version is missing"), *found]

    @property
    def is_amended(self) -> bool:
        """Tell whether the council adopted other words than it was given."""
        return bool(self.final_hash) and self.final_hash != self.paper_item.content_hash

    @property
    def is_resolution(self) -> bool:
        """Tell whether the council adopted the section by this row."""
        decision = self.decision
        return decision.kind == Decision.Kind.RESOLUTION and decision.outcome in votes.CARRIED
