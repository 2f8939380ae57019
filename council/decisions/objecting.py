"""Objection and challenge (HGO § 63): they suspend a resolution until the matter is settled.

(1) The mayor objects; the council decides anew, in another meeting. (2) When it confirms its
resolution, the mayor may challenge it: a court has the last word. (4) When the mayor lets the time
pass, the Magistrat has as much time again. Days are the town's to set (``CouncilSettings``).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Generation, User

from ..models import AgendaItem, CouncilSettings, Decision, DecisionItem, Objection, ObjectionEnd
from ..models.organization import is_clerk
from ..models.pinned import lock_runs
from ..notifications import objection_raised
from ..refusals import AlreadyDone
from . import effect
from .factions import Part, write_parts
from .objection_rules import is_confirmed, kind_for, last_day, raisers
from .votes import Outcome

Kind = Objection.Kind


@transaction.atomic
def object_to(
    *, decision: Decision, raised_by: str, raised_on: date, reason: str, by: User
) -> Objection:
    """Record an objection to a resolution, or the challenge of a confirmed one; it is suspended at once.

    Which of the two it is follows from the decision: the one that confirmed is challenged.
    """
    _check_clerk(decision, by)
    items = _lock(decision)
    if not items:
        raise ValidationError(_("Only an adopted resolution can be objected to."))
    if DecisionItem.objects.filter(decision=decision).suspended().exists():
        raise AlreadyDone(_("An objection or a challenge is already recorded."))
    if len(DecisionItem.objects.filter(decision=decision).standing()) < len(items):
        raise AlreadyDone(_("The council has set this resolution aside."))
    kind = kind_for(decision)
    if kind == Kind.OBJECTION and is_confirmed(decision):
        raise AlreadyDone(_("The council has confirmed this resolution; challenge that vote."))
    if kind == Kind.CHALLENGE and decision.objections.exists():
        raise AlreadyDone(_("This vote was challenged already; that has ended."))
    _check_day(decision, raised_by, raised_on)
    objection = Objection(
        decision=decision,
        kind=kind,
        raised_by=raised_by,
        raised_on=raised_on,
        reason=reason.strip(),
        recorded_by=by,
    )
    objection.save()
    _log(items, "council.objection", by, objection=objection.pk, raised_by=raised_by, kind=kind)
    objection_raised(objection)
    Generation.renew()
    return objection


@transaction.atomic
def lift(*, objection: Objection, ended_on: date, reason: str, by: User) -> ObjectionEnd:
    """Record that an objection was taken back: the resolution holds again."""
    _check_clerk(objection.decision, by)
    items = _lock(objection.decision)
    _check_open(objection)
    _check_end(objection, ended_on)
    return _end(
        objection, items, by, how=ObjectionEnd.How.LIFTED, ended_on=ended_on, reason=reason.strip()
    )


@transaction.atomic
def settle(
    *, objection: Objection, holds: bool, ended_on: date, reason: str, by: User
) -> ObjectionEnd:
    """Record how a challenge ended, and who said so: the resolution holds, or it is annulled.

    What is annulled leaves the public in the same transaction; the wording before it comes back.
    """
    _check_clerk(objection.decision, by)
    items = _lock(objection.decision)
    _check_open(objection)
    if objection.kind != Kind.CHALLENGE:
        raise ValidationError(_("The council decides anew about an objection."))
    _check_end(objection, ended_on)
    if not reason.strip():
        raise ValidationError({"reason": _("Say who decided, when, and under which number.")})
    how = ObjectionEnd.How.UPHELD if holds else ObjectionEnd.How.ANNULLED
    return _end(objection, items, by, how=how, ended_on=ended_on, reason=reason.strip())


@transaction.atomic
def decide_anew(
    *,
    objection: Objection,
    agenda_item: AgendaItem,
    outcome: str,
    by: User,
    present: int,
    yes: int,
    no: int,
    abstain: int = 0,
    text: str = "",
    by_faction: Mapping[int, Part] | None = None,
    token: UUID | None = None,
) -> Decision:
    """Record the council's second vote: adopted confirms its resolution, rejected sets it aside.

    What is set aside leaves the public in the same transaction; the wording before it comes back.
    """
    _check_clerk(objection.decision, by)
    items = _lock(objection.decision)
    _check_open(objection)
    if objection.kind == Kind.CHALLENGE:
        raise ValidationError(_("A challenge is not decided by the council; record how it ended."))
    _check_place(objection.decision, agenda_item)
    if outcome not in (Outcome.ADOPTED, Outcome.REJECTED):
        raise ValidationError(
            {"outcome": _("The council confirms its resolution or sets it aside.")}
        )
    decision = Decision(
        agenda_item=agenda_item,
        kind=AgendaItem.Role.RESOLUTION,
        outcome=outcome,
        present=present,
        yes=yes,
        no=no,
        abstain=abstain,
        text=text,
        en_bloc=len(items) > 1,
        recorded_by=by,
    )
    if token:
        decision.token = token
    decision.save()
    write_parts(decision, by_faction or {})
    confirmed = outcome == Outcome.ADOPTED
    for item in items:
        again = DecisionItem(
            decision=decision,
            paper_item=item.paper_item,
            organization=item.organization,
            is_answer=False,
        )
        if confirmed:
            again.number, again.final_hash = item.number, item.final_hash
            again.final_revision, again.final_snapshot = item.final_revision, item.final_snapshot
        again.save()
    How = ObjectionEnd.How
    met = timezone.localtime(agenda_item.meeting.start).date()
    how = How.CONFIRMED if confirmed else How.SET_ASIDE
    _end(objection, items, by, how=how, ended_on=met, decision=decision)
    return decision


def _check_clerk(decision: Decision, by: User) -> None:
    if not is_clerk(by, decision.agenda_item.meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body records its decisions."))


def _lock(decision: Decision) -> list[DecisionItem]:
    """Lock what a resolution is about, and return what it resolved, as it is known behind the lock."""
    known = decision.items.values_list("paper_item__workflow_state_id", "paper_item__page_id")
    lock_runs(run for run, _page in known)
    effect.lock_pages(page for _run, page in known)
    papers = decision.items.values("paper_item")
    found = DecisionItem.objects.resolutions().filter(paper_item__in=papers)
    return list(found.select_related("paper_item__page", "decision", "final_revision"))


def _check_open(objection: Objection) -> None:
    if ObjectionEnd.objects.filter(objection=objection).exists():
        raise AlreadyDone(_("This has ended already."))


def _check_end(objection: Objection, ended_on: date) -> None:
    if not objection.raised_on <= ended_on <= timezone.localdate():
        raise ValidationError(
            {"ended_on": _("Between the day it was raised and today, both included.")}
        )


def _check_day(decision: Decision, raised_by: str, raised_on: date) -> None:
    if raised_by not in dict(raisers()):
        raise ValidationError({"raised_by": _("In this town only the mayor objects.")})
    met = timezone.localtime(decision.agenda_item.meeting.start).date()
    last = last_day(decision, raised_by)
    if raised_on > timezone.localdate():
        raise ValidationError({"raised_on": _("This day is still to come.")})
    if not met <= raised_on <= last:
        raise ValidationError(
            {
                "raised_on": _(
                    "The council resolved on %(met)s; an objection is possible until %(last)s "
                    "(HGO § 63)."
                )
                % {
                    "met": date_format(met, "SHORT_DATE_FORMAT"),
                    "last": date_format(last, "SHORT_DATE_FORMAT"),
                }
            }
        )


def _check_place(first: Decision, agenda_item: AgendaItem) -> None:
    """Refuse a second vote on the wrong item, or too early."""
    meeting, before = agenda_item.meeting, first.agenda_item
    same = (
        agenda_item.paper_id == before.paper_id
        and meeting.organization_id == before.meeting.organization_id
    )
    if not same or agenda_item.role != AgendaItem.Role.RESOLUTION:
        raise ValidationError(_("The agenda item does not put this paper to the council."))
    if meeting.start > timezone.now():
        raise ValidationError(_("The meeting has not begun yet."))
    wait = timedelta(days=CouncilSettings.load().days_between_votes)
    earliest = timezone.localtime(before.meeting.start).date() + wait
    if timezone.localtime(meeting.start).date() < earliest:
        raise ValidationError(
            _(
                "The council decides anew in another meeting, on %(day)s at the earliest "
                "(HGO § 63 (1))."
            )
            % {"day": date_format(earliest, "SHORT_DATE_FORMAT")}
        )


def _end(
    objection: Objection,
    items: list[DecisionItem],
    by: User,
    *,
    how: str,
    ended_on: date,
    reason: str = "",
    decision: Decision | None = None,
) -> ObjectionEnd:
    end = ObjectionEnd(
        objection=objection,
        how=how,
        ended_on=ended_on,
        reason=reason,
        decision=decision,
        recorded_by=by,
    )
    end.save()
    _log(items, "council.objection_end", by, objection=objection.pk, how=how)
    for item in items:
        if how in ObjectionEnd.UNDONE:
            effect.show_what_is_in_force(item.paper_item.page_id, by)
        else:
            effect.take_effect(item=item, on=timezone.localdate(), user=by)
    Generation.renew()
    return end


def _log(items: list[DecisionItem], action: str, by: User, **data: object) -> None:
    for item in items:
        revision = item.final_revision
        log(item.paper_item.page.specific, action, user=by, data=data, revision=revision)
