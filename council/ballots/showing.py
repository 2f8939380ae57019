"""What a member asks about a ballot: what changed, how it stands, why have I no vote, what became
of my comments. Questions only; the verbs stand in ``actions`` and ``reviewing``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState

from cms.models import User
from cms.snapshots import Snapshot, digest_of, snapshot_of

from ..models import Membership, ReviewComment, ReviewVote, SteeringTaskState
from ..standing import standing_of


@dataclass(frozen=True)
class Basis:
    """An earlier wording that the text of a ballot can be compared with."""

    key: str
    #: What the link to the comparison says.
    label: str
    #: What the wording itself is called, as the head of its column.
    name: str
    text: Snapshot
    content_hash: str


def ballots_of(page_id: int) -> QuerySet[SteeringTaskState]:
    """Return all ballots on a section, newest first."""
    # Wagtail gives two relations the query name “page”; the one that wins looks for plain pages.
    return SteeringTaskState.objects.filter(
        workflow_state__base_content_type__app_label=Page._meta.app_label,
        workflow_state__base_content_type__model=Page._meta.model_name,
        workflow_state__object_id=str(page_id),
    ).order_by("-pk")


def bases(ballot: SteeringTaskState, person: User) -> list[Basis]:
    """Return the wordings worth comparing with: that of one's last vote, the public one, the last ballot's.

    A wording that is there twice is named once, by the first of these names.
    """
    page_id = int(ballot.workflow_state.object_id)
    earlier = ballots_of(page_id).filter(pk__lt=ballot.pk).select_related("revision")
    found = [
        _of_ballot("mine", earlier.filter(votes__person=person).first()),
        _public(ballot.workflow_state.content_object.specific),
        _of_ballot("previous", earlier.first()),
    ]
    unique: dict[str, Basis] = {}
    for basis in found:
        if basis is not None:
            unique.setdefault(basis.content_hash, basis)
    return list(unique.values())


def _of_ballot(key: str, ballot: SteeringTaskState | None) -> Basis | None:
    # The revision of a cancelled ballot is no longer guarded: it may hold other words by now.
    if ballot is None or digest_of(ballot.revision) != ballot.content_hash:
        return None
    labels = {
        "mine": _("What changed since your last vote, %(day)s"),
        "previous": _("What changed since the last ballot, %(day)s"),
    }
    names = {
        "mine": _("Wording at your last vote, %(day)s"),
        "previous": _("Wording of the last ballot, %(day)s"),
    }
    day = {"day": date_format(timezone.localtime(ballot.started_at), "DATE_FORMAT")}
    text = snapshot_of(ballot.revision)
    return Basis(key, labels[key] % day, names[key] % day, text, ballot.content_hash)


def _public(page: Page) -> Basis | None:
    standing = standing_of(page)
    resolution, release = standing.resolution, standing.release
    if resolution and release:
        met = resolution.decision.agenda_item.meeting.start
        if release.released_at > met:
            resolution = None
    if resolution:
        return _of_version(resolution.number, resolution.final_snapshot, resolution.final_hash)
    if release:
        return _of_version(release.number, release.snapshot, release.content_hash)
    return None


def _of_version(number: str, text: Snapshot | None, content_hash: str) -> Basis:
    words = {"number": number}
    label, name = _("What changed since version %(number)s"), _("Version %(number)s")
    return Basis("public", label % words, name % words, text or {}, content_hash)


@dataclass(frozen=True)
class Place:
    """One voter's place on the list of a ballot."""

    person: User
    vote: ReviewVote | None
    #: The right has ended since the ballot opened.
    ended: bool = False


def roll(ballot: SteeringTaskState) -> list[Place]:
    """Return who may vote, by name, and who has; whoever left the group keeps a vote that was cast."""
    votes = {vote.person_id: vote for vote in ballot.votes.select_related("person")}
    members = Membership.objects.current().voting().filter(
        organization=ballot.task.specific.organization_id
    )  # fmt: skip
    still = set(members.values_list("person_id", flat=True))
    voters = User.objects.filter(Q(pk__in=ballot.electorate) | Q(pk__in=votes))
    places = [
        Place(voter, votes.get(voter.pk), voter.pk not in still or not voter.is_active)
        for voter in voters
    ]
    return sorted(places, key=lambda place: name_of(place.person).casefold())


def name_of(person: User) -> str:
    """Return a person's name as colleagues know it."""
    return person.get_full_name() or person.get_username()


def threshold(ballot: SteeringTaskState) -> str:
    """Say in words what decides: “3 of 5 must consent; 1 request for changes sends it back.”"""
    task = ballot.task.specific
    changes = ngettext(
        "%(count)d request for changes sends it back.",
        "%(count)d requests for changes send it back.",
        task.changes_needed,
    ) % {"count": task.changes_needed}
    consent = ngettext(
        "%(needed)d of %(voters)d must consent;",
        "%(needed)d of %(voters)d must consent;",
        task.consent_needed,
    ) % {"needed": task.consent_needed, "voters": len(ballot.electorate)}
    return f"{consent} {changes}"


def is_stuck(places: Iterable[Place]) -> bool:
    """Tell whether all who can have voted; asked only about an open ballot, which is then undecided."""
    return all(place.vote or place.ended for place in places)


def is_overdue(ballot: SteeringTaskState, now: datetime) -> bool:
    return bool(ballot.due_at and ballot.due_at < now)


def why_no_vote(ballot: SteeringTaskState, person: User) -> str:
    """Say why a member of the group has no vote in a ballot."""
    task = ballot.task.specific
    own = Membership.objects.current().filter(person=person, organization=task.organization_id)
    if not own.voting().exists():
        return _("Your membership in this group has no vote. You may read and comment.")
    if task.exclude_submitter and ballot.workflow_state.requested_by_id == person.pk:
        return _("You submitted this text; in this group who submits has no vote.")
    return _(
        "You joined the group after this ballot opened on %(day)s. Who may vote was fixed on that "
        "day; you may read and comment now, and vote from the next ballot on."
    ) % {"day": date_format(timezone.localtime(ballot.started_at), "DATE_FORMAT")}


def comments_on(page_id: int) -> QuerySet[ReviewComment]:
    """Return all comments on a section that nobody took back, oldest first."""
    return (
        ReviewComment.objects.filter(task_state__in=ballots_of(page_id), withdrawn_at=None)
        .select_related("person", "answered_by", "task_state")
        .order_by("created_at", "pk")
    )


def wishes(page_id: int) -> list[ReviewVote]:
    """Return the reasons of those who requested changes in the last ballot that closed."""
    closed = ballots_of(page_id).exclude(status=TaskState.STATUS_IN_PROGRESS).first()
    if closed is None or closed.status != TaskState.STATUS_REJECTED:
        return []
    asked = closed.votes.filter(choice=ReviewVote.Choice.REQUEST_CHANGES)
    return list(asked.select_related("person"))


def paragraphs(page: Page) -> list[dict[str, Any]]:
    """Return the parts of a text in reading order, each to be shown, numbered and commented on."""
    parts: list[dict[str, Any]] = []
    for name in page.text_fields:
        value = getattr(page, name)
        if not hasattr(value, "stream_block"):
            if value and name != "title":
                parts.append({"id": "", "kind": "field", "number": 0, "text": value})
            continue
        unnumbered: set[str] = getattr(value.stream_block.meta, "unnumbered", set())
        number = 0
        for block in value:
            counted = block.block_type not in unnumbered
            number += counted
            parts.append(
                {
                    "id": block.id,
                    "kind": block.block_type,
                    "number": number if counted else 0,
                    "block": block,
                }
            )
    return parts
