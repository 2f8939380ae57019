"""Versions of a section: 0.1, 0.2 … released, 1.0 resolved, 1.1 … released for the next resolution."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cms.models import User
from cms.snapshots import snapshot

from . import effect, guards
from .models import DecisionItem, Release, SteeringTaskState
from .models.settings import Purpose


def resolved_number(page_id: int) -> str:
    """Return the number of the next resolved wording: 1.0, 2.0 …"""
    return f"{_resolved_count(page_id) + 1}.0"


def released_number(page_id: int) -> str:
    """Return the number of the next consultation version."""
    major = _resolved_count(page_id)
    count = Release.objects.filter(page_id=page_id, number__startswith=f"{major}.").count()
    return f"{major}.{count + 1}"


def _resolved_count(page_id: int) -> int:
    items = DecisionItem.objects.filter(paper_item__page_id=page_id, is_answer=True)
    return items.exclude(number="").count()


def finish_run(run: WorkflowState, user: User | None) -> None:
    """Make the outcome of a finished run public: the resolved wording, or a consultation version.

    The revision that was decided on goes live, not the latest one, and whoever voted last needs no
    right to publish.
    """
    effect.lock_pages([int(run.object_id)])
    resolved = DecisionItem.objects.resolutions().filter(paper_item__workflow_state=run)
    resolution = resolved.select_related("paper_item", "decision", "final_revision").last()
    if resolution is not None:
        _refuse_if(resolution.problems())
        effect.begin(resolution, user)
        return
    ballot = SteeringTaskState.objects.filter(
        workflow_state=run, status=TaskState.STATUS_APPROVED
    ).last()
    if ballot is None or ballot.purpose != Purpose.RELEASE:
        # Somebody disabled or removed the step that decides.
        raise PermissionDenied(_("No decision is recorded for this text; nothing was published."))
    release = _release(run, ballot)
    if guards.live_pin(release.page_id) == (release.revision_id, release.content_hash):
        # A resolution in force stays in its place; the release is read beside it.
        release.revision.publish(user=user, skip_permission_checks=True)


def _release(run: WorkflowState, ballot: SteeringTaskState) -> Release:
    ballot.check_pin()
    release = Release(
        page_id=int(run.object_id),
        number=released_number(int(run.object_id)),
        revision=ballot.revision,
        content_hash=ballot.content_hash,
        snapshot=snapshot(ballot.revision.as_object()),
        reason=ballot.get_comment(),
        task_state=ballot,
        workflow_state=run,
    )
    release.save()
    _refuse_if(release.problems())
    return release


def _refuse_if(problems: list[str]) -> None:
    if problems:
        raise PermissionDenied("; ".join(problems))
