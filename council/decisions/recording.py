"""One decision being recorded: what it covers, whether it may be, and what it sets in motion."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Task, Workflow, WorkflowState

from cms.logbook import note
from cms.models import User
from cms.snapshots import digest, snapshot_of

from ..amendments.courses import Course, accepted_changes, by_item, check_adoption
from ..amendments.merging import amended_revision
from ..models import AgendaItem, Decision, DecisionItem, DeliberationTaskState, PaperItem
from ..models.pinned import is_current, load_revisions, lock_runs
from .concluding import conclude
from .effect import lock_pages
from .versions import resolved_numbers
from .votes import CARRIED, ENDS_ANYWHERE, ENDS_IN_COUNCIL, Outcome

#: What an advisory board may say: it is heard, it sends nothing back.
HEARING_OUTCOMES = tuple(outcome for outcome in Outcome if outcome != Outcome.REFERRED_BACK)


class Recording:
    """Gathers, behind the locks, everything one vote touches."""

    def __init__(
        self, agenda_item: AgendaItem, items: list[PaperItem], outcome: str, by: User
    ) -> None:
        self.agenda_item = agenda_item
        self.body = agenda_item.meeting.organization
        self.wanted = items
        self.outcome = outcome
        self.by = by
        self.items: list[PaperItem] = []
        self.states: dict[int, DeliberationTaskState] = {}
        self.runs: dict[int, WorkflowState] = {}
        #: Items (ids) that this body has answered before.
        self.answered: set[int] = set()
        self.amendments: dict[int, list[Course]] = {}

    @property
    def resolves(self) -> bool:
        return self.agenda_item.role == AgendaItem.Role.RESOLUTION

    def lock(self) -> None:
        """Lock all runs, then all pages, each in one order, and load everything anew behind the locks."""
        self.runs = lock_runs(item.workflow_state_id for item in self.wanted)
        items = PaperItem.objects.filter(pk__in=[item.pk for item in self.wanted])
        if self.resolves:
            lock_pages(items.values_list("page_id", flat=True))
        self.items = list(items.select_related("paper"))
        current = [run.current_task_state_id for run in self.runs.values()]
        states = list(DeliberationTaskState.objects.filter(pk__in=current))
        self._put_at_hand(states)
        self.states = {state.workflow_state_id: state for state in states}
        answered = DecisionItem.objects.filter(paper_item__in=self.items, is_answer=True)
        here = answered.filter(organization=self.body)
        self.answered = set(here.values_list("paper_item", flat=True))
        self.amendments = by_item(self.items)

    def _put_at_hand(self, states: list[DeliberationTaskState]) -> None:
        """Give items, runs and steps what they point to: the same few queries for one and for many."""
        revisions = load_revisions(row.revision_id for row in (*self.items, *states))
        tasks = Task.objects.filter(pk__in={state.task_id for state in states}).specific()
        tasks = {task.pk: task for task in tasks.prefetch_related("organizations")}
        workflows = Workflow.objects.in_bulk({run.workflow_id for run in self.runs.values()})
        prefetch_related_objects(list(self.runs.values()), "content_object")
        for run in self.runs.values():
            run.workflow = workflows[run.workflow_id]
        for item in self.items:
            item.revision = revisions[item.revision_id]
            item.page = item.revision.content_object
            page = self.runs[item.workflow_state_id].content_object
            page.specific, page.latest_revision = item.page, item.page.latest_revision
        for state in states:
            run = self.runs[state.workflow_state_id]
            state.workflow_state, run.current_task_state = run, state
            state.revision, state.task = revisions[state.revision_id], tasks[state.task_id]

    def check(self) -> None:
        """Refuse, in words, what this body cannot decide here and now."""
        if not self.items:
            raise ValidationError({"sections": _("Choose at least one section.")})
        self._check_day()
        if self.outcome not in Outcome.values:
            raise ValidationError({"outcome": _("Choose an outcome.")})
        if (
            self.agenda_item.role == AgendaItem.Role.HEARING
            and self.outcome not in HEARING_OUTCOMES
        ):
            raise ValidationError({"outcome": _("A body that is heard sends nothing back.")})
        if self.resolves and self.outcome == Outcome.NOTED:
            raise ValidationError(
                {"outcome": _("The council adopts, rejects, refers back or defers.")}
            )
        for item in self.items:
            self._check_item(item)
            check_adoption(item, self.amendments[item.pk], self.outcome, self.agenda_item)

    def check_effective_on(self, day: date | None) -> None:
        """Refuse a day on which nothing takes effect, or one before the body met."""
        if day is None:
            return
        met = timezone.localtime(self.agenda_item.meeting.start)
        if not (self.resolves and self.outcome in CARRIED):
            raise ValidationError(
                {"effective_on": _("Only an adopted resolution takes effect on a day.")}
            )
        if day < met.date():
            raise ValidationError(
                {
                    "effective_on": _("The body met on %(day)s; nothing takes effect before.")
                    % {"day": date_format(met, "SHORT_DATE_FORMAT")}
                }
            )

    def _check_day(self) -> None:
        paper, met = self.agenda_item.paper, timezone.localtime(self.agenda_item.meeting.start)
        if paper and met.date() < paper.date:
            raise ValidationError(
                _("The body met on %(day)s; paper %(paper)s is of %(date)s, that is later.")
                % {
                    "day": date_format(met, "SHORT_DATE_FORMAT"),
                    "paper": paper.reference,
                    "date": date_format(paper.date, "SHORT_DATE_FORMAT"),
                }
            )

    def _check_item(self, item: PaperItem) -> None:
        words = {"section": str(item), "body": self.body, "paper": item.paper.reference}
        if item.paper_id != self.agenda_item.paper_id:
            raise ValidationError(
                _("“%(section)s” is not part of the paper on this agenda item.") % words
            )
        if item.paper.withdrawn_at:
            raise ValidationError(_("Paper %(paper)s has been withdrawn.") % words)
        if item.pk in self.answered:
            raise ValidationError(
                _("Already recorded: %(body)s has decided on “%(section)s”.") % words
            )
        state = self.states.get(item.workflow_state_id)
        if state is None or not is_current(state, self.runs[item.workflow_state_id]):
            raise ValidationError(_("“%(section)s” is no longer before the bodies.") % words)
        task = state.task
        if self.body not in task.organizations.all():
            raise ValidationError(_("It is not the turn of %(body)s with “%(section)s”.") % words)
        if task.resolves != self.resolves:
            raise ValidationError(
                _("What the agenda asks for does not fit the step that “%(section)s” is in.")
                % words
            )
        state.check_pin(state.revision)
        # The revision is checked against the step's pin: what is left is the paper's own text.
        same = (item.revision_id, item.content_hash) == (state.revision_id, state.content_hash)
        if not same or digest(item.snapshot) != item.content_hash:
            raise ValidationError(
                _("The text of “%(section)s” is not the one that was pinned.") % words
            )

    def write(self, decision: Decision, final_texts: Mapping[int, Mapping[str, Any]]) -> None:
        """Write what the decision means for each section; adopted wordings are pinned."""
        amended = self.resolves and self.outcome == Outcome.ADOPTED_AMENDED
        if not amended and final_texts:
            raise ValidationError(
                {"outcome": _("An amended text belongs to “Adopted with amendments”.")}
            )
        changes = {
            item.pk: accepted_changes(item, self.amendments[item.pk]) if amended else []
            for item in self.items
        }
        # One vote may leave sections as they are, as long as it amends one of them.
        amends = any(final_texts.get(item.pk) or changes[item.pk] for item in self.items)
        numbers = resolved_numbers(item.page_id for item in self.items) if self.resolves else {}
        records = []
        for item in self.items:
            record = DecisionItem(
                decision=decision,
                paper_item=item,
                organization=self.body,
                is_answer=self.outcome != Outcome.DEFERRED,
            )
            if self.resolves and self.outcome in CARRIED:
                final = item.revision
                new_values = final_texts.get(item.pk) or {}
                if amended and (new_values or changes[item.pk] or not amends):
                    final = amended_revision(item, new_values, by=self.by, changes=changes[item.pk])
                record.final_revision = final
                if final is item.revision:
                    record.final_snapshot, record.final_hash = item.snapshot, item.content_hash
                else:
                    record.final_snapshot = snapshot_of(final)
                    record.final_hash = digest(record.final_snapshot)
                record.number = numbers[item.page_id]
            record.clean_fields()
            records.append(record)
            note(
                item.page,
                "council.decision",
                user=self.by,
                data={"decision": decision.pk, "outcome": self.outcome, "body": self.body.name},
                revision=record.final_revision or item.revision,
            )
        # What else full_clean() would ask for each was checked behind the locks; the database's
        # constraints stand behind that.
        DecisionItem.objects.bulk_create(records)

    def move_on(self) -> None:
        """Move each run on, end it, or leave it on the agenda."""
        ends = self.outcome in ENDS_ANYWHERE or (self.resolves and self.outcome in ENDS_IN_COUNCIL)
        states = [self.states[item.workflow_state_id] for item in self.items]
        if ends:
            for state in states:
                # The next submission starts at the first step: no consent outlives a changed text.
                state.workflow_state.cancel(user=self.by)
        elif self.outcome != Outcome.DEFERRED:
            conclude(states, self.by)
