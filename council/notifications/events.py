"""What the workflow engine announces. Wagtail sends no mail for task states of our own kind."""

from typing import Any

from django.urls import reverse
from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import (
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from cms.models import User

from ..models import (
    DecisionItem,
    DeliberationTaskState,
    PaperItem,
    ResolvablePage,
    SteeringTaskState,
)
from .telling import clerks_of, tell


class Elsewhere:
    """Keep Wagtail's own workflow mails to pages that no body resolves; they leave before the commit."""

    def can_handle(self, instance, **kwargs):
        return super().can_handle(instance, **kwargs) and not is_ours(instance)


class SubmittedElsewhere(Elsewhere, WorkflowStateSubmissionEmailNotifier):
    """Something was submitted that no body resolves."""


class RejectedElsewhere(Elsewhere, WorkflowStateRejectionEmailNotifier):
    """Something was sent back that no body resolves."""


class ApprovedElsewhere(Elsewhere, WorkflowStateApprovalEmailNotifier):
    """Something was approved that no body resolves."""


def is_ours(run: WorkflowState) -> bool:
    """Tell whether a run carries a page that bodies resolve."""
    content = run.content_object
    return isinstance(getattr(content, "specific", content), ResolvablePage)


def connect() -> None:
    """Listen to the workflow engine; called once at start-up."""
    for signal, notifier, name in (
        (workflow_submitted, SubmittedElsewhere(), "submitted"),
        (workflow_rejected, RejectedElsewhere(), "rejected"),
        (workflow_approved, ApprovedElsewhere(), "approved"),
    ):
        # Wagtail's own uid: whoever comes second is not connected.
        uid = f"workflow_state_{name}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)
        signal.connect(notifier, sender=WorkflowState, dispatch_uid=uid, weak=False)
    for signal, receiver, sender in (
        (task_submitted, ballot_opened, SteeringTaskState),
        (task_submitted, deliberation_begun, DeliberationTaskState),
        (task_rejected, changes_wanted, SteeringTaskState),
        (workflow_approved, gone_public, WorkflowState),
        (workflow_cancelled, run_ended, WorkflowState),
    ):
        uid = f"council_mail_{receiver.__name__}"
        signal.connect(receiver, sender=sender, dispatch_uid=uid)


def ballot_opened(
    sender: Any, instance: SteeringTaskState, user: User | None = None, **kwargs: Any
) -> None:
    """Ask the voters for their votes."""
    tell(
        "ballot",
        to=User.objects.filter(pk__in=instance.electorate),
        key=f"ballot:{instance.pk}",
        title=instance.revision.object_str,
        url=reverse("council_ballot", args=[instance.pk]),
        due=instance.due_at.isoformat() if instance.due_at else "",
        bodies=[instance.task.specific.organization_id],
    )


def deliberation_begun(
    sender: Any, instance: DeliberationTaskState, user: User | None = None, **kwargs: Any
) -> None:
    """Tell the clerks of the bodies whose turn it is."""
    bodies = [body.pk for body in instance.task.specific.organizations.all()]
    item = PaperItem.objects.light().filter(workflow_state_id=instance.workflow_state_id).first()
    tell(
        "deliberation",
        to=clerks_of(bodies),
        key=f"step:{instance.pk}",
        title=instance.revision.object_str,
        url=reverse("council_paper", args=[item.paper_id])
        if item
        else reverse("council_paper_add"),
        step=instance.task.name,
        bodies=bodies,
        clerks=True,
    )


def changes_wanted(
    sender: Any, instance: SteeringTaskState, user: User | None = None, **kwargs: Any
) -> None:
    """Tell who submitted the text what the steering group wants changed."""
    run = instance.workflow_state
    tell(
        "changes",
        to=User.objects.filter(pk=run.requested_by_id),
        key=f"ballot:{instance.pk}",
        title=instance.revision.object_str,
        url=reverse("wagtailadmin_pages:edit", args=[run.object_id]),
        reasons=instance.comment,
    )


def run_ended(
    sender: Any, instance: WorkflowState, user: User | None = None, **kwargs: Any
) -> None:
    """Tell who submitted the text that a body, or a withdrawal, ended its way."""
    if is_ours(instance) and (user is None or user.pk != instance.requested_by_id):
        _tell_submitter("ended", instance)


def gone_public(
    sender: Any, instance: WorkflowState, user: User | None = None, **kwargs: Any
) -> None:
    """Tell who submitted the text that it reached its goal, or when it will."""
    if not is_ours(instance):
        return
    resolved = DecisionItem.objects.resolutions().filter(
        paper_item__workflow_state=instance, paper_item__entry_into_force=None
    )
    later = resolved.values_list("decision__effective_on", flat=True).last()
    if later:
        _tell_submitter("resolved", instance, day=later.isoformat())
    else:
        _tell_submitter("public", instance)


def in_force(item: DecisionItem) -> None:
    """Tell who submitted the text that its day has come: what was resolved is public."""
    _tell_submitter("public", item.paper_item.workflow_state)


def _tell_submitter(kind: str, run: WorkflowState, **context: Any) -> None:
    page = run.content_object
    tell(
        kind,
        to=User.objects.filter(pk=run.requested_by_id),
        key=f"run:{run.pk}",
        title=page.draft_title,
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        **context,
    )
