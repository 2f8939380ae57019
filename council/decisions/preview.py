"""What recording would do, found out by doing it and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update

from ..models import (
    Decision,
    DecisionItem,
    DeliberationTask,
    DeliberationTaskState,
    ObjectionEnd,
    Organization,
)
from .votes import Outcome, Room, needs_approval


@dataclass(frozen=True)
class Effect:
    """What becomes of one section, in words."""

    section: str
    words: str
    #: Whether the public sees something else afterwards.
    public: bool = False


@dataclass(frozen=True)
class Preview:
    """What one record does to each section, and what to bear in mind."""

    effects: tuple[Effect, ...]
    notes: tuple[str, ...] = ()


def preview(record: Callable[[], Decision | list[Decision]]) -> Preview:
    """Run a record as it would run, look at what came of it, and take everything back.

    Raises what the record raises: a refusal is seen before anything is confirmed.
    """
    # What is taken back at once needs no place in the index of references.
    with transaction.atomic(), disable_reference_index_auto_update():
        found = record()
        decisions = found if isinstance(found, list) else [found]
        shown = Preview(
            tuple(effect for decision in decisions for effect in effects_of(decision)),
            tuple(_notes(decisions[0])) if decisions else (),
        )
        transaction.set_rollback(True)
    return shown


def effects_of(decision: Decision) -> list[Effect]:
    """Say what a decision that was recorded just now did to each of its sections."""
    rows = decision.items.select_related(
        "paper_item__page",
        "paper_item__entry_into_force",
        "paper_item__workflow_state__current_task_state__task",
    ).order_by("paper_item__position")
    items = list(rows)
    waits = _waiting(items)
    return [_effect(decision, item, waits) for item in items]


def _waiting(items: list[DecisionItem]) -> dict[int, list[Organization]]:
    """Return the bodies that each run waits for now, by the id of its step."""
    steps = [item.paper_item.workflow_state.current_task_state_id for item in items]
    states = list(DeliberationTaskState.objects.filter(pk__in=steps))
    links = DeliberationTask.organizations.through.objects.filter(
        deliberationtask__in={state.task_id for state in states}
    )
    bodies: dict[int, list[Organization]] = {}
    for link in links.select_related("organization").order_by("organization__name"):
        bodies.setdefault(link.deliberationtask_id, []).append(link.organization)
    answers = DecisionItem.objects.filter(
        paper_item__workflow_state__in=[state.workflow_state_id for state in states],
        is_answer=True,
    )
    answered = set(answers.values_list("paper_item__workflow_state", "organization"))
    return {
        state.pk: [
            body
            for body in bodies.get(state.task_id, [])
            if (state.workflow_state_id, body.pk) not in answered
        ]
        for state in states
    }


def _effect(
    decision: Decision, item: DecisionItem, waiting: dict[int, list[Organization]]
) -> Effect:
    section, run = str(item.paper_item), item.paper_item.workflow_state
    end = getattr(decision, "ends_objection", None)
    if end is not None:
        return _decided_anew(end, item, section)
    if item.number:
        return _resolved(decision, item, section)
    if decision.outcome == Outcome.DEFERRED:
        return Effect(section, _("Stays open: it is decided in a later meeting."))
    if run.status == WorkflowState.STATUS_CANCELLED:
        words = _("Returns to its editors; a new submission starts with the steering group.")
        return Effect(section, words)
    if run.status != WorkflowState.STATUS_IN_PROGRESS or run.current_task_state_id not in waiting:
        return Effect(section, _("The deliberation ends; nothing is published."))
    waits = [body.label for body in waiting[run.current_task_state_id]]
    words = ngettext(
        "Now waits for %(count)d body: %(names)s.",
        "Now waits for %(count)d bodies: %(names)s.",
        len(waits),
    ) % {"count": len(waits), "names": ", ".join(waits)}
    return Effect(section, words)


def _resolved(decision: Decision, item: DecisionItem, section: str) -> Effect:
    number = {"number": item.number}
    if hasattr(item.paper_item, "entry_into_force"):
        words = _("Goes public at once as version %(number)s.") % number
        return Effect(section, words, public=True)
    if decision.effective_on is None:
        return Effect(section, _("Becomes version %(number)s.") % number)
    words = _(
        "Becomes version %(number)s and goes public on %(day)s; until then everything stays as it is."
    )
    day = date_format(decision.effective_on, "SHORT_DATE_FORMAT")
    return Effect(section, words % (number | {"day": day}))


def _decided_anew(end: ObjectionEnd, item: DecisionItem, section: str) -> Effect:
    if end.how == ObjectionEnd.How.CONFIRMED:
        return Effect(section, _("The resolution holds; the notice of the objection goes."))
    page = Page.objects.get(pk=item.paper_item.page_id)
    words = (
        _("The resolution is set aside; the text before it is public again.")
        if page.live
        else _("The resolution is set aside; the section is not public any more.")
    )
    return Effect(section, words, public=True)


def _notes(decision: Decision) -> list[str]:
    room = Room.of(decision.agenda_item)
    if not needs_approval(room.recused, room.members):
        return []
    return [
        _(
            "More than half of the members are recused: the body can decide with any number, but "
            "the supervisory authority has to approve (HGO § 53 (3))."
        )
    ]
