"""A meeting for clerks and members: its agenda, its pack, its invitation, its minutes."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from ..forms.meeting import DocumentForm, InvitationForm
from ..meetings.access import agenda_for, belongs_to, may_read
from ..meetings.agenda import open_items
from ..meetings.inviting import (
    file_minutes,
    lacks_notice,
    proposed_invitation,
    second_call_notice,
    write_invitation,
)
from ..meetings.next_steps import has_begun, next_steps, open_results, state_of
from ..models import AgendaItem, Amendment, DecisionItem, Meeting, PaperItem, Recusal
from ..models.organization import is_clerk
from ..models.pinned import load_revisions
from ..refusals import AlreadyDone
from .showing import AdminRequest, add_refusal, refusals_beside, show, text_of


@require_safe
def meeting(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Show where a meeting stands, what to do next, its agenda and what was decided."""
    found = readable(request, meeting_id)
    clerk = is_clerk(request.user, found.organization)
    items = agenda_for(request.user, found)
    parts = _parts(found, items, to_record=clerk and has_begun(found))
    context = {
        "meeting": found,
        "state": state_of(found).label,
        "steps": next_steps(found) if clerk else [],
        "parts": parts,
        "moved": request.GET.get("moved", ""),
        "seen": ",".join(str(item.pk) for item in items),
        "is_clerk": clerk,
        "may_read_minutes": belongs_to(request.user, found.organization),
        "lacks_notice": lacks_notice(found),
    }
    return show(request, "meeting", str(found), context)


@require_safe
def pack(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Show everything for a meeting on one page: invitation, agenda, papers and their texts."""
    found = readable(request, meeting_id)
    items = agenda_for(request.user, found)
    texts: dict[int, list] = defaultdict(list)
    papers = [item.paper_id for item in items if item.paper_id]
    pinned = list(PaperItem.objects.light().filter(paper__in=papers).order_by("position"))
    revisions = load_revisions(paper_item.revision_id for paper_item in pinned)
    for paper_item in pinned:
        text = text_of(revisions[paper_item.revision_id])
        texts[paper_item.paper_id].append((paper_item, text))
    proposed = Amendment.objects.filter(withdrawn_at=None)
    prefetch_related_objects(
        [item.paper for item in items if item.paper],
        "attachments__document",
        Prefetch("amendments", proposed.select_related("organization", "faction", "submitted_by")),
    )
    rows = [
        {
            "item": item,
            "texts": texts.get(item.paper_id or 0, []),
            "attachments": item.paper.attachments.all() if item.paper else [],
            "amendments": item.paper.amendments.all() if item.paper else [],
        }
        for item in items
    ]
    context = {"meeting": found, "rows": rows}
    return show(request, "meeting_pack", _("Papers for the meeting"), context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Write the invitation."""
    found = kept(request, meeting_id)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        initial={"text": found.invitation or proposed_invitation(found)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            write_invitation(meeting=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The invitation is saved."))
            return redirect("council_invitation_print", found.pk)
    context = {
        "form": form,
        "intro": second_call_notice() if found.second_call else "",
        "submit_label": _("Save the invitation"),
        "back": reverse("council_meeting", args=[found.pk]),
    }
    title = _("Invitation: %(meeting)s") % {"meeting": found}
    return show(request, "form", title, context, status=422 if form.errors else 200)


@require_safe
def invitation_print(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Show the invitation with the agenda as it is sent."""
    found = readable(request, meeting_id)
    context = {
        "meeting": found,
        "parts": _grouped(agenda_for(request.user, found)),
        "lacks_notice": lacks_notice(found),
        "is_clerk": is_clerk(request.user, found.organization),
    }
    return show(request, "invitation", _("Invitation: %(meeting)s") % {"meeting": found}, context)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """File the signed minutes."""
    found = kept(request, meeting_id)
    form = DocumentForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                document = form.chosen(request.user)
                file_minutes(meeting=found, document=document, by=request.user)
        except AlreadyDone as refusal:
            messages.info(request, refusal.messages[0])
            return redirect("council_meeting", found.pk)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The minutes are filed."))
            return redirect("council_meeting", found.pk)
    context = {
        "form": form,
        "intro": _(
            "The signed minutes are the legal record. When the meeting had a non-public part, only "
            "members and clerks of the body can open them."
        ),
        "submit_label": _("File the minutes"),
        "back": reverse("council_meeting", args=[found.pk]),
    }
    title = _("Minutes: %(meeting)s") % {"meeting": found}
    return show(request, "form", title, context, status=422 if form.errors else 200)


def readable(request: AdminRequest, meeting_id: int) -> Meeting:
    """Return a meeting to those who may read it."""
    found = get_object_or_404(Meeting.objects.select_related("organization"), pk=meeting_id)
    if not may_read(request.user, found):
        raise PermissionDenied
    return found


def kept(request: AdminRequest, meeting_id: int) -> Meeting:
    """Return a meeting to the clerk of its body."""
    found = get_object_or_404(Meeting.objects.select_related("organization"), pk=meeting_id)
    if not is_clerk(request.user, found.organization):
        raise PermissionDenied
    return found


def _grouped(items: list[AgendaItem]) -> list[tuple[str, str, list[AgendaItem]]]:
    """Return the parts that hold something: code, words, items."""
    return [
        (part.value, str(part.label), [item for item in items if item.part == part])
        for part in AgendaItem.Part
        if any(item.part == part for item in items)
    ]


def _parts(found: Meeting, items: list[AgendaItem], *, to_record: bool) -> list[dict[str, Any]]:
    """Return the agenda for the screen, with as many queries for forty items as for four."""
    ids = [item.pk for item in items]
    papers = {item.paper_id for item in items if item.paper_id}
    decided, sections, recusals = defaultdict(list), defaultdict(list), defaultdict(list)
    rows = DecisionItem.objects.light().in_force().filter(decision__agenda_item__in=ids)
    for row in rows.select_related("decision"):
        decided[row.decision.agenda_item_id].append(row)
    for section in PaperItem.objects.light().filter(paper__in=papers).select_related("page"):
        sections[section.paper_id].append(section)
    for recusal in Recusal.objects.filter(agenda_item__in=ids).select_related("membership__person"):
        recusals[recusal.agenda_item_id].append(recusal)
    left = open_results(found) if to_record else []
    open_papers = (
        set(open_items(found.organization).filter(paper__in=papers).values_list("paper", flat=True))
        if to_record
        else set()
    )
    settled = set(
        AgendaItem.objects.filter(pk__in=ids, decisions__isnull=False).values_list("pk", flat=True)
    )
    parts = []
    for code, label, members in _grouped(items):
        shown = [
            {
                "item": item,
                "key": str(item.pk),
                "sections": sections.get(item.paper_id or 0, []),
                "decided": decided.get(item.pk, []),
                "recusals": recusals.get(item.pk, []),
                "is_settled": item.pk in settled,
                "to_record": item.paper_id in open_papers,
                "is_due": item.pk in left,
            }
            for item in members
        ]
        due = [row for row in shown if row["is_due"]]
        parts.append({"code": code, "label": label, "rows": shown, "due": due})
    return parts
