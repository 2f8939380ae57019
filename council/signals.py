"""Foreign events that would undo what was pinned or decided: they have no other door."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState, WorkflowState, WorkflowTask
from wagtail.signals import pre_page_move

from cms.snapshots import digest_of

from . import citations, guards, notifications
from .decisions.votes import ENDS_ANYWHERE, ENDS_IN_COUNCIL
from .guards import RUNNING
from .models import (
    Decision,
    DecisionItem,
    DeliberationTask,
    DeliberationTaskState,
    Organization,
    PaperItem,
    Release,
    ResolutionTask,
    ResolvablePage,
    SteeringTask,
    SteeringTaskState,
)

OUR_TASKS = (SteeringTask, DeliberationTask, ResolutionTask)


def pinned_hashes(revision_id: int) -> set[str]:
    """Return the checksums that ballots, papers, decisions and releases hold of a revision."""
    found: set[str] = set()
    for state_class in (SteeringTaskState, DeliberationTaskState):
        states = state_class.objects.filter(revision_id=revision_id)
        states = states.exclude(status=TaskState.STATUS_CANCELLED)
        found.update(states.values_list("content_hash", flat=True))
    for pins in (PaperItem, Release):
        rows = pins.objects.filter(revision_id=revision_id)
        found.update(rows.values_list("content_hash", flat=True))
    decided = DecisionItem.objects.filter(final_revision_id=revision_id)
    found.update(decided.values_list("final_hash", flat=True))
    return found


def keep_pinned_revision(sender, instance, raw=False, **kwargs):
    """Autosave rewrites a revision in place: a pinned one must keep its text."""
    if raw or not instance.pk:
        return
    wanted = pinned_hashes(instance.pk)
    if wanted and {digest_of(instance)} != wanted:
        raise PermissionDenied(_("This revision is before a body, released or resolved."))


def keep_running_task(sender, instance, raw=False, **kwargs):
    """Disabling a step skips it and can publish; Wagtail does it on the base class."""
    if raw or not instance.pk or instance.active:
        return
    if not Task.objects.filter(pk=instance.pk, active=True).exists():
        return
    if isinstance(instance.specific, OUR_TASKS) and is_needed(instance.pk):
        raise PermissionDenied(_("Texts are on this route; the step cannot be disabled now."))


def is_busy(task_id: int) -> bool:
    """Tell whether a text is in a step now."""
    return TaskState.objects.filter(
        task_id=task_id, status=TaskState.STATUS_IN_PROGRESS, workflow_state__status__in=RUNNING
    ).exists()


def keep_bodies_of_step(sender, instance, action, reverse, pk_set=None, **kwargs):
    """A body taken out of a step that texts are in would never answer, and nobody would wait."""
    if action not in ("pre_remove", "pre_clear") or reverse or not is_busy(instance.pk):
        return
    present = instance.organizations.all()
    if pk_set is not None:
        present = present.filter(pk__in=pk_set)
    if present.exists():
        raise PermissionDenied(_("Texts are in this step; its bodies stay until they are done."))


def keep_group_of_ballot(sender, instance, raw=False, **kwargs):
    """The electorate is fixed when a ballot opens; so is the group that it comes from."""
    if raw or not instance.pk:
        return
    before = SteeringTask.objects.filter(pk=instance.pk).values_list("organization", flat=True)
    if before.exclude(organization=instance.organization_id).exists() and is_busy(instance.pk):
        raise PermissionDenied(_("Texts are in this step; its bodies stay until they are done."))


def keep_awaited_body(sender, instance, raw=False, **kwargs):
    """A body that a text waits for stays active: nobody else can answer in its place."""
    if raw or not instance.pk or instance.active:
        return
    if Organization.objects.filter(pk=instance.pk, active=True).exists():
        instance.check_not_awaited()


def keep_workflow_task(sender, instance, raw=False, **kwargs):
    """Taking a step out of a workflow lets its runs finish without it."""
    if raw or not instance.pk:
        return
    before = WorkflowTask.objects.filter(pk=instance.pk).select_related("task").first()
    if before is None or not isinstance(before.task.specific, OUR_TASKS):
        return
    stays = kwargs.get("signal") is pre_save and instance.task_id == before.task_id
    if not stays and runs_of(before.workflow_id).exists():
        raise PermissionDenied(_("Texts are on this route; the step cannot be taken out now."))


def runs_of(workflow_id: int) -> QuerySet[WorkflowState]:
    """Return the open runs of a workflow."""
    return WorkflowState.objects.filter(workflow_id=workflow_id, status__in=RUNNING)


def is_needed(task_id: int) -> bool:
    """Tell whether a run is in a step or still has to pass it."""
    workflows = WorkflowTask.objects.filter(task_id=task_id).values("workflow")
    return WorkflowState.objects.filter(workflow__in=workflows, status__in=RUNNING).exists()


def keep_run_with_paper(sender, instance, raw=False, **kwargs):
    """Once a paper exists, only its withdrawal or a decision ends the run."""
    if raw or not instance.pk or instance.status != WorkflowState.STATUS_CANCELLED:
        return
    item = PaperItem.objects.filter(workflow_state_id=instance.pk).select_related("paper").first()
    if item is None or item.paper.withdrawn_at:
        return
    ends = Q(decision__outcome__in=ENDS_ANYWHERE) | Q(
        decision__outcome__in=ENDS_IN_COUNCIL, decision__kind=Decision.Kind.RESOLUTION
    )
    if not item.decision_items.filter(ends).exists():
        raise PermissionDenied(
            _("The text is part of paper %(paper)s; only its withdrawal ends the deliberation.")
            % {"paper": item.paper.reference}
        )


def keep_place(sender, instance, **kwargs):
    """A page before the bodies, or above one, stays where it is; reordering is no move."""
    before, after = kwargs["parent_page_before"], kwargs["parent_page_after"]
    if before.pk != after.pk and guards.proceedings_below(instance):
        raise PermissionDenied(_("The page or a page below it is part of proceedings."))


def keep_public_row(sender, instance, raw=False, update_fields=None, **kwargs):
    """A section handled as a plain page would pass by its own ``save()``."""
    if raw or not instance.pk or update_fields is not None or instance._state.adding:
        return
    model = instance.specific_class
    if model is None or not issubclass(model, ResolvablePage):
        return
    before = Page.objects.filter(pk=instance.pk).values("title", "live", "live_revision_id").get()
    if any(getattr(instance, name) != value for name, value in before.items()):
        raise guards.NotResolved(_("Change a section as a section, not as a plain page."))


def connect() -> None:
    """Listen to Wagtail; called once at start-up."""
    pre_save.connect(keep_pinned_revision, sender=Revision, dispatch_uid="council_revision")
    for model in (Task, *OUR_TASKS):
        uid = f"council_task_{model.__name__}"
        pre_save.connect(keep_running_task, sender=model, dispatch_uid=uid)
    for signal in (pre_save, pre_delete):
        signal.connect(keep_workflow_task, sender=WorkflowTask, dispatch_uid="council_workflow")
    pre_save.connect(keep_run_with_paper, sender=WorkflowState, dispatch_uid="council_run")
    pre_save.connect(keep_public_row, sender=Page, dispatch_uid="council_page")
    pre_save.connect(keep_group_of_ballot, sender=SteeringTask, dispatch_uid="council_group")
    pre_save.connect(keep_awaited_body, sender=Organization, dispatch_uid="council_body")
    for model in citations.media_models():
        pre_save.connect(citations.keep_file, sender=model, dispatch_uid="council_file")
        citations.keep_where_cited(model)
    bodies = DeliberationTask.organizations.through
    m2m_changed.connect(keep_bodies_of_step, sender=bodies, dispatch_uid="council_bodies")
    pre_page_move.connect(keep_place, dispatch_uid="council_move")
    notifications.connect()
