"""What is known about sections, fetched for a standing: as many queries for forty as for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count
from wagtail.models import Page, WorkflowState

from .models import (
    Amendment,
    Decision,
    DecisionItem,
    DeliberationTask,
    Objection,
    Organization,
    Release,
)


@dataclass
class Facts:
    """What happened to one section, everything oldest first."""

    #: The newest run.
    run: WorkflowState | None = None
    #: Each with ``adopting``: false where a vote only confirmed or set aside.
    decisions: list[DecisionItem] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    #: By the id of the decision that was objected to.
    objections: dict[int, list[Objection]] = field(default_factory=dict)
    amendments: int = 0
    #: The bodies of each step that a run is in, by the id of the step.
    bodies: dict[int, list[Organization]] = field(default_factory=dict)


def facts_of(page_ids: set[int]) -> Iterator[tuple[int, Facts]]:
    """Yield what is known about German sections, by page id."""
    found = {page_id: Facts() for page_id in page_ids}
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
        found[int(run.object_id)].run = run
    decided = DecisionItem.objects.light().with_adopting()
    resolved = set()
    for item in decided.filter(paper_item__page_id__in=page_ids).in_order():
        found[item.paper_item.page_id].decisions.append(item)
        if item.decision.kind == Decision.Kind.RESOLUTION:
            resolved.add(item.decision_id)
    for release in Release.objects.light().filter(page_id__in=page_ids):
        found[release.page_id].releases.append(release)
    _add_amendments(found)
    objections = _objections(resolved)
    bodies = _bodies_of(facts.run for facts in found.values() if facts.run)
    for page_id, facts in found.items():
        facts.objections, facts.bodies = objections, bodies
        yield page_id, facts


def _add_amendments(found: dict[int, Facts]) -> None:
    if not any(facts.run for facts in found.values()):
        return
    proposed = Amendment.objects.filter(paper_item__page__in=found, withdrawn_at=None)
    counts = proposed.order_by().values_list("paper_item__page").annotate(Count("pk"))
    for page_id, count in counts:
        found[page_id].amendments = count


def _objections(decisions: set[int]) -> dict[int, list[Objection]]:
    found: dict[int, list[Objection]] = {}
    if decisions:
        rows = Objection.objects.filter(decision__in=decisions).select_related("end").order_by("pk")
        for objection in rows:
            found.setdefault(objection.decision_id, []).append(objection)
    return found


def sources_of(pages: Iterable[Page | int]) -> dict[int, int]:
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


def _bodies_of(runs: Iterable[WorkflowState]) -> dict[int, list[Organization]]:
    """Return the bodies of each step that a run is in, by the id of the step."""
    tasks = {
        run.current_task_state.task_id
        for run in runs
        if run.status == WorkflowState.STATUS_IN_PROGRESS and deliberates(run)
    }
    if not tasks:
        return {}
    bodies: dict[int, list[Organization]] = {}
    links = DeliberationTask.organizations.through.objects.filter(deliberationtask__in=tasks)
    for link in links.select_related("organization").order_by("organization__name"):
        bodies.setdefault(link.deliberationtask_id, []).append(link.organization)
    return bodies


def deliberates(run: WorkflowState) -> bool:
    return run.current_task_state is not None and hasattr(
        run.current_task_state.task, "deliberationtask"
    )
