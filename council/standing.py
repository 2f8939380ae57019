"""Where a section stands, in words, for the public and the editing interface; derived, never stored.

However many sections are asked about, the number of queries stays the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from .decisions.votes import CARRIED, Outcome
from .facts import Facts, deliberates, facts_of, sources_of
from .guards import RUNNING
from .models import Decision, DecisionItem, Objection, ObjectionEnd, Release


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
    DEALT_WITH = "dealt_with", _("Dealt with")
    NOT_YET_IN_FORCE = "not_yet_in_force", _("Resolved, not yet in force")
    SUSPENDED = "suspended", _("Suspended")
    SET_ASIDE = "set_aside", _("Set aside")


#: How a run ended before its goal, whoever decided it, or when the council did.
ENDED = {Outcome.REFERRED_BACK: Code.REFERRED_BACK, Outcome.WITHDRAWN: Code.WITHDRAWN}
ENDED_BY_COUNCIL = {Outcome.REJECTED: Code.REJECTED, Outcome.DEALT_WITH: Code.DEALT_WITH}


@dataclass(frozen=True)
class Standing:
    """Where one section stands now, what is in force, and the way it took."""

    code: str = Code.DRAFT
    waiting_for: tuple[str, ...] = ()
    since: datetime | None = None
    #: The wording in force, which the public reads; it stays while a later draft is on its way, and
    #: while an objection suspends it (then ``objection`` is set and its page must say so).
    resolution: DecisionItem | None = None
    #: Adopted, but not public yet: its day (``effective_on``) is to come, or an objection stops it.
    pending: DecisionItem | None = None
    #: The open objection (HGO § 63) to what is pending or in force; ``notice`` says it in words.
    objection: Objection | None = None
    #: All objections, oldest first; an ended one has ``end`` (how, ended_on, reason, decision).
    objections: tuple[Objection, ...] = ()
    #: Resolutions that the council set aside after an objection: their versions stay readable as history.
    set_aside: tuple[DecisionItem, ...] = ()
    #: The newest consultation version.
    release: Release | None = None
    #: Everything the bodies decided about the section, oldest first.
    decisions: tuple[DecisionItem, ...] = ()
    #: The same with the records that were corrected, each right before the one that corrects it.
    records: tuple[DecisionItem, ...] = ()
    #: Every wording the council adopted, oldest first, each version once: for lists of versions.
    resolutions: tuple[DecisionItem, ...] = ()
    #: Consultation versions, oldest first.
    releases: tuple[Release, ...] = ()
    #: How many amendments were proposed, withdrawn ones left out.
    amendments: int = 0
    #: The steering group wants changes before it goes on.
    needs_changes: bool = False

    @property
    def label(self) -> str:
        """Return the standing in words."""
        return str(Code(self.code).label)

    @property
    def effective_on(self) -> date | None:
        """Return the day on which the pending resolution takes effect; None when there is none."""
        return self.pending.decision.effective_on if self.pending else None

    @property
    def in_force_since(self) -> datetime | None:
        """Return since when the wording in force has been public."""
        return self.resolution.paper_item.entry_into_force.at if self.resolution else None

    @property
    def notice(self) -> str:
        """Return what readers of the page must be told: an objection, or a day to come; else empty."""
        if self.objection is not None:
            day = date_format(self.objection.raised_on, "DATE_FORMAT")
            return _suspended(self.objection) % {"day": day}
        if self.effective_on:
            words = gettext("Version %(number)s is resolved and takes effect on %(day)s.")
            day = date_format(self.effective_on, "DATE_FORMAT")
            return words % {"number": self.pending.number, "day": day}
        return ""

    def version_code(self, number: str) -> str:
        """Return where one version stands that is not in force: suspended, set aside, not yet in force."""
        of = {item.number: item for item in self.resolutions}.get(number)
        if of is None:
            return ""
        if of in self.set_aside:
            return Code.SET_ASIDE
        if self.objection is not None and of in (self.pending or self.resolution,):
            return Code.SUSPENDED
        return Code.NOT_YET_IN_FORCE if of == self.pending else ""


def standings(pages: Iterable[Page | int]) -> dict[int, Standing]:
    """Return the standing of sections, by page id; a translation stands where its German text does."""
    sources = sources_of(pages)
    found = {page_id: _standing(facts) for page_id, facts in facts_of(set(sources.values()))}
    return {page_id: found.get(source, Standing()) for page_id, source in sources.items()}


def standing_of(page: Page) -> Standing:
    """Return the standing of one section."""
    return standings([page])[page.pk]


def _suspended(objection: Objection) -> str:
    """Return the sentence that says who suspended a resolution, with a place for the day."""
    by_mayor = objection.raised_by == Objection.Raiser.MAYOR
    if objection.kind == Objection.Kind.CHALLENGE:
        if by_mayor:
            return gettext("Suspended since %(day)s: the mayor challenges it (HGO § 63 (2)).")
        return gettext("Suspended since %(day)s: the Magistrat challenges it (HGO § 63 (2)).")
    if by_mayor:
        return gettext("Suspended since %(day)s: the mayor has objected (HGO § 63).")
    return gettext("Suspended since %(day)s: the Magistrat has objected (HGO § 63).")


def _standing(facts: Facts) -> Standing:
    corrected = {item.decision.corrects_id for item in facts.decisions}
    valid = [item for item in facts.decisions if item.decision_id not in corrected]
    common = {
        "release": facts.releases[-1] if facts.releases else None,
        "decisions": tuple(valid),
        "records": tuple(facts.decisions),
        "releases": tuple(facts.releases),
        "amendments": facts.amendments,
        **_resolved(facts, valid),
    }
    run = facts.run
    if run is not None and run.status in RUNNING:
        # A correction does not answer anew: what it corrects is still the body's answer.
        answered = {item.organization_id for item in facts.decisions if _answers(item, run)}
        return _on_its_way(run, valid, answered, facts.bodies, common)
    if run is not None and run.status == WorkflowState.STATUS_CANCELLED:
        ended = _ended(run, valid, common)
        if ended:
            return ended
    return _at_rest(common)


def _resolved(facts: Facts, valid: list[DecisionItem]) -> dict[str, Any]:
    """Return what the council adopted and what became of it: in force, to come, suspended, set aside."""
    adopted = [
        item
        for item in valid
        if item.adopting
        and item.decision.kind == Decision.Kind.RESOLUTION
        and item.decision.outcome in CARRIED
    ]
    objections: dict[int, list[Objection]] = {}
    for item in facts.decisions:  # an objection may speak of a record that was corrected since
        for objection in facts.objections.get(item.decision_id, []):
            objections.setdefault(item.paper_item_id, []).append(objection)
    aside = [
        item for item in adopted if any(map(_sets_aside, objections.get(item.paper_item_id, [])))
    ]
    good = [item for item in adopted if item not in aside]
    in_force = [item for item in good if hasattr(item.paper_item, "entry_into_force")]
    resolution = in_force[-1] if in_force else None
    pending = good[-1] if good and good[-1] not in in_force else None
    concerned = [
        objection
        for item in (resolution, pending)
        if item is not None
        for objection in objections.get(item.paper_item_id, [])
        if not hasattr(objection, "end")
    ]
    return {
        "resolution": resolution,
        "pending": pending,
        "objection": concerned[-1] if concerned else None,
        "objections": tuple(o for item in adopted for o in objections.get(item.paper_item_id, [])),
        "set_aside": tuple(aside),
        "resolutions": tuple(adopted),
    }


def _sets_aside(objection: Objection) -> bool:
    end = getattr(objection, "end", None)
    return end is not None and end.how in ObjectionEnd.UNDONE


def _answers(item: DecisionItem, run: WorkflowState) -> bool:
    return item.is_answer and item.paper_item.workflow_state_id == run.pk


def _on_its_way(
    run: WorkflowState, decisions: list, answered: set[int], bodies: dict, common: dict
) -> Standing:
    state = run.current_task_state
    since = state.started_at
    if run.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing(Code.DRAFT, (), state.finished_at, needs_changes=True, **common)
    if not deliberates(run):
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
        decision = item.decision
        if decision.outcome in ENDED:
            return Standing(ENDED[Outcome(decision.outcome)], (), _day(item), **common)
        if decision.kind == Decision.Kind.RESOLUTION and decision.outcome in ENDED_BY_COUNCIL:
            code = ENDED_BY_COUNCIL[Outcome(decision.outcome)]
            return Standing(code, (), _day(item), **common)
    paper_item = getattr(run, "paper_item", None)
    if paper_item is not None and paper_item.paper.withdrawn_at:
        return Standing(Code.WITHDRAWN, (), paper_item.paper.withdrawn_at, **common)
    return None


def _at_rest(common: dict) -> Standing:
    resolution, release, newest = common["resolution"], common["release"], common["resolutions"]
    if common["objection"] is not None:
        since = datetime.combine(common["objection"].raised_on, time.min)
        return Standing(Code.SUSPENDED, (), timezone.make_aware(since), **common)
    if common["pending"] is not None:
        return Standing(Code.NOT_YET_IN_FORCE, (), _day(common["pending"]), **common)
    if newest and newest[-1] in common["set_aside"]:
        end = next(o.end for o in reversed(common["objections"]) if _sets_aside(o))
        since = datetime.combine(end.ended_on, time.min)
        return Standing(Code.SET_ASIDE, (), timezone.make_aware(since), **common)
    if resolution is not None:
        code = Code.RESOLVED_AMENDED if resolution.is_amended else Code.RESOLVED
        return Standing(code, (), _day(resolution), **common)
    if release is not None:
        return Standing(Code.RELEASED, (), release.released_at, **common)
    return Standing(**common)


def _day(item: DecisionItem) -> datetime:
    """Return when the body met; the day of recording says nothing to the public."""
    return item.decision.agenda_item.meeting.start
