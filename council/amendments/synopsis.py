"""Amendments side by side with the text they are about: submitted, proposed, decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import words
from cms.differences import Difference, difference

from ..decisions.votes import Outcome
from ..models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    CouncilSettings,
    DecisionItem,
    Membership,
    Organization,
    PaperItem,
)
from .courses import DELETED, Course, Status, agreed, by_item, conflicts, labels
from .passages import block_of, passages

#: Which body names a single member in public, when a person belongs to several.
FIRST = [
    Organization.Kind.COUNCIL,
    Organization.Kind.MAGISTRATE,
    Organization.Kind.COMMITTEE,
    Organization.Kind.ADVISORY,
]


@dataclass(frozen=True)
class Row:
    """One amendment in words."""

    course: Course
    #: Where it stands in the text: “Paragraph 3”.
    place: str
    position: int
    submitted: str
    proposed: Difference
    #: What stands there now; None as long as nothing is decided.
    decided: Difference | None
    #: The numbers of other amendments on the same passage.
    others: str = ""

    @property
    def amendment(self) -> Any:
        return self.course.amendment

    @property
    def only_form(self) -> bool:
        """Tell whether formatting or a link would change, and no word."""
        return self.proposed.is_same

    @property
    def public_votes(self) -> list[AmendmentVote]:
        """Leave out votes from the non-public part of an agenda (HGO § 52)."""
        return [vote for vote in self.course.votes if vote.agenda_item.is_public]


@dataclass
class Section:
    """The amendments of one section, in the order of its paragraphs."""

    item: PaperItem
    rows: list[Row] = field(default_factory=list)
    #: Amendments that cannot all be followed as they stand, paragraph by paragraph.
    conflicts: list[str] = field(default_factory=list)


def sections(items: Iterable[PaperItem]) -> list[Section]:
    """Return the amendments of sections; three queries however many there are."""
    items = list(items)
    found = by_item(items)
    return [_section(item, found[item.pk]) for item in items]


def _section(item: PaperItem, found: list[Course]) -> Section:
    groups = conflicts(found)
    places = _places(item)
    rows = [_row(item, course, places, groups) for course in found]
    rows.sort(key=lambda row: (row.position, row.amendment.number))
    said = [
        _("%(amendments)s are about the same passage (%(place)s).")
        % {"amendments": labels(group), "place": places[key][1]}
        for key, group in groups.items()
    ]
    return Section(item, rows, said)


def _places(item: PaperItem) -> dict[str, tuple[int, str]]:
    """Return, by its id, where a passage stands: its position, and its name in words."""
    found = list(passages(item.snapshot))
    order = [(field.id, field.label) for field in found if field.is_field]
    order += [("", _("At the beginning"))]
    order += [(text.id, text.label) for text in found if not text.is_field]
    return {key: (position, label) for position, (key, label) in enumerate(order)}


def _row(item: PaperItem, course: Course, places: dict, groups: dict) -> Row:
    amendment = course.amendment
    position, place = places.get(amendment.block_id, (len(places), ""))
    if amendment.kind == amendment.Kind.INSERT and amendment.block_id:
        place = _("After %(place)s") % {"place": place}
    old = wording(item, amendment.block_type, amendment.old_value)
    new = wording(item, amendment.block_type, amendment.new_value)
    others = [c for c in groups.get(course.paragraph, []) if c is not course]
    return Row(
        course=course,
        place=place,
        position=position,
        submitted=old,
        proposed=difference(old, new),
        decided=_decided(item, course, groups, old),
        others=labels(others),
    )


def _decided(item: PaperItem, course: Course, groups: dict, old: str) -> Difference | None:
    if course.is_open:
        return None
    if not course.is_accepted:
        return difference(old, old)
    accepted = [c for c in groups.get(course.paragraph, [course]) if c.is_accepted]
    result = (agreed(accepted) or course).result
    value = None if result is DELETED else result
    return difference(old, wording(item, course.amendment.block_type, value))


def wording(item: PaperItem, block_type: str, value: Any) -> str:
    """Return the words of a paragraph, without their markup."""
    try:
        kind = block_of(item.snapshot, block_type)
    except ValidationError:  # a kind of paragraph that is no longer known
        kind = None
    return words.of_block(kind, value)


# --- in public ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PublicRow:
    """One amendment as the public reads it: a single member has no name."""

    row: Row
    proposer: str
    is_name: bool


def public_sections(page_id: int) -> list[tuple[PaperItem, list[PublicRow]]]:
    """Return the decided amendments of a section, paper by paper, newest first."""
    items = PaperItem.objects.filter(pk__in=decided_in_public(page_id)).select_related("paper")
    found = sections(items.order_by("-pk"))
    named = _bodies_of_members(row.amendment for section in found for row in section.rows)
    withdrawn = CouncilSettings.load().withdrawn_amendments_are_public
    shown = []
    for section in found:
        rows = [
            PublicRow(row, *public_proposer(row.amendment, named))
            for row in section.rows
            if _is_public(row.course, withdrawn)
        ]
        if rows:
            shown.append((section.item, rows))
    return shown


def _is_public(course: Course, withdrawn: bool) -> bool:
    """Tell whether the public reads of an amendment: how the council voted on it in public.

    Whether it reads of withdrawn ones is the town's to say (``CouncilSettings``).
    """
    if course.status == Status.WITHDRAWN:
        return withdrawn
    return course.decision is not None and course.decision.agenda_item.is_public


def has_public(page_id: int) -> bool:
    """Tell whether there are amendments to a section that the public may read."""
    votes = AmendmentVote.objects.in_force().filter(
        amendment=OuterRef("pk"), agenda_item__role=AgendaItem.Role.RESOLUTION
    )
    last = votes.order_by("-agenda_item__meeting__start", "-pk").values("agenda_item__part")[:1]
    found = Amendment.objects.filter(paper_item__in=decided_in_public(page_id))
    shown = CouncilSettings.objects.filter(withdrawn_amendments_are_public=True)
    return (
        found.annotate(part=Subquery(last))
        .filter(
            Q(withdrawn_at=None, part__in=[AgendaItem.Part.ONE, AgendaItem.Part.TWO])
            | Q(Exists(shown), withdrawn_at__isnull=False)
        )
        .exists()
    )


def decided_in_public(page_id: int) -> Any:
    """Return the ids of paper items that the council has decided on in a public meeting."""
    decided = DecisionItem.objects.in_force().filter(
        paper_item__page_id=page_id, decision__kind=AgendaItem.Role.RESOLUTION
    )
    decided = decided.exclude(decision__outcome=Outcome.DEFERRED)
    closed = AgendaItem.Part.NON_PUBLIC
    return decided.exclude(decision__agenda_item__part=closed).values("paper_item")


def public_proposer(amendment: Any, named: dict[int, str]) -> tuple[str, bool]:
    """Return who proposed in public, and whether that is a name: never that of a single member."""
    if amendment.organization or amendment.faction:
        return str(amendment.organization or amendment.faction), True
    body = named.get(amendment.pk)
    return (_("A member of %(body)s") % {"body": body} if body else _("A member of a body")), False


def _bodies_of_members(amendments: Iterable[Any]) -> dict[int, str]:
    """Return the body of each single proposer when the amendment was submitted, in one query."""
    single = [a for a in amendments if not (a.organization_id or a.faction_id)]
    people = {a.submitted_by_id for a in single}
    places = list(
        Membership.objects.filter(person__in=people, votes=True, organization__kind__in=FIRST)
        .select_related("organization")
        .order_by("organization__name")
    )
    places.sort(key=lambda place: FIRST.index(Organization.Kind(place.organization.kind)))
    named: dict[int, str] = {}
    for amendment in single:
        day = timezone.localtime(amendment.submitted_at).date()
        for place in places:
            held = place.since <= day and (place.until is None or day <= place.until)
            if place.person_id == amendment.submitted_by_id and held:
                named.setdefault(amendment.pk, place.organization.name)
    return named
