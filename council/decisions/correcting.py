"""Mending a record: a new row that says what it corrects; the old one stays as it was written."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Generation, User

from ..models import Decision, DecisionItem
from ..models.organization import is_clerk
from ..models.pinned import lock_runs
from .factions import Part, write_parts


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    by: User,
    present: int,
    yes: int,
    no: int,
    abstain: int,
    text: str = "",
    by_faction: Mapping[int, Part] | None = None,
) -> Decision:
    """Correct the count or the words of a record. What was decided, and on which text, stays.

    ``by_faction`` gives the votes of factions (by their id) as they should have been recorded.
    """
    body = decision.agenda_item.meeting.organization
    if not is_clerk(by, body):
        raise PermissionDenied(_("Only the clerk of this body records its decisions."))
    lock_runs(decision.items.values_list("paper_item__workflow_state_id", flat=True))
    if Decision.objects.filter(corrects=decision).exists():
        raise ValidationError(_("This record is corrected already; correct the newer one."))
    values = {"present": present, "yes": yes, "no": no, "abstain": abstain, "text": text}
    parts = {key: Part(*part) for key, part in (by_faction or {}).items() if any(part)}
    known = {
        part.faction_id: Part(part.yes, part.no, part.abstain)
        for part in decision.faction_votes.all()
    }
    same = all(getattr(decision, name) == value for name, value in values.items())
    if same and parts == known:
        raise ValidationError(_("Nothing differs from the record."))
    correction = Decision(
        agenda_item=decision.agenda_item,
        kind=decision.kind,
        outcome=decision.outcome,
        en_bloc=decision.en_bloc,
        effective_on=decision.effective_on,
        recorded_by=by,
        corrects=decision,
        **values,
    )
    correction.save()
    write_parts(correction, parts)
    for item in decision.items.select_related("paper_item", "final_revision"):
        DecisionItem(
            decision=correction,
            paper_item=item.paper_item,
            organization=item.organization,
            is_answer=False,
            number=item.number,
            final_revision=item.final_revision,
            final_hash=item.final_hash,
            final_snapshot=item.final_snapshot,
        ).save()
        page = item.paper_item.page.specific
        log(page, "council.correct", user=by, data={"corrects": decision.pk})
    Generation.renew()
    return correction
