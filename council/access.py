"""Who reads meetings: members and clerks; what is not public, only those of the body itself."""

from django.db.models import Q, QuerySet

from cms.models import User

from .models import AgendaItem, Meeting, Organization, Paper
from .placing import in_parts


def belongs_to(user: User, body: Organization) -> bool:
    """Tell whether a person is a member or clerk of a body today."""
    return user.is_active and user.memberships.current().filter(organization=body).exists()


def may_read(user: User, meeting: Meeting) -> bool:
    """Tell whether a person may see the public part of a meeting and its papers beforehand."""
    return belongs_to(user, meeting.organization) or user.has_perm("council.view_meeting")


def agenda_for(user: User, meeting: Meeting) -> list[AgendaItem]:
    """Return what a person may see of an agenda: the non-public part stays within the body."""
    items = in_parts(meeting)
    if belongs_to(user, meeting.organization):
        return items
    return [item for item in items if item.is_public]


def visible_items(user: User) -> QuerySet[AgendaItem]:
    """Return the agenda items of all bodies that a person may see."""
    own = user.memberships.current().values("organization")
    public = ~Q(part=AgendaItem.Part.NON_PUBLIC)
    return AgendaItem.objects.filter(public | Q(meeting__organization__in=own))


def keeps_to_itself(document_id: int, user: User | None) -> bool:
    """Tell whether a document belongs to a non-public part that the person is no part of.

    Minutes speak of all parts of a meeting; a paper on a non-public item takes its attachments along.
    """
    closed = AgendaItem.objects.filter(part=AgendaItem.Part.NON_PUBLIC)
    papers = Paper.objects.filter(attachments__document=document_id)
    about = closed.filter(Q(meeting__minutes=document_id) | Q(paper__in=papers))
    bodies = set(about.values_list("meeting__organization", flat=True))
    if not bodies:
        return False
    if user is None or not user.is_active:
        return True
    own = user.memberships.current().filter(organization__in=bodies)
    return not own.exists()
