"""One vote on agenda II: several papers, recorded together."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..decisions.deciding import record_together
from ..forms.record import TogetherForm
from ..meetings.agenda import to_record
from ..meetings.inviting import lacks_notice
from ..models import AgendaItem, Meeting
from ..models.organization import is_clerk
from ..refusals import AlreadyDone
from .confirming import confirmed, show_preview, wants_change
from .showing import AdminRequest, add_refusal, show


def open_on_agenda_two(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of agenda II whose papers are still to be recorded."""
    return [
        item
        for item, _count in to_record([meeting.organization])
        if item.meeting_id == meeting.pk and item.part == AgendaItem.Part.TWO
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def record_agenda_two(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Record one vote for several papers, after a look at what it does."""
    meeting = get_object_or_404(Meeting.objects.select_related("organization"), pk=meeting_id)
    if not is_clerk(request.user, meeting.organization):
        raise PermissionDenied
    items = open_on_agenda_two(meeting)
    if request.method == "POST" and not items:
        messages.info(request, _("This decision is already recorded."))
        return redirect("council_meeting", meeting.pk)
    form = TogetherForm(request.POST or None, meeting=meeting, items=items)
    if request.method == "POST" and not wants_change(request, form) and form.is_valid():
        response = _record(request, meeting, form)
        if response is not None:
            return response
    context = {
        "form": form,
        "meeting": meeting,
        "items": items,
        "lacks_notice": lacks_notice(meeting),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "record_together", _("One vote on agenda II"), context, status=status)


def _record(request: AdminRequest, meeting: Meeting, form: TogetherForm) -> HttpResponse | None:
    chosen = form.cleaned_data["agenda_items"]
    record = partial(
        record_together, meeting=meeting, agenda_items=chosen, by=request.user, **form.vote()
    )
    if not confirmed(request):
        return show_preview(request, form, _("Check and record"), record, meeting=meeting)
    try:
        decisions = record()
    except AlreadyDone as refusal:
        messages.info(request, refusal.messages[0])
    except (ValidationError, PermissionDenied) as refusal:
        add_refusal(form, refusal)
        return None
    else:
        words = ngettext(
            "Recorded: %(outcome)s, %(count)d agenda item.",
            "Recorded: %(outcome)s, %(count)d agenda items.",
            len(decisions),
        )
        outcome = decisions[0].get_outcome_display()
        messages.success(request, words % {"outcome": outcome, "count": len(decisions)})
    return redirect("council_meeting", meeting.pk)
