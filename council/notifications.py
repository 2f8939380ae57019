"""Mail: something waits for you. Wagtail sends none for task states of our own kind."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
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
from wagtail.users.models import UserProfile

from cms.models import User

from .models import (
    DeliberationTaskState,
    Membership,
    PaperItem,
    ResolvablePage,
    SteeringTaskState,
)


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
    send(
        "ballot",
        to=User.objects.filter(pk__in=instance.electorate),
        title=instance.revision.object_str,
        url=reverse("council_ballot", args=[instance.pk]),
    )


def deliberation_begun(
    sender: Any, instance: DeliberationTaskState, user: User | None = None, **kwargs: Any
) -> None:
    """Tell the clerks of the bodies whose turn it is."""
    places = Membership.objects.current().clerks()
    places = places.filter(organization__in=instance.task.specific.organizations.all())
    item = PaperItem.objects.filter(workflow_state_id=instance.workflow_state_id).first()
    send(
        "deliberation",
        to=User.objects.filter(pk__in=places.values("person")),
        title=instance.revision.object_str,
        url=reverse("council_paper", args=[item.paper_id])
        if item
        else reverse("council_paper_add"),
        step=instance.task.name,
    )


def changes_wanted(
    sender: Any, instance: SteeringTaskState, user: User | None = None, **kwargs: Any
) -> None:
    """Tell who submitted the text what the steering group wants changed."""
    run = instance.workflow_state
    send(
        "changes",
        to=User.objects.filter(pk=run.requested_by_id),
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
    """Tell who submitted the text that it reached its goal."""
    if is_ours(instance):
        _tell_submitter("public", instance)


def _tell_submitter(kind: str, run: WorkflowState) -> None:
    page = run.content_object
    send(
        kind,
        to=User.objects.filter(pk=run.requested_by_id),
        title=page.draft_title,
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )


def send(kind: str, *, to: Iterable[User], title: str, url: str, **context: Any) -> None:
    """Send one kind of mail, in each person's language, once the transaction holds."""
    context |= {"title": title, "url": f"{settings.WAGTAILADMIN_BASE_URL}{url}"}
    letters = []
    for person in to:
        profile = UserProfile.objects.filter(user=person).first()
        wants = profile is None or profile.submitted_notifications
        if not (person.is_active and person.email and wants):
            continue
        language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
        with override(language):
            subject = _("%(subject)s: %(title)s") % {"subject": subject_of(kind), "title": title}
            text = render_to_string(f"council/mail/{kind}.txt", {**context, "person": person})
        letters.append((" ".join(subject.split()), str(text), person.email))
    transaction.on_commit(lambda: _post(letters), robust=True)


def subject_of(kind: str) -> str:
    """Return the subject line of a kind of mail."""
    return {
        "ballot": _("Your vote is wanted"),
        "deliberation": _("A text is before the bodies"),
        "changes": _("Changes requested"),
        "ended": _("The deliberation has ended"),
        "public": _("The text is public"),
    }[kind]


def _post(letters: list[tuple[str, str, str]]) -> None:
    for subject, text, address in letters:
        send_mail(subject, text, None, [address])
