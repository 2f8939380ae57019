"""What waits for the people of the route: voters, clerks, members, editors."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from cms.desk import Entry, entries_for, register
from cms.models import User

from .agenda import to_record, waiting_for_paper, without_agenda
from .models import DecisionItem, Meeting, Organization, ResolvablePage, SteeringTaskState
from .models.pinned import is_current
from .standing import Code, standings

RECENT = 5


@register
def ballots(user: User) -> Iterable[Entry]:
    """Ballots that are open and in which the user has not voted yet."""
    bodies = set(user.memberships.current().voting().values_list("organization", flat=True))
    opened = SteeringTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__steeringtask__organization__in=bodies
    )
    opened = opened.exclude(votes__person=user).select_related("revision", "workflow_state")
    for ballot in opened:
        if user.pk in ballot.electorate and is_current(ballot, ballot.workflow_state):
            yield Entry(
                title=ballot.revision.object_str,
                url=reverse("council_ballot", args=[ballot.pk]),
                action_label=_("Read and vote"),
                since=ballot.started_at,
                note=str(ballot.get_purpose_display()),
            )


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
    for body in bodies:
        for item in without_agenda(body):
            yield Entry(
                title=_("%(paper)s for %(body)s") % {"paper": item.paper, "body": body.label},
                url=reverse("council_agenda_add", args=[item.paper_id, body.pk]),
                action_label=_("Put on the agenda"),
                since=item.workflow_state.current_task_state.started_at,
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
def meetings(user: User) -> Iterable[Entry]:
    """For a member: the coming meetings of her bodies, with agenda and papers."""
    coming = Meeting.objects.upcoming(timezone.now()).filter(organization__in=bodies_of(user))
    for meeting in coming.select_related("organization").order_by("start"):
        yield Entry(
            title=str(meeting),
            url=reverse("council_meeting", args=[meeting.pk]),
            action_label=_("Read agenda and papers"),
            note=date_format(timezone.localtime(meeting.start), "DATETIME_FORMAT"),
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
        sent_back = standing.needs_changes or standing.code == Code.REFERRED_BACK
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


def bodies_of(user: User) -> Iterable[Organization]:
    """Return the bodies a user belongs to today."""
    return Organization.objects.filter(pk__in=user.memberships.current().values("organization"))


class DeskPanel(Component):
    """The front page of the editing interface: what waits, and the button that does it."""

    name = "desk"
    template_name = "council/desk.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        decided = DecisionItem.objects.light().in_force().filter(organization__in=bodies_of(user))
        return {"entries": entries_for(user), "decided": decided.order_by("-pk")[:RECENT]}
