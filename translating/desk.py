"""What waits on the desk of those who translate."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.desk import Entry
from cms.models import User

from .mistakes import reports_for
from .waiting import Task, waiting_for

#: So many reports stand on a desk; the list has them all.
SHOWN = 10


#: So many texts that nobody has begun stand on a desk; the translator's own desk has them all.
NEW_TEXTS = 10


def translations_to_do(user: User) -> Iterator[Entry]:
    """Yield what a translator can do in each of their languages, and what waits for their check."""
    new = 0
    for one in waiting_for(user):
        new += one.task == Task.BEGIN
        if one.task == Task.BEGIN and new > NEW_TEXTS:
            continue
        note = f"{one.task.label} ({one.language})"
        if one.step:
            note = f"{note}: {one.step.comment}"
        yield Entry(
            title=one.title, url=one.url, action_label=one.label, since=one.since, note=note
        )


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
