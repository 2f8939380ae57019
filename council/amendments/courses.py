"""What became of amendments: recommendations, the council's vote, conflicts, and what is merged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..decisions.votes import Outcome
from ..models import AgendaItem, Amendment, AmendmentVote, PaperItem
from .amending import Change, same

Kind = Amendment.Kind
Role = AgendaItem.Role
Verdict = AmendmentVote.Outcome
#: What a paragraph looks like after its deletion, beside the wordings of other amendments.
DELETED = object()


class Status(TextChoices):
    """Where an amendment stands."""

    OPEN = "open", gettext_lazy("Not voted on yet")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    ACCEPTED_MODIFIED = "accepted_modified", gettext_lazy("Accepted in other words")
    REJECTED = "rejected", gettext_lazy("Rejected")
    DEALT_WITH = "dealt_with", gettext_lazy("Dealt with")


@dataclass
class Course:
    """One amendment with all votes in force about it, oldest first."""

    amendment: Amendment
    votes: list[AmendmentVote] = field(default_factory=list)

    @property
    def decision(self) -> AmendmentVote | None:
        """Return the council's vote; a vote in a later meeting takes the place of an earlier one."""
        decisive = [vote for vote in self.votes if vote.agenda_item.role == Role.RESOLUTION]
        return decisive[-1] if decisive else None

    @property
    def recommendations(self) -> list[AmendmentVote]:
        """Return what committees and advisory boards say."""
        return [vote for vote in self.votes if vote.agenda_item.role != Role.RESOLUTION]

    @property
    def to_follow(self) -> AmendmentVote | None:
        """Return the recommendation, if the committees agree on one."""
        given = [vote for vote in self.votes if vote.agenda_item.role == Role.RECOMMENDATION]
        agree = {vote.outcome for vote in given}
        same_words = all(same(vote.value, given[-1].value) for vote in given)
        return given[-1] if len(agree) == 1 and same_words else None

    @property
    def status(self) -> Status:
        if self.amendment.withdrawn_at:
            return Status.WITHDRAWN
        return Status(self.decision.outcome) if self.decision else Status.OPEN

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_accepted(self) -> bool:
        return self.status in (Status.ACCEPTED, Status.ACCEPTED_MODIFIED)

    @property
    def paragraph(self) -> str:
        """Return the paragraph that others may want otherwise; a new one stands in nobody's way."""
        return "" if self.amendment.kind == Kind.INSERT else self.amendment.block_id

    @property
    def result(self) -> Any:
        """Return the wording that was accepted, or DELETED."""
        if self.status == Status.ACCEPTED_MODIFIED:
            return self.decision.value
        return DELETED if self.amendment.kind == Kind.DELETE else self.amendment.new_value

    def change(self) -> Change:
        """Return what the accepted amendment does to the text."""
        amendment, kind = self.amendment, self.amendment.kind
        if kind == Kind.DELETE and self.status == Status.ACCEPTED_MODIFIED:
            kind = Kind.CHANGE
        return Change(
            kind=kind,
            block_id=amendment.block_id,
            block_type=amendment.block_type,
            value=None if self.result is DELETED else self.result,
            new_id=str(new_block_id(amendment)) if kind == Kind.INSERT else "",
        )


def new_block_id(amendment: Amendment) -> Any:
    """Return the id of a new paragraph: its own, and the same however often it is merged."""
    return uuid5(amendment.token, "paragraph")


def courses(amendments: QuerySet[Amendment]) -> list[Course]:
    """Return amendments with their votes, by number; two queries however many there are."""
    found = {
        amendment.pk: Course(amendment)
        for amendment in amendments.select_related(
            "paper", "faction", "organization", "submitted_by"
        ).order_by("paper", "number")
    }
    votes = AmendmentVote.objects.in_force().filter(amendment__in=list(found))
    votes = votes.select_related("agenda_item__meeting__organization")
    for vote in votes.order_by("agenda_item__meeting__start", "pk"):
        found[vote.amendment_id].votes.append(vote)
    return list(found.values())


def by_item(items: Iterable[PaperItem]) -> dict[int, list[Course]]:
    """Return the amendments of sections, by the id of the paper item."""
    items = list(items)
    found: dict[int, list[Course]] = {item.pk: [] for item in items}
    for course in courses(Amendment.objects.filter(paper_item__in=items)):
        found[course.amendment.paper_item_id].append(course)
    return found


def conflicts(found: Iterable[Course]) -> dict[str, list[Course]]:
    """Return, by paragraph, amendments of one section that cannot all be followed as they stand."""
    groups: dict[str, list[Course]] = {}
    for course in found:
        if course.paragraph and (course.is_open or course.is_accepted):
            groups.setdefault(course.paragraph, []).append(course)
    return {key: group for key, group in groups.items() if len(group) > 1}


def agreed(group: list[Course]) -> Course | None:
    """Return the accepted amendment whose wording counts for a paragraph.

    All say the same, or exactly one wording was agreed on in other words: the merged one. None when
    the accepted wordings contradict each other.
    """
    if all(_same_result(course, group[0]) for course in group):
        return group[0]
    merged = [course for course in group if course.status == Status.ACCEPTED_MODIFIED]
    one = merged and all(_same_result(course, merged[0]) for course in merged)
    return merged[0] if one else None


def _same_result(one: Course, other: Course) -> bool:
    if DELETED in (one.result, other.result):
        return one.result is other.result
    return same(one.result, other.result)


def accepted_changes(item: PaperItem, found: Iterable[Course]) -> list[Change]:
    """Return what the council's votes do to the text of a section, in the order of the numbers."""
    groups: dict[str, list[Course]] = {}
    for course in found:
        if course.is_accepted:
            key = course.paragraph or str(new_block_id(course.amendment))
            groups.setdefault(key, []).append(course)
    changes = []
    for group in groups.values():
        if (settled := agreed(group)) is None:
            raise ValidationError({"outcome": _not_merged(item, group)})
        changes.append(settled.change())
    return changes


def _not_merged(item: PaperItem, group: list[Course]) -> str:
    return _(
        "%(amendments)s are accepted for the same passage of “%(section)s”. Record one of them as "
        "“Accepted in other words” with the wording that unites them."
    ) % {"amendments": labels(group), "section": item}


def check_adoption(
    item: PaperItem, found: Iterable[Course], outcome: str, agenda_item: AgendaItem
) -> None:
    """Refuse to record a section as adopted when that contradicts the votes on its amendments."""
    if outcome not in (Outcome.ADOPTED, Outcome.ADOPTED_AMENDED):
        return
    found, words = list(found), {"section": item}
    resolves = agenda_item.role == Role.RESOLUTION
    if resolves and (waiting := [course for course in found if course.is_open]):
        message = _(
            "First record the votes on the amendments to “%(section)s”: %(amendments)s."
        ) % (words | {"amendments": labels(waiting)})
        raise ValidationError({"outcome": message})
    if resolves:
        accepted = [course for course in found if course.is_accepted]
    else:
        accepted = [course for course in found if _recommends(course, agenda_item)]
    if accepted and outcome == Outcome.ADOPTED:
        message = _(
            "%(amendments)s to “%(section)s” was accepted: record “Adopted with amendments”."
        ) % (words | {"amendments": labels(accepted)})
        raise ValidationError({"outcome": message})
    if resolves:
        accepted_changes(item, found)


def _recommends(course: Course, agenda_item: AgendaItem) -> bool:
    here = [vote for vote in course.votes if vote.agenda_item_id == agenda_item.pk]
    return not course.amendment.withdrawn_at and any(vote.accepted for vote in here)


def labels(found: Iterable[Course]) -> str:
    """Return the numbers of amendments as they are spoken: “Ä1, Ä3”."""
    return ", ".join(course.amendment.label for course in found)
