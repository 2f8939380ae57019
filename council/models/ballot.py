"""The steering group's ballot: individual votes, an electorate that is fixed when it opens."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from cms.models import User

from .organization import Membership, Organization
from .pinned import FrozenTextLock, PinnedTaskState
from .settings import CouncilSettings, Purpose


class ReviewVote(models.Model):
    """One member's vote; it may be changed while the ballot is open."""

    class Choice(models.TextChoices):
        CONSENT = "consent", _("Consent")
        REQUEST_CHANGES = "request_changes", _("Changes requested")
        ABSTAIN = "abstain", _("Abstention")

    task_state = models.ForeignKey(
        "council.SteeringTaskState", on_delete=models.PROTECT, related_name="votes"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_votes"
    )
    choice = models.CharField(_("vote"), max_length=20, choices=Choice.choices)
    reason = models.TextField(_("reason"), blank=True)
    cast_at = models.DateTimeField(_("cast at"), auto_now=True)

    class Meta:
        verbose_name = _("vote of a member")
        verbose_name_plural = _("votes of members")
        ordering = ["cast_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "person"], name="council_one_vote_per_member"
            ),
            models.CheckConstraint(
                name="council_changes_need_a_reason",
                condition=~Q(choice="request_changes") | ~Q(reason=""),
                violation_error_message=_("Say what should be changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"


class SteeringTaskState(PinnedTaskState):
    """One ballot."""

    purpose = models.CharField(max_length=20, choices=Purpose.choices, editable=False)
    #: Ids of those who may vote, as they were when the ballot opened.
    electorate = models.JSONField(default=list, editable=False)
    due_at = models.DateTimeField(_("deadline"), null=True, editable=False)

    def pin(self) -> None:
        super().pin()
        task = self.task.specific
        members = task.organization.memberships.current().voting().filter(person__is_active=True)
        voters = set(members.values_list("person_id", flat=True))
        if task.exclude_submitter:
            voters.discard(self.workflow_state.requested_by_id)
        self.electorate = sorted(voters)
        if task.days:
            last_day = timezone.localdate() + timedelta(days=task.days)
            self.due_at = timezone.make_aware(datetime.combine(last_day, time(23, 59)))
        self.purpose = CouncilSettings.load().purpose_of(self.workflow_state.workflow_id)

    def tally(self) -> dict[str, int]:
        """Count the votes of this ballot by choice."""
        cast = list(self.votes.values_list("choice", flat=True))
        return {choice: cast.count(choice) for choice in ReviewVote.Choice.values}

    def may_vote(self, person: User) -> bool:
        """Tell whether a person was a voter when the ballot opened, and still is a member."""
        if not person.is_active or person.pk not in self.electorate:
            return False
        members = Membership.objects.current().voting().filter(person=person)
        return members.filter(organization=self.task.specific.organization_id).exists()

    def get_comment(self):
        words = tally_in_words(self.tally())
        return f"{words}. {self.comment}" if self.comment else words


def tally_in_words(tally: Mapping[str, int]) -> str:
    """Return how a ballot ended in the language of now; nothing without numbers."""
    if not tally:
        return ""
    words = _("Consent %(consent)d, changes requested %(changes)d, abstentions %(abstain)d") % {
        "consent": tally["consent"],
        "changes": tally["request_changes"],
        "abstain": tally["abstain"],
    }
    return str(words)


class SteeringTask(Task):
    """The steering group votes one by one; enough consent moves the text on, a request for changes sends it back."""

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("steering group"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": Organization.Kind.STEERING},
    )
    consent_needed = models.PositiveSmallIntegerField(
        _("votes of consent needed"), default=3, validators=[MinValueValidator(1)]
    )
    changes_needed = models.PositiveSmallIntegerField(
        _("requests for changes that send the text back"),
        default=1,
        validators=[MinValueValidator(1)],
    )
    days = models.PositiveSmallIntegerField(
        _("days to vote"),
        null=True,
        blank=True,
        default=14,
        help_text=_(
            "Empty: no deadline. A ballot stays open after its deadline; the clerk is told."
        ),
    )
    remind_days_before = models.PositiveSmallIntegerField(
        _("reminder, days before the deadline"),
        default=3,
        help_text=_("0: no reminder."),
    )
    exclude_submitter = models.BooleanField(_("who submits has no vote"), default=True)

    task_state_class = SteeringTaskState
    lock_class = FrozenTextLock
    admin_form_fields = [
        *Task.admin_form_fields,
        "organization",
        "consent_needed",
        "changes_needed",
        "days",
        "remind_days_before",
        "exclude_submitter",
    ]

    class Meta:
        verbose_name = _("ballot of the steering group")
        verbose_name_plural = _("ballots of the steering group")

    @classmethod
    def get_description(cls):
        return _("The members of the steering group vote one by one; the text is fixed meanwhile.")

    def clean(self):
        """Refuse settings that no ballot of this group could meet, each beside its field."""
        super().clean()
        errors = {}
        if self.days == 0:
            errors["days"] = _("Leave the field empty for no deadline, or give at least one day.")
        elif self.days and self.remind_days_before >= self.days:
            errors["remind_days_before"] = _(
                "The reminder comes before the ballot opens: the deadline is only %(days)d days long."
            ) % {"days": self.days}
        if self.organization_id:
            for name in ("consent_needed", "changes_needed"):
                wanted = getattr(self, name)
                if wanted and wanted > self.voters_at_most():
                    errors[name] = _(
                        "“%(body)s” has only %(voters)d members with a vote; "
                        "%(needed)d votes are never reached."
                    ) % {
                        "body": self.organization,
                        "voters": self.voters_at_most(),
                        "needed": wanted,
                    }
        if errors:
            raise ValidationError(errors)

    def voters_at_most(self) -> int:
        """Return how many can vote at most: members with a vote; in an empty group the statutory number.

        An open ballot keeps its electorate, so the smallest one counts, too.
        """
        members = self.organization.memberships.current().voting().filter(person__is_active=True)
        there = members.values("person").distinct().count()
        open_ballots = SteeringTaskState.objects.filter(
            task_id=self.pk, status=TaskState.STATUS_IN_PROGRESS
        )
        frozen = [len(voters) for voters in open_ballots.values_list("electorate", flat=True)]
        return min([there or self.organization.statutory_members, *frozen])

    def check_ready(self, by: User) -> None:
        """Refuse to open a ballot that nobody could win."""
        members = self.organization.memberships.current().voting().filter(person__is_active=True)
        if self.exclude_submitter:
            members = members.exclude(person=by)
        voters = members.values("person").distinct().count()
        if voters < self.consent_needed:
            raise ValidationError(
                _(
                    "%(needed)d votes of consent are needed, but only %(voters)d members of "
                    "“%(body)s” may vote."
                )
                % {"needed": self.consent_needed, "voters": voters, "body": self.organization}
            )

    def locked_for_user(self, obj, user):
        return True

    def get_actions(self, obj, user):
        """Own names: "approve" would add "and Publish" and let the voter cancel the run."""
        state = obj.current_workflow_task_state
        if not isinstance(state, SteeringTaskState) or state.task_id != self.pk:
            return []
        if not state.may_vote(user):
            return []
        return [
            ("consent", _("Consent"), False),
            ("request_changes", _("Request changes"), True),
            ("abstain", _("Abstain"), False),
        ]

    def on_action(self, task_state, user, action_name, **kwargs):
        """Cast a vote. Wagtail passes on whatever the browser sent: all is checked in the action."""
        from ..actions import cast_vote

        if action_name not in ReviewVote.Choice.values:
            raise PermissionDenied
        cast_vote(
            task_state=task_state,
            choice=action_name,
            reason=str(kwargs.get("comment") or ""),
            by=user,
        )

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Nothing: the desk shows ballots, with our own vote page behind them."""
        return TaskState.objects.none()
