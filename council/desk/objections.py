"""What waits for the clerk of the council: objections that have not ended."""

from collections.abc import Iterable
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.desk import Entry, register
from cms.models import User

from ..models import Objection


@register
def objections(user: User) -> Iterable[Entry]:
    """Open objections to resolutions of the bodies whose records a user keeps."""
    bodies = user.memberships.current().clerks().values("organization")
    waiting = Objection.objects.filter(
        end=None, decision__agenda_item__meeting__organization__in=bodies
    )
    for objection in waiting.select_related("decision__agenda_item__paper"):
        raised = timezone.make_aware(datetime.combine(objection.raised_on, time.min))
        yield Entry(
            title=_title(objection) % {"paper": objection.decision.agenda_item.paper},
            url=reverse("council_object", args=[objection.decision_id]),
            action_label=_("Record how it ended"),
            since=raised,
            note=str(objection.get_raised_by_display()),
        )


def _title(objection: Objection) -> str:
    if objection.kind == Objection.Kind.CHALLENGE:
        return _("Challenge of %(paper)s")
    return _("Objection to %(paper)s")
