"""What waits on the desk of those who translate."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.desk import Entry
from cms.models import User

from .mistakes import reports_for

#: So many reports stand on a desk; the list has them all.
SHOWN = 10


def reported_mistakes(user: User) -> Iterator[Entry]:
    """Yield the reports of readers in the languages that somebody works in, oldest first."""
    for report in reports_for(user).filter(settled_at=None).order_by("created_at", "pk")[:SHOWN]:
        yield Entry(
            title=report.page_title,
            url=reverse("translating:mistake", args=[report.pk]),
            action_label=_("Look at the report"),
            since=report.created_at,
            note=_("A reader found a mistake: %(start)s")
            % {"start": Truncator(report.text).words(12)},
        )
