"""What waits for the people of the route: voters, clerks, members, editors."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState

from cms.desk import Entry, entries_for, register
from cms.models import User

from ..meetings.agenda import papers_without_agenda, to_record, waiting_for_paper
from ..models import Meeting, Organization, ResolvablePage
from ..notifications.relevance import open_ballots
from ..standing import Code, standings
from .recent import recently

#: How many coming meetings are shown.
COMING = 6
#: What a list leaves in the database.
TEXT = "revision__content"
#: What ended and is to be revised by its editors.
SENT_BACK = (Code.REFERRED_BACK, Code.SET_ASIDE)


@register
def ballots(user: User) -> Iterable[Entry]:
    """Ballots that are open and in which the user has not voted yet."""
    bodies = user.memberships.current().voting().values("organization")
    opened = open_ballots().filter(task__steeringtask__organization__in=bodies)
    for ballot in opened.exclude(votes__person=user).select_related("revision").defer(TEXT):
        if user.pk in ballot.electorate:
            yield Entry(
                title=ballot.revision.object_str,
                url=reverse("council_ballot", args=[ballot.pk]),
                action_label=_("Read and vote"),
                since=ballot.started_at,
                due=ballot.due_at,
                overdue=is_past(ballot.due_at),
                note=str(ballot.get_purpose_display()),
            )


@register
def overdue_ballots(user: User) -> Iterable[Entry]:
    """For a clerk of the steering group: ballots past their deadline, with the votes still missing."""
    bodies = user.memberships.current().clerks().values("organization")
    late = open_ballots().filter(
        task__steeringtask__organization__in=bodies, due_at__lt=timezone.now()
    )
    late = late.annotate(cast=Count("votes")).select_related("revision").defer(TEXT)
    for ballot in late:
        missing = len(ballot.electorate) - ballot.cast
        yield Entry(
            title=ballot.revision.object_str,
            url=reverse("council_ballot", args=[ballot.pk]),
            action_label=_("See the ballot"),
            since=ballot.started_at,
            due=ballot.due_at,
            overdue=True,
            note=ngettext("%(count)d vote is missing", "%(count)d votes are missing", missing)
            % {"count": missing},
        )


def is_past(moment: datetime | None) -> bool:
    """Tell whether a deadline is over."""
    return moment is not None and moment < timezone.now()


@register
def clerks_work(user: User) -> Iterable[Entry]:
    """For a clerk: sections without a paper, papers without an agenda, results to record."""
    bodies = list(clerk_of(user))
    if not bodies:
        return
    waiting = waiting_for_paper().order_by("current_task_state__started_at")
    runs = list(waiting.select_related("current_task_state"))
    if runs:
        yield Entry(
            title=ngettext(
                "%(count)d section waits for a paper",
                "%(count)d sections wait for a paper",
                len(runs),
            )
            % {"count": len(runs)},
            url=reverse("council_paper_add"),
            action_label=_("Create a paper"),
            since=runs[0].current_task_state.started_at,
        )
    for waits in papers_without_agenda(bodies):
        yield Entry(
            title=_("%(paper)s for %(body)s") % {"paper": waits.paper, "body": waits.body.label},
            url=reverse("council_agenda_add", args=[waits.paper.pk, waits.body.pk]),
            action_label=_("Put on the agenda"),
            since=waits.since,
        )
    for agenda_item, count in to_record(bodies):
        yield Entry(
            title=str(agenda_item),
            url=reverse("council_record", args=[agenda_item.pk]),
            action_label=_("Record the result"),
            since=agenda_item.meeting.start,
            note=ngettext("%(count)d section", "%(count)d sections", count) % {"count": count},
        )


@register
def drafts(user: User) -> Iterable[Entry]:
    """For an editor: sections that were sent back, and drafts that were never submitted."""
    mine = Q(owner=user) | Q(latest_revision__user=user)
    pages = [
        page
        for model in apps.get_models()
        if issubclass(model, ResolvablePage)
        for page in model._default_manager.filter(
            mine, locale__language_code=settings.LANGUAGE_CODE, alias_of=None
        )
        .select_related("locale")
        .defer_streamfields()
    ]
    running = _running({page.pk for page in pages})
    by_id = {page.pk: page for page in pages}
    for page_id, standing in standings(pages).items():
        page = by_id[page_id]
        sent_back = standing.needs_changes or standing.code in SENT_BACK
        if standing.pending is not None and page_id not in running:
            continue  # nothing to write: what was resolved waits for its day, or for the council
        if not sent_back and (page_id in running or not page.has_unpublished_changes):
            continue
        yield Entry(
            title=page.draft_title,
            url=reverse("wagtailadmin_pages:edit", args=[page_id]),
            action_label=_("Revise and submit") if sent_back else _("Go on writing"),
            since=standing.since or page.latest_revision_created_at,
            note=_("Changes requested") if standing.needs_changes else standing.label,
        )


def _running(page_ids: set[int]) -> set[int]:
    runs = WorkflowState.objects.active().filter(
        object_id__in=[str(pk) for pk in page_ids],
        base_content_type__app_label=Page._meta.app_label,
        base_content_type__model=Page._meta.model_name,
    )
    return {int(pk) for pk in runs.values_list("object_id", flat=True)}


def clerk_of(user: User) -> Iterable[Organization]:
    """Return the bodies whose records a user keeps today."""
    places = user.memberships.current().clerks()
    return Organization.objects.filter(pk__in=places.values("organization"), active=True)


def bodies_of(user: User) -> QuerySet[Organization]:
    """Return the bodies a user belongs to today."""
    return Organization.objects.filter(pk__in=user.memberships.current().values("organization"))


def coming_meetings(user: User) -> QuerySet[Meeting]:
    """Return the next meetings of a user's bodies, those of today included."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    coming = Meeting.objects.filter(start__gte=today, organization__in=bodies_of(user))
    coming = coming.annotate(papers=Count("agenda__paper", distinct=True))
    return coming.select_related("organization").order_by("start")[:COMING]


def when(entry: Entry, now: datetime) -> str:
    """Say until when a thing can be done, or since when it waits."""
    if entry.overdue and (entry.due or entry.since):
        return _("Overdue since %(day)s") % {"day": day_of(entry.due or entry.since)}
    if entry.overdue:
        return _("Overdue")
    if entry.due:
        days = (timezone.localdate(entry.due) - timezone.localdate(now)).days
        left = ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
        words = {"day": day_of(entry.due), "left": left if days else _("last day")}
        return _("Until %(day)s: %(left)s") % words
    return _("Waiting since %(day)s") % {"day": day_of(entry.since)} if entry.since else ""


def day_of(moment: datetime | None) -> str:
    """Return a day as people write it."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


def summary(entries: list[Entry]) -> str:
    """Say in one sentence how much waits."""
    late = sum(entry.overdue for entry in entries)
    words = ngettext(
        "%(count)d thing waits for you.", "%(count)d things wait for you.", len(entries)
    ) % {"count": len(entries)}
    if late:
        more = ngettext("%(count)d of them is overdue.", "%(count)d of them are overdue.", late)
        words = f"{words} {more % {'count': late}}"
    return words


class DeskPanel(Component):
    """The front page of the editing interface: what waits, where one is expected, what became of it."""

    name = "desk"
    template_name = "council/desk.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        entries = entries_for(user)
        return {
            "waiting": [(entry, when(entry, now)) for entry in entries],
            "summary": summary(entries),
            "is_in_a_body": bodies_of(user).exists(),
            "meetings": coming_meetings(user),
            "recent": recently(user),
        }
