"""The record page: what a body decided on an agenda item, on one section or on many."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..actions import AlreadyDone, record_decision
from ..decisions.votes import Outcome, Room
from ..forms.record import RecordForm
from ..meetings.agenda import open_on
from ..meetings.inviting import lacks_notice
from ..models import AgendaItem, Decision, DecisionItem
from ..models.organization import is_clerk
from .confirming import confirmed, show_preview, wants_change
from .showing import AdminRequest, add_refusal, show


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: AdminRequest, item_id: int) -> HttpResponse:
    """Record what the minutes say about an agenda item."""
    agenda_item = get_object_or_404(
        AgendaItem.objects.select_related("meeting__organization", "paper"), pk=item_id
    )
    if not is_clerk(request.user, agenda_item.meeting.organization):
        raise PermissionDenied
    if _is_recorded(request.POST.get("token", "")):
        messages.info(request, _("This decision is already recorded."))
        return redirect("council_meeting", agenda_item.meeting_id)

    items = list(open_on(agenda_item).select_related("paper"))
    decided_here = set(
        DecisionItem.objects.filter(decision__agenda_item=agenda_item).values_list(
            "paper_item", flat=True
        )
    )
    form = RecordForm(
        request.POST or None,
        agenda_item=agenda_item,
        items=items,
        chosen=[item.pk for item in items if item.pk not in decided_here],
    )
    amending = form.resolves and request.POST.get("outcome") == Outcome.ADOPTED_AMENDED
    if amending:
        form.ask_for_wordings(request.POST.getlist("sections"))
    asked = not amending or "wordings" in request.POST
    if request.method == "POST" and asked and not wants_change(request, form) and form.is_valid():
        response = _record(request, agenda_item, form)
        if response is not None:
            return response
    if not asked:
        form = _asking(request, form, agenda_item, items)
    context = {
        "form": form,
        "agenda_item": agenda_item,
        "items": items,
        "room": Room.of(agenda_item),
        "lacks_notice": lacks_notice(agenda_item.meeting),
        "resolves": form.resolves,
        "decided": DecisionItem.objects.light()
        .in_force()
        .filter(decision__agenda_item=agenda_item),
        "next_steps": _next_steps(agenda_item),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "record", _("Record a decision"), context, status=status)


def _is_recorded(token: str) -> bool:
    try:
        return Decision.objects.filter(token=UUID(token)).exists()
    except ValueError:
        return False


def _record(
    request: AdminRequest, agenda_item: AgendaItem, form: RecordForm
) -> HttpResponse | None:
    data = form.cleaned_data
    record_it = partial(
        record_decision,
        agenda_item=agenda_item,
        items=data["sections"],
        by=request.user,
        final_texts=form.final_texts(),
        **form.vote(),
    )
    if not confirmed(request):
        back = reverse("council_record", args=[agenda_item.pk])
        title = _("Check and record")
        return show_preview(request, form, title, record_it, agenda_item=agenda_item, back=back)
    try:
        decision = record_it()
    except AlreadyDone as refusal:
        messages.info(request, refusal.messages[0])
    except (ValidationError, PermissionDenied) as refusal:
        add_refusal(form, refusal)
        return None
    else:
        _say_recorded(request, decision)
        left = open_on(agenda_item).exclude(decision_items__decision__agenda_item=agenda_item)
        if count := left.count():
            words = ngettext(
                "%(count)d section of this item is left; record its vote now.",
                "%(count)d sections of this item are left; record their votes now.",
                count,
            )
            messages.info(request, words % {"count": count})
            return redirect("council_record", agenda_item.pk)
    return redirect("council_meeting", agenda_item.meeting_id)


def _say_recorded(request: AdminRequest, decision: Decision) -> None:
    count = decision.items.count()
    words = ngettext(
        "Recorded: %(outcome)s, %(count)d section.",
        "Recorded: %(outcome)s, %(count)d sections.",
        count,
    )
    outcome = decision.get_outcome_display()
    messages.success(request, words % {"outcome": outcome, "count": count})


def _asking(
    request: AdminRequest, form: RecordForm, agenda_item: AgendaItem, items: list
) -> RecordForm:
    """Show the same entries again, now with the paragraphs that can be amended."""
    chosen = request.POST.getlist("sections")
    entered: dict[str, Any] = {n: request.POST.get(n) for n in form.fields if n in request.POST}
    entered["sections"] = chosen
    asking = RecordForm(agenda_item=agenda_item, items=items, initial=entered)
    asking.ask_for_wordings(chosen)
    messages.info(request, _("Now enter the amended paragraphs, then record the decision."))
    return asking


def _next_steps(agenda_item: AgendaItem) -> list[str]:
    """Say what recording sets in motion."""
    if agenda_item.role != AgendaItem.Role.RESOLUTION:
        return [
            _("A recommendation is kept with the section; a “no” does not stop it."),
            _("When every body of this step has answered, the section moves on."),
            _("“Referred back” ends the run: the section starts anew with the steering group."),
            _("“Deferred” leaves the section on the agenda."),
            _("“Dealt with” is an answer without effect; the section moves on."),
            _("“Withdrawn by its author” ends the run without a vote."),
        ]
    return [
        _("“Adopted” publishes exactly the pinned wording as a new version."),
        _("“Adopted with amendments” asks for the amended paragraphs and publishes that wording."),
        _("“Rejected” and “Referred back” end the run; nothing is published."),
        _("“Deferred” leaves the section on the agenda."),
        _("“Dealt with” and “Withdrawn by its author” end the run; nothing is published."),
    ]
