"""Where a section stands, in words, for the public and the editing interface; derived, never stored.

However many sections are asked about, the number of queries stays the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from .guards import RUNNING
from .models import Decision, DecisionItem, DeliberationTask, Organization, Release
from .votes import CARRIED, Outcome


class Code(TextChoices):
    """Where a section can stand."""

    DRAFT = "draft", _("Draft")
    STEERING = "steering", _("With the steering group")
    RELEASED = "released", _("Released for participation")
    DELIBERATION = "deliberation", _("In deliberation")
    COUNCIL = "council", _("Before the city council")
    RESOLVED = "resolved", _("Resolved")
    RESOLVED_AMENDED = "resolved_amended", _("Resolved with amendments")
    REFERRED_BACK = "referred_back", _("Referred back")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DEFERRED = "deferred", _("Deferred")


@dataclass(frozen=True)
class Standing:
    """Where one section stands now, what is in force, and the way it took."""

    code: str = Code.DRAFT
    waiting_for: tuple[str, ...] = ()
    since: datetime | None = None
    #: The newest wording that the council adopted; it stays in force while a later draft is on its way.
    resolution: DecisionItem | None = None
    #: The newest consultation version.
    release: Release | None = None
    #: Everything the bodies decided about the section, oldest first.
    decisions: tuple[DecisionItem, ...] = ()
    #: Consultation versions, oldest first.
    releases: tuple[Release, ...] = ()
    #: The steering group requests changes before it goes on.
    needs_changes: bool = False

    @property
    def label(self) -> str:
        """Return the standing in words."""
        return str(Code(self.code).label)


def standings(pages: Iterable[Page | int]) -> dict[int, Standing]:
    """Return the standing of sections, by page id; a translation stands where its German text does."""
    sources = _sources(pages)
    wanted = set(sources.values())
    found = {
        page_id: _standing(run, decisions, releases, bodies)
        for page_id, run, decisions, releases, bodies in _facts(wanted)
    }
    return {page_id: found.get(source, Standing()) for page_id, source in sources.items()}


def standing_of(page: Page) -> Standing:
    """Return the standing of one section."""
    return standings([page])[page.pk]


def _sources(pages: Iterable[Page | int]) -> dict[int, int]:
    """Return, by page id, the id of the German page; German page objects cost no query."""
    pages = list(pages)
    sources: dict[int, int] = {}
    unknown: list[int] = []
    for page in pages:
        if isinstance(page, int):
            unknown.append(page)
        elif page.locale.language_code == settings.LANGUAGE_CODE and not page.alias_of_id:
            sources[page.pk] = page.pk
        else:
            unknown.append(page.pk)
    if unknown:
        keys = Page.objects.filter(pk__in=unknown).values("translation_key")
        family = Page.objects.filter(translation_key__in=keys).values_list(
            "pk", "translation_key", "locale__language_code", "alias_of"
        )
        rows = list(family)
        german = {key: pk for pk, key, code, alias in rows if code == settings.LANGUAGE_CODE and not alias}  # fmt: skip
        sources |= {
            pk: german.get(key, pk) for pk, key, _code, _alias in rows if pk in set(unknown)
        }
    return sources


def _facts(page_ids: set[int]) -> Iterable[tuple[int, Any, list, list, dict]]:
    """Fetch what is known about sections: runs, decisions, releases, and the bodies of each step."""
    runs: dict[int, WorkflowState] = {}
    newest_last = (
        WorkflowState.objects.filter(
            object_id__in=[str(pk) for pk in page_ids],
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
        )
        .select_related(
            "current_task_state__task__steeringtask__organization",
            "current_task_state__task__deliberationtask__resolutiontask",
            "paper_item__paper",
        )
        .defer("paper_item__snapshot")
        .order_by("pk")
    )
    for run in newest_last:
        runs[int(run.object_id)] = run
    decisions: dict[int, list[DecisionItem]] = {}
    decided = DecisionItem.objects.light().filter(paper_item__page_id__in=page_ids)
    for item in decided.in_order():
        decisions.setdefault(item.paper_item.page_id, []).append(item)
    releases: dict[int, list[Release]] = {}
    for release in Release.objects.light().filter(page_id__in=page_ids):
        releases.setdefault(release.page_id, []).append(release)
    bodies = _bodies_of(runs.values())
    for page_id in page_ids:
        yield (
            page_id,
            runs.get(page_id),
            decisions.get(page_id, []),
            releases.get(page_id, []),
            bodies,
        )


def _bodies_of(runs: Iterable[WorkflowState]) -> dict[int, list[Organization]]:
    """Return the bodies of each step that a run is in, by the id of the step."""
    tasks = {
        run.current_task_state.task_id
        for run in runs
        if run.status == WorkflowState.STATUS_IN_PROGRESS and _deliberates(run)
    }
    if not tasks:
        return {}
    bodies: dict[int, list[Organization]] = {}
    links = DeliberationTask.organizations.through.objects.filter(deliberationtask__in=tasks)
    for link in links.select_related("organization").order_by("organization__name"):
        bodies.setdefault(link.deliberationtask_id, []).append(link.organization)
    return bodies


def _deliberates(run: WorkflowState) -> bool:
    return run.current_task_state is not None and hasattr(
        run.current_task_state.task, "deliberationtask"
    )


def _standing(
    run: WorkflowState | None,
    decisions: list[DecisionItem],
    releases: list[Release],
    bodies: dict[int, list[Organization]],
) -> Standing:
    corrected = {item.decision.corrects_id for item in decisions}
    valid = [item for item in decisions if item.decision_id not in corrected]
    adopted = [
        item
        for item in valid
        if item.decision.kind == Decision.Kind.RESOLUTION and item.decision.outcome in CARRIED
    ]
    common = {
        "resolution": adopted[-1] if adopted else None,
        "release": releases[-1] if releases else None,
        "decisions": tuple(valid),
        "releases": tuple(releases),
    }
    if run is not None and run.status in RUNNING:
        # A correction does not answer anew: what it corrects is still the body's answer.
        answered = {item.organization_id for item in decisions if _answers(item, run)}
        return _on_its_way(run, valid, answered, bodies, common)
    if run is not None and run.status == WorkflowState.STATUS_CANCELLED:
        ended = _ended(run, valid, common)
        if ended:
            return ended
    return _at_rest(common)


def _answers(item: DecisionItem, run: WorkflowState) -> bool:
    return item.is_answer and item.paper_item.workflow_state_id == run.pk


def _on_its_way(
    run: WorkflowState, decisions: list, answered: set[int], bodies: dict, common: dict
) -> Standing:
    state = run.current_task_state
    since = state.started_at
    if run.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing(Code.DRAFT, (), state.finished_at, needs_changes=True, **common)
    if not _deliberates(run):
        group = (state.task.steeringtask.organization.label,)
        return Standing(Code.STEERING, group, since, **common)
    of_run = [item for item in decisions if item.paper_item.workflow_state_id == run.pk]
    waits = [body for body in bodies.get(state.task_id, []) if body.pk not in answered]
    names = tuple(body.label for body in waits)
    if of_run and of_run[-1].decision.outcome == Outcome.DEFERRED:
        last = of_run[-1]
        if last.organization_id in {body.pk for body in waits}:
            return Standing(Code.DEFERRED, names, _day(last), **common)
    resolves = hasattr(state.task.deliberationtask, "resolutiontask")
    return Standing(Code.COUNCIL if resolves else Code.DELIBERATION, names, since, **common)


def _ended(run: WorkflowState, decisions: list, common: dict) -> Standing | None:
    """Return how a run ended before its goal; None when the submitter called it back."""
    for item in reversed(decisions):
        if item.paper_item.workflow_state_id != run.pk:
            continue
        if item.decision.outcome == Outcome.REFERRED_BACK:
            return Standing(Code.REFERRED_BACK, (), _day(item), **common)
        if (item.decision.kind, item.decision.outcome) == (
            Decision.Kind.RESOLUTION,
            Outcome.REJECTED,
        ):
            return Standing(Code.REJECTED, (), _day(item), **common)
    paper_item = getattr(run, "paper_item", None)
    if paper_item is not None and paper_item.paper.withdrawn_at:
        return Standing(Code.WITHDRAWN, (), paper_item.paper.withdrawn_at, **common)
    return None


def _at_rest(common: dict) -> Standing:
    resolution, release = common["resolution"], common["release"]
    if resolution is not None:
        code = Code.RESOLVED_AMENDED if resolution.is_amended else Code.RESOLVED
        return Standing(code, (), _day(resolution), **common)
    if release is not None:
        return Standing(Code.RELEASED, (), release.released_at, **common)
    return Standing(**common)


def _day(item: DecisionItem) -> datetime:
    """Return when the body met; the day of recording says nothing to the public."""
    return item.decision.agenda_item.meeting.start
