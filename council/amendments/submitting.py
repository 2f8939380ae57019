"""The verbs of amendments: propose, withdraw, vote, correct a vote.

Each is one transaction behind the lock of the section's run, checks rights and state itself, and
leaves everything as it was when it refuses.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms import words
from cms.models import Generation, User
from cms.snapshots import normal

from ..actions import AlreadyDone
from ..decisions import votes
from ..meetings.agenda import open_on
from ..models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    Decision,
    DecisionItem,
    Faction,
    Organization,
    Paper,
    PaperItem,
)
from ..models.organization import is_clerk
from ..models.pinned import lock_runs
from ..notifications import amendment_decided, amendment_received
from .amending import same
from .cleaning import cleaned
from .merging import as_entered, check_only_words
from .passages import block_of, find_passage
from .proposing import may_withdraw, proposers, why_closed

Kind = Amendment.Kind
Verdict = AmendmentVote.Outcome
#: What a vote on an amendment is called where quorum and majority are checked.
AS_DECISION = {
    Verdict.ACCEPTED: votes.Outcome.ADOPTED,
    Verdict.ACCEPTED_MODIFIED: votes.Outcome.ADOPTED,
    Verdict.REJECTED: votes.Outcome.REJECTED,
    Verdict.DEALT_WITH: votes.Outcome.DEALT_WITH,
}
FIXED = ("outcome", "value")


@transaction.atomic
def propose(
    *,
    paper_item: PaperItem,
    kind: str,
    reason: str,
    token: UUID,
    by: User,
    block_id: str = "",
    block_type: str = "paragraph",
    value: Any = None,
    faction: Faction | None = None,
    organization: Organization | None = None,
) -> Amendment:
    """Propose other words for a passage of a pinned text, a new paragraph, or a deletion.

    ``block_id`` names the passage; for a new one that which it follows, empty at the beginning.
    """
    run = lock_runs([paper_item.workflow_state_id])[paper_item.workflow_state_id]
    paper = Paper.objects.select_for_update().get(pk=paper_item.paper_id)
    if Amendment.objects.filter(token=token).exists():
        raise AlreadyDone(_("This amendment is already submitted."))
    chosen = (faction, organization)
    if chosen not in [(p.faction, p.organization) for p in proposers(by, run.workflow)]:
        raise PermissionDenied(_("You may not propose amendments in this name."))
    if closed := why_closed(paper, run):
        raise ValidationError(closed)
    if kind not in Kind.values:
        raise ValidationError({"kind": _("Choose what you propose.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason of the amendment.")})
    passage = find_passage(paper_item.snapshot, block_id)
    if passage is None and (block_id or kind != Kind.INSERT):
        raise ValidationError(
            {"block_id": _("“%(section)s” has no such paragraph.") % {"section": paper_item}}
        )
    if passage is not None and passage.is_field and kind != Kind.CHANGE:
        raise ValidationError({"kind": _("Title and summary can only get other words.")})
    pinned = passage if passage is not None and kind != Kind.INSERT else None
    amendment = Amendment(
        paper=paper,
        paper_item=paper_item,
        number=(paper.amendments.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind,
        block_id=block_id,
        block_type=pinned.type if pinned else block_type,
        old_value=pinned.value if pinned else None,
        reason=normal(reason.strip()),
        faction=faction,
        organization=organization,
        submitted_by=by,
        token=token,
    )
    if kind != Kind.DELETE:
        amendment.new_value = new_wording(amendment, value)
    amendment.full_clean()
    amendment.save()
    _log("council.amendment_propose", amendment, by)
    amendment_received(amendment)
    return amendment


def new_wording(amendment: Amendment, value: Any) -> Any:
    """Return a wording that takes the place of the pinned one, cleaned by its own kind of block."""
    kind = block_of(amendment.paper_item.snapshot, amendment.block_type)
    new = cleaned(kind, value)
    if not words.of_block(kind, new):
        raise ValidationError({"value": _("Enter the new wording.")})
    if amendment.old_value is not None:
        if same(as_entered(kind, amendment.old_value), new):
            raise ValidationError({"value": _("This is the wording as it is now.")})
        check_only_words(kind, amendment.old_value, new)
    return new


@transaction.atomic
def withdraw(*, amendment: Amendment, by: User) -> Amendment:
    """Take an amendment back, as long as the council has not voted on it."""
    run_id = amendment.paper_item.workflow_state_id
    run = lock_runs([run_id])[run_id]
    amendment = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if not may_withdraw(by, amendment):
        raise PermissionDenied(_("Only who proposed it, or a clerk, withdraws an amendment."))
    if amendment.withdrawn_at:
        raise AlreadyDone(_("The amendment is already withdrawn."))
    decided = amendment.votes.filter(agenda_item__role=AgendaItem.Role.RESOLUTION)
    if decided.exists() or run.status != run.STATUS_IN_PROGRESS:
        raise ValidationError(_("The amendment is decided; it can no longer be withdrawn."))
    amendment.withdrawn_at = timezone.now()
    amendment.save()
    _log("council.amendment_withdraw", amendment, by)
    return amendment


@transaction.atomic
def vote(
    *,
    amendment: Amendment,
    agenda_item: AgendaItem,
    outcome: str,
    by: User,
    yes: int = 0,
    no: int = 0,
    abstain: int = 0,
    present: int | None = None,
    value: Any = None,
    text: str = "",
) -> AmendmentVote:
    """Record what a body recommends or decides about one amendment."""
    meeting = agenda_item.meeting
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body records its decisions."))
    if meeting.start > timezone.now():
        raise ValidationError(_("The meeting has not begun yet."))
    lock_runs([amendment.paper_item.workflow_state_id])
    amendment = Amendment.objects.select_related("paper_item").get(pk=amendment.pk)
    if amendment.withdrawn_at:
        raise ValidationError(_("%(amendment)s is withdrawn.") % {"amendment": amendment.label})
    if amendment.votes.filter(agenda_item=agenda_item).exists():
        raise AlreadyDone(_("This amendment is already voted on."))
    if not open_on(agenda_item).filter(pk=amendment.paper_item_id).exists():
        raise ValidationError(
            _("“%(section)s” is not before this body now.") % {"section": amendment.paper_item}
        )
    record = AmendmentVote(
        amendment=amendment,
        agenda_item=agenda_item,
        outcome=outcome,
        value=_agreed(amendment, outcome, value),
        present=votes.Room.of(agenda_item).can_take_part if present is None else present,
        yes=yes,
        no=no,
        abstain=abstain,
        text=text.strip(),
        recorded_by=by,
    )
    return _recorded(record, "council.amendment_vote")


def vote_together(
    *, agenda_item: AgendaItem, entries: Mapping[int, Mapping[str, Any]], by: User, **shared: Any
) -> list[AmendmentVote]:
    """Record several votes, all or none; ``entries`` are the words of ``vote`` by the amendment's id.

    The errors of an entry are named ``<id>-<field>``.
    """
    proposed = Amendment.objects.filter(paper=agenda_item.paper_id, paper__isnull=False)
    found = {a.pk: a for a in proposed.select_related("paper_item", "paper")}
    done: list[AmendmentVote] = []
    errors: dict[str, list[str]] = {}
    with transaction.atomic():
        lock_runs(found[key].paper_item.workflow_state_id for key in entries if key in found)
        for key, entry in entries.items():
            if key not in found:
                raise ValidationError(_("This amendment belongs to another paper."))
            try:
                done.append(
                    vote(amendment=found[key], agenda_item=agenda_item, by=by, **shared, **entry)
                )
            except AlreadyDone:
                raise
            except ValidationError as refusal:
                errors |= _named(refusal, key)
        if errors:
            raise ValidationError(errors)
    return done


def _named(refusal: ValidationError, key: int) -> dict[str, list[str]]:
    if hasattr(refusal, "error_dict"):
        return {f"{key}-{name}": said for name, said in refusal.message_dict.items()}
    return {f"{key}-outcome": refusal.messages}


@transaction.atomic
def correct_vote(*, vote: AmendmentVote, by: User, **values: Any) -> AmendmentVote:
    """Correct a record by a new row; the old one stays.

    Once the body has decided on the section, only the count and the remark can be corrected: the
    text was merged from what was recorded.
    """
    agenda_item = vote.agenda_item
    body = agenda_item.meeting.organization
    if not is_clerk(by, body):
        raise PermissionDenied(_("Only the clerk of this body records its decisions."))
    amendment = vote.amendment
    lock_runs([amendment.paper_item.workflow_state_id])
    if AmendmentVote.objects.filter(corrects=vote).exists():
        raise AlreadyDone(_("This record is corrected already; correct the newer one."))
    names = ("outcome", "value", "present", "yes", "no", "abstain", "text")
    new = {name: values.get(name, getattr(vote, name)) for name in names}
    if new["outcome"] != vote.outcome or new["value"] != vote.value:
        new["value"] = _agreed(amendment, new["outcome"], new["value"])
    if all(getattr(vote, name) == new[name] for name in names):
        raise ValidationError(_("Nothing differs from the record."))
    answered = DecisionItem.objects.filter(
        paper_item=amendment.paper_item, organization=body, is_answer=True
    )
    if answered.exists() and any(new[name] != getattr(vote, name) for name in FIXED):
        raise ValidationError(
            {"outcome": _("The section is decided; only the count and the remark can change.")}
        )
    record = AmendmentVote(
        amendment=amendment, agenda_item=agenda_item, recorded_by=by, corrects=vote, **new
    )
    return _recorded(record, "council.amendment_correct")


def _agreed(amendment: Amendment, outcome: str, value: Any) -> Any:
    """Return the agreed wording of an acceptance in other words; nothing for other outcomes."""
    if outcome not in Verdict.values:
        raise ValidationError({"outcome": _("Choose an outcome.")})
    if outcome != Verdict.ACCEPTED_MODIFIED:
        return None
    new = new_wording(amendment, value)
    if amendment.new_value is not None and same(amendment.new_value, new):
        raise ValidationError(
            {"value": _("This is the proposed wording; record “Accepted” instead.")}
        )
    return new


def _recorded(record: AmendmentVote, action: str) -> AmendmentVote:
    """Check the count as for a decision, then write the row."""
    as_decision = Decision(
        agenda_item=record.agenda_item,
        outcome=AS_DECISION[Verdict(record.outcome)],
        **{name: getattr(record, name) for name in ("present", "yes", "no", "abstain")},
    )
    votes.check(as_decision, record.agenda_item)
    record.save()
    _log(action, record.amendment, record.recorded_by, outcome=record.outcome)
    amendment_decided(record)
    return record


def _log(action: str, amendment: Amendment, by: User, **data: Any) -> None:
    item = amendment.paper_item
    data = {"amendment": amendment.label, "paper": amendment.paper.reference} | data
    log(item.page.specific, action, user=by, data=data, revision=item.revision)
    Generation.renew()
