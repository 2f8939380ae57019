"""The verbs of the route: submit, vote, bring before the bodies, record, withdraw.

Each is one transaction behind the lock of its runs, checks rights and state itself, and leaves
everything as it was when it refuses.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from cms.models import Generation, User
from cms.snapshots import snapshot_of

from .decisions.deciding import record_decision
from .models import (
    CouncilSettings,
    DeliberationTaskState,
    Paper,
    PaperItem,
    ResolvablePage,
    ReviewVote,
    SteeringTaskState,
)
from .models.organization import is_clerk
from .models.pinned import is_current, lock_runs
from .models.settings import Purpose
from .papers.planning import deadline_for, plan_by_route
from .papers.superseding import check_superseding
from .refusals import AlreadyDone

__all__ = [
    "AlreadyDone",
    "cast_vote",
    "create_paper",
    "record_decision",
    "resubmit",
    "submit",
    "withdraw_paper",
]


@transaction.atomic
def submit(*, page: ResolvablePage, purpose: str, by: User) -> WorkflowState:
    """Submit the latest draft of a section to the steering group."""
    Page.objects.select_for_update().get(pk=page.pk)
    page = type(page).objects.get(pk=page.pk)
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("You may not edit this section."))
    if page.locale.language_code != settings.LANGUAGE_CODE or page.alias_of_id:
        raise ValidationError(_("Only the German text is submitted; it is the binding one."))
    if purpose not in Purpose.values:
        raise ValidationError(_("Unknown purpose."))
    if page.current_workflow_state:
        raise AlreadyDone(_("The section is already on its way."))
    workflow = CouncilSettings.load().workflow_for(purpose)
    if workflow is None or not workflow.active:
        raise ValidationError(_("No workflow is set for this purpose."))
    _latest_draft(page, by).check_submittable()
    for task in workflow.tasks.specific():
        task.check_ready(by)
    run = workflow.start(_latest_draft(page, by), by)
    Generation.renew()
    return run


@transaction.atomic
def resubmit(*, page: ResolvablePage, by: User) -> WorkflowState:
    """Submit a section again after the steering group wanted changes; a new ballot opens."""
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("You may not edit this section."))
    waiting = page.current_workflow_state
    run = lock_runs([waiting.pk])[waiting.pk] if waiting else None
    if run is None or run.status != WorkflowState.STATUS_NEEDS_CHANGES:
        raise AlreadyDone(_("The section does not wait for changes."))
    _latest_draft(page, by).check_submittable()
    run.current_task_state.task.specific.check_ready(run.requested_by)
    run.resume(user=by)
    Generation.renew()
    return run


def _latest_draft(page: ResolvablePage, by: User) -> ResolvablePage:
    """Return the page as it was drafted last; a page made in code gets its first revision."""
    if page.latest_revision_id is None:
        page.save_revision(user=by)
    return page.get_latest_revision_as_object()


@transaction.atomic
def cast_vote(*, task_state: TaskState, choice: str, by: User, reason: str = "") -> ReviewVote:
    """Cast, or change, one member's vote; the vote that decides moves the text on."""
    run = lock_runs([task_state.workflow_state_id])[task_state.workflow_state_id]
    ballot = SteeringTaskState.objects.get(pk=task_state.pk)
    ballot.workflow_state = run
    if not ballot.may_vote(by):
        raise PermissionDenied(_("You have no vote in this ballot."))
    if not is_current(ballot, run):
        raise AlreadyDone(_("This ballot is closed."))
    ballot.check_pin()
    vote = ballot.votes.filter(person=by).first() or ReviewVote(task_state=ballot, person=by)
    vote.choice, vote.reason = choice, reason.strip()
    if choice == ReviewVote.Choice.REQUEST_CHANGES and not vote.reason:
        raise ValidationError({"reason": _("Say what should be changed.")})
    vote.full_clean()
    vote.save()
    page = run.content_object.specific
    log(page, "council.vote", user=by, data={"choice": choice}, revision=ballot.revision)

    task, tally = ballot.task.specific, ballot.tally()
    if tally["request_changes"] >= task.changes_needed:
        wishes = ballot.votes.filter(choice=ReviewVote.Choice.REQUEST_CHANGES)
        ballot.reject(user=by, comment="\n".join(wishes.values_list("reason", flat=True)))
        Generation.renew()
    elif tally["consent"] >= task.consent_needed:
        ballot.approve(user=by)
        Generation.renew()
    return vote


@transaction.atomic
def create_paper(
    *, reference: str, title: str, pages: Iterable[Page], by: User, **words: Any
) -> Paper:
    """Bring sections before the bodies; each is pinned to the wording the steering group passed.

    ``words`` are the other fields of the paper: date, resolution_text, reasons, financial_impact,
    supersedes. Its way through the bodies is planned as the workflow has it.
    """
    if not is_clerk(by):
        raise PermissionDenied(_("Papers are created by the clerk of a body."))
    pages = list(pages)
    if not pages:
        raise ValidationError({"pages": _("Choose at least one section.")})
    open_runs = WorkflowState.objects.filter(
        object_id__in=[str(page.pk) for page in pages],
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__deliberationtaskstate__isnull=False,
    )
    runs = {
        int(run.object_id): run
        for run in lock_runs(open_runs.values_list("pk", flat=True)).values()
    }
    paper = Paper(reference=reference, title=title, **words)
    check_superseding(paper)
    paper.full_clean()
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError:  # another paper took the number since it was checked
        taken = paper.unique_error_message(Paper, ("reference",))
        raise AlreadyDone({"reference": taken}) from None
    for position, page in enumerate(pages, start=1):
        item = _pin(paper, position, page, runs.get(page.pk))
        log(
            page.specific,
            "council.paper",
            user=by,
            data={"paper": reference},
            revision=item.revision,
        )
    plan_by_route(paper)
    paper.amendments_until = paper.amendments_until or deadline_for(paper)
    paper.save()
    return paper


def _pin(paper: Paper, position: int, page: Page, run: WorkflowState | None) -> PaperItem:
    state = None
    if run is not None:
        state = DeliberationTaskState.objects.filter(pk=run.current_task_state_id).first()
    if run is None or state is None or not is_current(state, run):
        raise ValidationError(
            {
                "pages": _("“%(section)s” has not passed the steering group.")
                % {"section": page.title}
            }
        )
    other = PaperItem.objects.filter(workflow_state=run).select_related("paper").first()
    if other is not None:
        raise ValidationError(
            {
                "pages": _("“%(section)s” is already in paper %(paper)s.")
                % {"section": page.title, "paper": other.paper.reference}
            }
        )
    state.check_pin()
    item = PaperItem(
        paper=paper,
        position=position,
        page_id=page.pk,
        workflow_state=run,
        revision=state.revision,
        content_hash=state.content_hash,
        snapshot=snapshot_of(state.revision),
    )
    item.full_clean()
    item.save()
    return item


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, by: User) -> Paper:
    """Take a paper back: its open deliberations end, recorded decisions stay."""
    if not is_clerk(by):
        raise PermissionDenied(_("Papers are withdrawn by the clerk of a body."))
    runs = lock_runs(paper.items.values_list("workflow_state_id", flat=True))
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.withdrawn_at:
        raise AlreadyDone(_("The paper is already withdrawn."))
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason of the withdrawal.")})
    still_open = [run for run in runs.values() if run.status == WorkflowState.STATUS_IN_PROGRESS]
    if not still_open:
        raise ValidationError(_("All sections of the paper are decided; nothing can be withdrawn."))
    paper.withdrawn_at, paper.withdrawn_reason = timezone.now(), reason.strip()
    paper.save()
    for run in still_open:
        page = run.content_object.specific
        log(page, "council.withdraw", user=by, data={"paper": paper.reference, "reason": reason})
        run.cancel(user=by)
    Generation.renew()
    return paper
