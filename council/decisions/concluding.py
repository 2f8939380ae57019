"""Ending a step for many runs by one vote, as Wagtail's ``TaskState.approve()`` does for one.

The engine looks up page, revision, step and route anew for every run, and ends each by itself. Here
what is the same for all is asked once; what starts or ends is told to the same receivers.
"""

from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.models import Task, TaskState, WorkflowState, WorkflowTask
from wagtail.signals import task_approved, workflow_approved

from cms.logbook import note
from cms.models import User

from ..models import DecisionItem, DeliberationTask, DeliberationTaskState
from .versions import publish_resolved


def answers_of(states: list[DeliberationTaskState]) -> dict[int, list[DecisionItem]]:
    """Return what bodies have answered in the runs of steps, by run; one query."""
    runs = [state.workflow_state_id for state in states]
    found: dict[int, list[DecisionItem]] = {run: [] for run in runs}
    rows = DecisionItem.objects.filter(paper_item__workflow_state__in=runs, is_answer=True)
    for row in rows.light().order_by("pk"):
        found[row.paper_item.workflow_state_id].append(row)
    return found


def conclude(states: list[DeliberationTaskState], by: User) -> None:
    """Approve steps that all their bodies have answered; start the next step of each run, or end it.

    Runs, and the pages of those that end, are locked; each state was loaded behind these locks with
    its run, step and revision.
    """
    answers = answers_of(states)
    states = [state for state in states if _is_complete(state, answers[state.workflow_state_id])]
    now = timezone.now()
    for state in states:
        state.status, state.finished_at = TaskState.STATUS_APPROVED, now
        state.finished_by, state.comment = by, ""
    TaskState.objects.filter(pk__in=[state.pk for state in states]).update(
        status=TaskState.STATUS_APPROVED, finished_at=now, finished_by=by, comment=""
    )
    following = _next_tasks(states)
    done = []
    for state in states:
        run, task = state.workflow_state, following[state.workflow_state_id]
        _log(state, task, answers[run.pk], by)
        if task is None:
            done.append(run)
        else:
            run.update(user=by, next_task=task)
    _finish(done, by)
    for state in states:
        task_approved.send(sender=type(state), instance=state, user=by)


def _is_complete(state: DeliberationTaskState, answers: list[DecisionItem]) -> bool:
    answered = {answer.organization_id for answer in answers}
    return {body.pk for body in state.task.organizations.all()} <= answered


def _next_tasks(states: list[DeliberationTaskState]) -> dict[int, Task | None]:
    """Return what comes next in each run, as the engine's ``get_next_task()`` would."""
    routes: dict[int, list[Task]] = {}
    steps = WorkflowTask.objects.filter(
        workflow__in={state.workflow_state.workflow_id for state in states}, task__active=True
    )
    tasks = {task.pk: task for task in Task.objects.filter(workflow_tasks__in=steps).specific()}
    prefetch_related_objects(
        [task for task in tasks.values() if isinstance(task, DeliberationTask)], "organizations"
    )
    for step in steps.order_by("sort_order"):
        routes.setdefault(step.workflow_id, []).append(tasks[step.task_id])
    passed = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)
    rows = TaskState.objects.filter(
        workflow_state__in=[state.workflow_state_id for state in states], status__in=passed
    )
    done = set(rows.values_list("workflow_state", "task"))
    return {
        run.pk: next(
            (t for t in routes.get(run.workflow_id, []) if (run.pk, t.pk) not in done), None
        )
        for run in (state.workflow_state for state in states)
    }


def _log(
    state: DeliberationTaskState, following: Task | None, answers: list[DecisionItem], by: User
) -> None:
    """Log what ``TaskState.log_state_change_action()`` logs."""
    run, task = state.workflow_state, state.task
    note(
        state.revision.content_object,
        "wagtail.workflow.approve",
        user=by,
        revision=state.revision,
        data={
            "workflow": {
                "id": run.workflow_id,
                "title": run.workflow.name,
                "status": state.status,
                "task_state_id": state.pk,
                "task": {"id": task.pk, "title": task.name},
                "next": {"id": following.pk, "title": following.name} if following else None,
            },
            "comment": state.comment_on(answers),
        },
    )


def _finish(runs: list[WorkflowState], by: User) -> None:
    """End runs as the engine's ``finish()`` does: approved, then public, then told."""
    ids = [run.pk for run in runs]
    WorkflowState.objects.filter(pk__in=ids).update(status=WorkflowState.STATUS_APPROVED)
    for run in runs:
        run.status = WorkflowState.STATUS_APPROVED
    resolved = publish_resolved(runs, by) if runs else set()
    for run in runs:
        if run.pk not in resolved:
            run.on_finish(user=by)  # no resolution: the one door says what becomes of it
        workflow_approved.send(sender=WorkflowState, instance=run, user=by)
