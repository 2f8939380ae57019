"""Mending a record: a new row that says what it corrects; the old one stays as it was written."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Generation, User

from .models import Decision, DecisionItem
from .models.organization import is_clerk
from .models.pinned import lock_runs


@transaction.atomic
def correct_decision(
    *, decision: Decision, by: User, present: int, yes: int, no: int, abstain: int, text: str = ""
) -> Decision:
    """Correct the count or the words of a record. What was decided, and on which text, stays."""
    body = decision.agenda_item.meeting.organization
    if not is_clerk(by, body):
        raise PermissionDenied(_("Only the clerk of this body records its decisions."))
    lock_runs(decision.items.values_list("paper_item__workflow_state_id", flat=True))
    if Decision.objects.filter(corrects=decision).exists():
        raise ValidationError(_("This record is corrected already; correct the newer one."))
    values = {"present": present, "yes": yes, "no": no, "abstain": abstain, "text": text}
    if all(getattr(decision, name) == value for name, value in values.items()):
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
