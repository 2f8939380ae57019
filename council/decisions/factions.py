"""How each faction voted: the parts of a vote, checked against the whole."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Faction, FactionVote, Membership

if TYPE_CHECKING:
    from ..models import Decision, Meeting


class Part(NamedTuple):
    """The votes of one faction."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


def factions_of(meeting: "Meeting") -> list[Faction]:
    """Return the factions of the body, each with its voting ``members`` on the day of the meeting."""
    day = timezone.localtime(meeting.start).date()
    there = Q(memberships__votes=True, memberships__since__lte=day) & (
        Q(memberships__until=None) | Q(memberships__until__gte=day)
    )
    members = Count("memberships__person", filter=there, distinct=True)
    factions = Faction.objects.filter(organization=meeting.organization_id)
    wanted = factions.annotate(members=members).filter(Q(active=True) | Q(members__gt=0))
    return list(wanted.order_by("name"))


def write_parts(decision: "Decision", parts: Mapping[int, Part]) -> None:
    """Write the votes by faction (by the faction's id) beside a decision; no parts, no rows."""
    if not any(any(part) for part in parts.values()):
        return
    meeting = decision.agenda_item.meeting
    check_parts(decision, parts, factions_of(meeting), _without_faction(meeting))
    for faction, part in parts.items():
        FactionVote(decision=decision, faction_id=faction, **Part(*part)._asdict()).save()


def check_parts(
    decision: "Decision",
    parts: Mapping[int, Part],
    factions: list[Faction],
    without_faction: int,
) -> None:
    """Refuse parts that are larger than a faction, or that do not add up to the whole.

    A faction whose members nobody entered is not measured. What is left over may come from members
    without faction, at most one vote each.
    """
    known = {faction.pk: faction for faction in factions}
    errors: list[str] = []
    for key, part in parts.items():
        faction = known.get(key)
        if faction is None:
            raise ValidationError(_("This faction belongs to another body."))
        if faction.members and sum(part) > faction.members:
            words = {"faction": faction.label, "cast": sum(part), "count": faction.members}
            errors.append(
                ngettext(
                    "%(faction)s: %(cast)d votes, but it has only %(count)d member.",
                    "%(faction)s: %(cast)d votes, but it has only %(count)d members.",
                    faction.members,
                )
                % words
            )
    sums = [sum(part[place] for part in parts.values()) for place in range(3)]
    whole = [decision.yes, decision.no, decision.abstain]
    left = [one - other for one, other in zip(whole, sums, strict=True)]
    if min(left) < 0 or sum(left) > without_faction:
        errors.append(
            _(
                "The factions' votes add up to %(parts)s (yes, no, abstentions), "
                "the whole vote is %(whole)s."
            )
            % {"parts": ":".join(map(str, sums)), "whole": ":".join(map(str, whole))}
        )
    if errors:
        raise ValidationError({"by_faction": errors})


def _without_faction(meeting: "Meeting") -> int:
    """Count the voting members who belong to no faction."""
    day = timezone.localtime(meeting.start).date()
    members = Membership.objects.current(day).voting().filter(organization=meeting.organization_id)
    alone = members.filter(faction=None).values("person").distinct().count()
    # A body in which nobody is in a faction has not entered who belongs where.
    return alone if members.exclude(faction=None).exists() else 0
