"""Putting a paper on an agenda."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import User

from .models import AgendaItem, Meeting, Paper
from .models.organization import is_clerk


@transaction.atomic
def put_on_agenda(
    *, paper: Paper, meeting: Meeting, number: str, title: str, role: str, by: User
) -> AgendaItem:
    """Put a paper on the agenda of a meeting, behind what is there already."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body draws up its agenda."))
    last = meeting.agenda.order_by("order").last()
    item = AgendaItem(
        meeting=meeting,
        order=last.order + 1 if last else 1,
        number=number,
        title=title,
        paper=paper,
        role=role,
    )
    item.full_clean()
    item.save()
    return item
