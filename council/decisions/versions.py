"""Versions of a section: 0.1, 0.2 … released, 1.0 resolved, 1.1 … released for the next resolution."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cms.models import User
from cms.snapshots import snapshot_of

from .. import guards
from ..models import DecisionItem, Release, SteeringTaskState
from ..models.pinned import load_revisions
from ..models.settings import Purpose
from . import effect


def resolved_numbers(page_ids: Iterable[int]) -> dict[int, str]:
    """Return the number of the next resolved wording of sections: 1.0, 2.0 …; by page id."""
    page_ids = set(page_ids)
    counts = _resolved_counts(page_ids)
    return {page_id: f"{counts.get(page_id, 0) + 1}.0" for page_id in page_ids}


def released_number(page_id: int) -> str:
    """Return the number of the next consultation version."""
    major = _resolved_counts([page_id]).get(page_id, 0)
    count = Release.objects.filter(page_id=page_id, number__startswith=f"{major}.").count()
    return f"{major}.{count + 1}"


def _resolved_counts(page_ids: Iterable[int]) -> dict[int, int]:
    items = DecisionItem.objects.filter(paper_item__page__in=page_ids, is_answer=True)
    pages = items.exclude(number="").order_by().values_list("paper_item__page")
    return dict(pages.annotate(Count("pk")))


def finish_run(run: WorkflowState, user: User | None) -> None:
    """Make the outcome of a finished run public: the resolved wording, or a consultation version.

    The revision that was decided on goes live, not the latest one, and whoever voted last needs no
    right to publish.
    """
    effect.lock_pages([int(run.object_id)])
    if publish_resolved([run], user):
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
        effect.publish(release.revision, user)


def publish_resolved(runs: Iterable[WorkflowState], user: User | None) -> set[int]:
    """Make public what was resolved in runs, and return the ids of those that resolved something.

    The pages are locked already. All texts are loaded behind that lock, in a few queries.
    """
    rows = DecisionItem.objects.resolutions().filter(paper_item__workflow_state__in=runs)
    rows = rows.select_related("paper_item__paper", "decision").defer("paper_item__snapshot")
    resolutions = {row.paper_item.workflow_state_id: row for row in rows}
    revisions = load_revisions(
        row.final_revision_id for row in resolutions.values() if row.final_revision_id
    )
    for resolution in resolutions.values():
        if resolution.final_revision_id:
            resolution.final_revision = revisions[resolution.final_revision_id]
        _refuse_if(resolution.problems())
    effect.begin(resolutions.values(), user)
    return set(resolutions)


def _release(run: WorkflowState, ballot: SteeringTaskState) -> Release:
    ballot.check_pin()
    release = Release(
        page_id=int(run.object_id),
        number=released_number(int(run.object_id)),
        revision=ballot.revision,
        content_hash=ballot.content_hash,
        snapshot=snapshot_of(ballot.revision),
        votes=ballot.tally(),
        task_state=ballot,
        workflow_state=run,
    )
    release.save()
    _refuse_if(release.problems())
    return release


def _refuse_if(problems: list[str]) -> None:
    if problems:
        raise PermissionDenied("; ".join(problems))
