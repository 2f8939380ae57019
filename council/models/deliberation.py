"""The bodies deliberate side by side; the council resolves."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from cms.models import User

from .decision import DecisionItem
from .organization import Organization
from .pinned import FrozenTextLock, PinnedTaskState


class DeliberationTaskState(PinnedTaskState):
    """One text before one or several bodies."""

    def answers(self):
        """Return what the bodies of this step have answered about this run."""
        bodies = self.task.specific.organizations.all()
        return DecisionItem.objects.filter(
            paper_item__workflow_state_id=self.workflow_state_id,
            organization__in=bodies,
            is_answer=True,
        )

    def waits_for(self):
        """Return the bodies that have not answered yet."""
        answered = self.answers().values("organization")
        return self.task.specific.organizations.exclude(pk__in=answered)

    def get_comment(self):
        return self.comment_on(self.answers().light().order_by("pk"))

    def comment_on(self, answers: Iterable[DecisionItem]) -> str:
        """Put answers into one line; those of other steps are left out."""
        bodies = {body.pk for body in self.task.specific.organizations.all()}
        mine = [answer for answer in answers if answer.organization_id in bodies]
        return "; ".join(str(answer.decision) for answer in mine)


class DeliberationTask(Task):
    """Done when every body has answered; a “no” is a recommendation and never stops the run."""

    organizations = models.ManyToManyField(Organization, verbose_name=_("bodies"), related_name="+")

    task_state_class = DeliberationTaskState
    lock_class = FrozenTextLock
    admin_form_fields = [*Task.admin_form_fields, "organizations"]
    #: Whether the decision in this step is the resolution itself.
    resolves = False

    class Meta:
        verbose_name = _("deliberation in bodies")
        verbose_name_plural = _("deliberations in bodies")

    @classmethod
    def get_description(cls):
        return _("Magistrat, committees or advisory boards deliberate; the clerk records it.")

    def check_ready(self, by: User) -> None:
        """Refuse to start a step that no body could finish."""
        if not self.organizations.exists():
            raise ValidationError(_("The step “%(step)s” has no body yet.") % {"step": self.name})

    def locked_for_user(self, obj, user):
        return True

    def on_action(self, task_state, user, action_name, **kwargs):
        """Refuse: decisions are recorded on the agenda item, with the paper and the votes at hand."""
        raise PermissionDenied

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Nothing: the desk leads to the agenda item."""
        return TaskState.objects.none()


class ResolutionTask(DeliberationTask):
    """The city council resolves; its decision is the door to the public."""

    resolves = True

    class Meta:
        verbose_name = _("resolution by the council")
        verbose_name_plural = _("resolutions by the council")

    @classmethod
    def get_description(cls):
        return _("The city council resolves; the adopted wording goes live.")
