"""Whether a vote carries: the quorum (HGO § 53) and the majority (HGO § 54), explained in words."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import Decision, Meeting


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    ADOPTED_AMENDED = "adopted_amended", _("Adopted with amendments")
    REJECTED = "rejected", _("Rejected")
    REFERRED_BACK = "referred_back", _("Referred back")
    DEFERRED = "deferred", _("Deferred")
    NOTED = "noted", _("Taken note of")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    DEALT_WITH = "dealt_with", _("Dealt with")


CARRIED = (Outcome.ADOPTED, Outcome.ADOPTED_AMENDED)
#: Outcomes that may be recorded without a count.
WITHOUT_COUNT = (Outcome.DEFERRED, Outcome.NOTED, Outcome.WITHDRAWN, Outcome.DEALT_WITH)


def is_quorate(present: int, statutory_members: int, second_call: bool = False) -> bool:
    """More than half of the statutory members, or any number on the second convocation (HGO § 53)."""
    return present > 0 and (second_call or present * 2 > statutory_members)


def check(decision: "Decision", meeting: "Meeting") -> None:
    """Raise a ValidationError that says, field by field, why a vote does not carry."""
    errors: dict[str, list] = {}
    _check_presence(decision, meeting, errors)
    cast = decision.yes + decision.no + decision.abstain
    if decision.present is not None and cast > decision.present:
        errors.setdefault("present", []).append(
            _("%(cast)d votes, but only %(present)d members were present.")
            % {"cast": cast, "present": decision.present}
        )
    _check_majority(decision, errors)
    if errors:
        raise ValidationError(errors)


def _check_presence(decision: "Decision", meeting: "Meeting", errors: dict[str, list]) -> None:
    members = meeting.organization.statutory_members
    if decision.present is None:
        errors["present"] = [_("Enter how many members were present.")]
    elif decision.present > members:
        errors["present"] = [_("The body has only %(members)d members.") % {"members": members}]
    elif not is_quorate(decision.present, members, meeting.second_call):
        errors["present"] = [
            _(
                "No quorum: %(present)d of %(members)d members were present, more than half are "
                "needed (HGO § 53). A vote without quorum cannot be recorded."
            )
            % {"present": decision.present, "members": members}
        ]


def _check_majority(decision: "Decision", errors: dict[str, list]) -> None:
    yes, no, outcome = decision.yes, decision.no, decision.outcome
    if yes + no + decision.abstain == 0:
        if outcome not in WITHOUT_COUNT:
            errors["yes"] = [_("Enter the votes.")]
        return
    count = {"yes": yes, "no": no}
    if outcome in (*CARRIED, Outcome.REFERRED_BACK, Outcome.DEFERRED) and yes <= no:
        if yes == no:
            errors["yes"] = [
                _(
                    "%(yes)d to %(no)d is a tie, and a tie is a rejection (HGO § 54). "
                    "Abstentions do not count."
                )
                % count
            ]
        else:
            errors["yes"] = [
                _(
                    "%(yes)d in favour and %(no)d against is no majority (HGO § 54). "
                    "Abstentions do not count."
                )
                % count
            ]
    elif outcome == Outcome.REJECTED and yes > no:
        errors["no"] = [
            _("%(yes)d in favour and %(no)d against is a majority; this is no rejection.") % count
        ]
