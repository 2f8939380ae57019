"""Who decides: the bodies of the town, and the people in them (OParl: Organization, Membership)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import TaskState, WorkflowState

from cms.models import Shown, User

from .grounds import Grounds

CLERK_HAS_NO_VOTE = _(
    "A clerk has no vote; a member who also keeps the records has two memberships."
)


class Organization(Shown):
    """A body: the steering group, the Magistrat, a committee, an advisory board or the council."""

    class Kind(models.TextChoices):
        STEERING = "steering", _("Steering group")
        MAGISTRATE = "magistrate", _("Magistrat")
        COMMITTEE = "committee", _("Committee")
        ADVISORY = "advisory", _("Advisory board")
        COUNCIL = "council", _("City council")

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    statutory_members = models.PositiveSmallIntegerField(
        _("statutory number of members"),
        help_text=_("The quorum is counted from this number (HGO § 53)."),
    )
    active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Body")
        verbose_name_plural = _("bodies")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="council_organization_has_members",
                condition=Q(statutory_members__gt=0),
                violation_error_message=_("A body has at least one member."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        if self.pk and not self.active:
            self.check_not_awaited()

    def check_not_awaited(self) -> None:
        """Refuse while a text is in a step of this body and the body has not answered."""
        from .ballot import SteeringTaskState
        from .deliberation import DeliberationTaskState

        now = {
            "status": TaskState.STATUS_IN_PROGRESS,
            "workflow_state__status": WorkflowState.STATUS_IN_PROGRESS,
        }
        ballots = SteeringTaskState.objects.filter(task__steeringtask__organization=self, **now)
        steps = DeliberationTaskState.objects.filter(
            task__deliberationtask__organizations=self, **now
        )
        if ballots.exists() or any(step.waits_for().filter(pk=self.pk).exists() for step in steps):
            raise ValidationError(
                {"active": _("Texts wait for this body; it stays active until it has answered.")}
            )

    @property
    def label(self) -> str:
        """Return the short name where there is one."""
        return self.short_name or self.name


class Faction(Shown):
    """Members of one body who work together (Fraktion, HGO § 36a); OParl: an Organization of its own."""

    organization = models.ForeignKey(
        Organization, verbose_name=_("Body"), on_delete=models.PROTECT, related_name="factions"
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("faction")
        verbose_name_plural = _("factions")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="council_faction_name_once",
                violation_error_message=_("This body already has a faction with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Return the short name where there is one."""
        return self.short_name or self.name


class MembershipQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> Self:
        """Memberships that hold on a day (today); ``until`` is the last day."""
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def clerks(self) -> Self:
        return self.filter(role=Membership.Role.CLERK)

    def voting(self) -> Self:
        return self.filter(votes=True)


class Membership(Grounds):
    """One person's place in one body, for a time. Rights follow from it and end with it.

    Who has acted as a member keeps the place on record: it ends, it is not deleted.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        CHAIR = "chair", _("Chair")
        DEPUTY = "deputy", _("Deputy chair")
        CLERK = "clerk", _("Clerk (records decisions)")

    organization = models.ForeignKey(
        Organization, verbose_name=_("Body"), on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    faction = models.ForeignKey(
        Faction,
        verbose_name=_("faction"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    votes = models.BooleanField(_("has a vote"), default=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day."))

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()
    settled = ("organization", "person")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organization", "role", "person"]
        constraints = [
            models.CheckConstraint(
                name="council_membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("A membership cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="council_clerk_has_no_vote",
                condition=~Q(role="clerk") | Q(votes=False),
                violation_error_message=CLERK_HAS_NO_VOTE,
            ),
            models.UniqueConstraint(
                fields=["organization", "person", "role", "since"],
                name="council_membership_once",
                violation_error_message=_(
                    "This person already has this role in the body from this day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organization} ({self.get_role_display()})"

    def __init__(self, *args, **kwargs):
        if kwargs.get("role") == self.Role.CLERK:
            kwargs.setdefault("votes", False)
        super().__init__(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.is_decided_on():
            raise PermissionDenied(
                _("This person has acted as a member; let the membership end instead.")
            )
        return super().delete(*args, **kwargs)

    def is_decided_on(self) -> bool:
        """Tell whether the person voted, proposed or recorded anything in this body."""
        from .amendment import Amendment, AmendmentVote
        from .ballot import ReviewVote
        from .decision import Decision

        place = Membership.objects.filter(pk=self.pk).values("person", "organization").first()
        if place is None:
            return False
        person, body = place["person"], place["organization"]
        ballots = ReviewVote.objects.filter(
            person=person, task_state__task__steeringtask__organization=body
        )
        proposed = Amendment.objects.filter(
            submitted_by=person, paper__consultations__organization=body
        )
        records = [
            model.objects.filter(recorded_by=person, agenda_item__meeting__organization=body)
            for model in (Decision, AmendmentVote)
        ]
        return any(found.exists() for found in (ballots, proposed, *records))

    def clean(self):
        super().clean()
        if self.role == self.Role.CLERK and self.votes:
            raise ValidationError({"votes": CLERK_HAS_NO_VOTE})
        if self.faction_id and self.faction.organization_id != self.organization_id:
            raise ValidationError({"faction": _("This faction belongs to another body.")})


def is_clerk(person: User, organization: Organization | None = None) -> bool:
    """Tell whether a person keeps the records of a body (of any body, if none is named) today."""
    if not person.is_active:
        return False
    places = Membership.objects.current().clerks().filter(person=person)
    if organization is not None:
        places = places.filter(organization=organization)
    return places.exists()
