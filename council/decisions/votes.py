"""Whether a vote carries: the quorum (HGO § 53) and the majority (HGO § 54), explained in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ..models import AgendaItem, Decision


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


#: Outcomes that end the run: the text goes back to its editors, whoever records them.
ENDS_ANYWHERE = (Outcome.REFERRED_BACK, Outcome.WITHDRAWN)
#: Outcomes that end it when the council records them; of a committee they are advice.
ENDS_IN_COUNCIL = (Outcome.REJECTED, Outcome.DEALT_WITH)
#: Outcomes on which nobody votes: without a quorum they are all that a body can do (HGO § 53 (2)).
WITHOUT_QUORUM = (Outcome.DEFERRED, Outcome.WITHDRAWN)


def is_quorate(
    present: int, statutory_members: int, second_call: bool = False, recused: int = 0
) -> bool:
    """Tell whether a body can vote (HGO § 53).

    (1) more than half of the statutory members are there, or (2) it was convened a second time for
    the same business, or (3) more than half of them are recused.
    """
    by_law = second_call or needs_approval(recused, statutory_members)
    return present > 0 and (by_law or present * 2 > statutory_members)


def needs_approval(recused: int, statutory_members: int) -> bool:
    """Tell whether more than half are recused: the supervisory authority then approves (HGO § 53 (3))."""
    return recused * 2 > statutory_members


@dataclass(frozen=True)
class Room:
    """Who can take part in a vote on one agenda item."""

    members: int
    #: Members at the meeting; None when nobody counted them.
    there: int | None = None
    recused: int = 0
    second_call: bool = False

    @classmethod
    def of(cls, agenda_item: "AgendaItem") -> "Room":
        """Count from the attendance list where there is one, else from the number in the minutes."""
        meeting = agenda_item.meeting
        attending = set(
            meeting.attendances.filter(membership__votes=True).values_list("membership", flat=True)
        )
        recused = set(
            agenda_item.recusals.filter(membership__votes=True).values_list("membership", flat=True)
        )
        return cls(
            members=meeting.organization.statutory_members,
            there=len(attending) or meeting.present,
            recused=len(recused & attending) if attending else len(recused),
            second_call=meeting.second_call,
        )

    @property
    def can_take_part(self) -> int | None:
        """Return how many may deliberate and vote: those who are there and not recused (HGO § 25)."""
        return None if self.there is None else max(self.there - self.recused, 0)


def check(decision: "Decision", agenda_item: "AgendaItem") -> None:
    """Raise a ValidationError that says, field by field, why a vote does not carry."""
    errors: dict[str, list] = {}
    cast = decision.yes + decision.no + decision.abstain
    _check_presence(decision, Room.of(agenda_item), cast, errors)
    if decision.present is not None and cast > decision.present:
        errors.setdefault("present", []).append(
            _("%(cast)d votes, but only %(present)d members were present.")
            % {"cast": cast, "present": decision.present}
        )
    _check_majority(decision, errors)
    if errors:
        raise ValidationError(errors)


def _check_presence(decision: "Decision", room: Room, cast: int, errors: dict[str, list]) -> None:
    present, members = decision.present, room.members
    if present is None:
        errors["present"] = [_("Enter how many members were present.")]
    elif present > members:
        errors["present"] = [_("The body has only %(members)d members.") % {"members": members}]
    elif room.can_take_part is not None and present > room.can_take_part:
        words = {"can": room.can_take_part, "there": room.there, "recused": room.recused}
        errors["present"] = [
            _(
                "Only %(can)d members can take part: %(there)d came to the meeting, "
                "%(recused)d of them are recused (HGO § 25)."
            )
            % words
        ]
    elif decision.outcome in WITHOUT_QUORUM and not cast:
        return
    elif not is_quorate(present, members, room.second_call, room.recused):
        errors["present"] = [
            _(
                "No quorum: %(present)d of %(members)d members were present, more than half are "
                "needed (HGO § 53). A vote without quorum cannot be recorded."
            )
            % {"present": present, "members": members}
        ]


def _check_majority(decision: "Decision", errors: dict[str, list]) -> None:
    yes, no, outcome = decision.yes, decision.no, decision.outcome
    if yes + no + decision.abstain == 0:
        if outcome not in WITHOUT_COUNT:
            errors["yes"] = [_("Enter the votes.")]
        return
    if outcome == Outcome.WITHDRAWN:
        errors["yes"] = [_("What its author takes back is not voted on; leave the votes empty.")]
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
