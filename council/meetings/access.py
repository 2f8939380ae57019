"""Who reads meetings: members and clerks; what is not public, only those of the body itself."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.models import User

from ..models import AgendaItem, Consultation, Meeting, Organization, Paper
from ..models.organization import is_clerk
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


def readable_papers(user: User) -> QuerySet[Paper]:
    """Return the papers whose words a person may read.

    Clerks read all of them: they are one office. Members of any body read what is public to the
    bodies; a paper that stands on non-public items only is for the members of the bodies on whose
    agenda, or on whose planned way, it stands (HGO § 52).
    """
    own = user.memberships.current().values("organization")
    if not user.is_active or not (own.exists() or user.has_perm("council.view_paper")):
        return Paper.objects.none()
    if is_clerk(user):
        return Paper.objects.all()
    items = AgendaItem.objects.filter(paper=OuterRef("pk"))
    closed = items.filter(part=AgendaItem.Part.NON_PUBLIC)
    open_to_all = items.exclude(part=AgendaItem.Part.NON_PUBLIC)
    planned = Consultation.objects.filter(paper=OuterRef("pk"), organization__in=own)
    return Paper.objects.filter(
        ~Exists(closed)
        | Exists(open_to_all)
        | Exists(items.filter(meeting__organization__in=own))
        | Exists(planned)
    )


def may_read_paper(user: User, paper: Paper) -> bool:
    """Tell whether a person may read the words of a paper and the amendments to it."""
    return readable_papers(user).filter(pk=paper.pk).exists()


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
