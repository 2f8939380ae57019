"""The items of an agenda: add, mend, take off, bring in order; who left the room for one."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ..forms.agenda import EditItemForm, ItemForm, PlaceForm, coming_or_recent
from ..forms.meeting import AttendanceForm, RecusalForm
from ..meetings.attending import lift_recusal, members_on_the_day, note_attendance, note_recusal
from ..meetings.placing import (
    edit_item,
    moved,
    natural_role,
    put_on_agenda,
    remove_item,
    reorder_agenda,
)
from ..models import AgendaItem, Organization, Paper
from ..models.organization import is_clerk
from ..refusals import AlreadyDone
from .meetings import kept
from .showing import AdminRequest, add_refusal, is_id, refusals_beside, show


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_agenda(request: AdminRequest, paper_id: int, body_id: int) -> HttpResponse:
    """Put a paper on the agenda of one of a body's meetings."""
    body = get_object_or_404(Organization, pk=body_id)
    if not is_clerk(request.user, body):
        raise PermissionDenied
    paper = get_object_or_404(Paper, pk=paper_id)
    meetings = coming_or_recent(body.meetings)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        instance=AgendaItem(paper=paper, order=1),
        meetings=meetings,
        initial={"title": paper.title, "role": natural_role(body)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            item = put_on_agenda(paper=paper, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("The paper is on the agenda: %(meeting)s.") % {"meeting": item.meeting}
            )
            return redirect("council_meeting", item.meeting_id)
    context = {
        "form": form,
        "intro": ""
        if meetings.exists()
        else _("%(body)s has no meeting to come; create one first.") % {"body": body},
        "submit_label": _("Put on the agenda"),
        "back": reverse("wagtailadmin_home"),
    }
    title = _("%(paper)s for %(body)s") % {"paper": paper.reference, "body": body.label}
    return show(request, "form", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Put an item on the agenda of a meeting, with a paper or without."""
    found = kept(request, meeting_id)
    form = ItemForm(request.POST if request.method == "POST" else None, meeting=found)
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            item = put_on_agenda(meeting=found, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("On the agenda: %(number)s %(title)s.")
                % {"number": item.number, "title": item.title},
            )
            return redirect("council_meeting", found.pk)
    context = {
        "form": form,
        "intro": str(found),
        "submit_label": _("Put on the agenda"),
        "back": reverse("council_meeting", args=[found.pk]),
    }
    return show(request, "form", _("New agenda item"), context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AdminRequest, item_id: int) -> HttpResponse:
    """Rename or renumber an item, or put it into another part."""
    item = _item(request, item_id)
    form = EditItemForm(request.POST if request.method == "POST" else None, instance=item)
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            edit_item(item=item, by=request.user, **form.cleaned_data)
            messages.success(request, _("The agenda item is changed."))
            return redirect("council_meeting", item.meeting_id)
    context = {
        "form": form,
        "submit_label": _("Save"),
        "back": reverse("council_meeting", args=[item.meeting_id]),
    }
    title = _("Change agenda item %(number)s") % {"number": item.number}
    return show(request, "form", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: AdminRequest, item_id: int) -> HttpResponse:
    """Ask, then take an item off the agenda."""
    item = _item(request, item_id)
    if request.method == "POST":
        _tell(
            request,
            lambda: remove_item(item=item, by=request.user),
            _("The item is off the agenda."),
        )
        return redirect("council_meeting", item.meeting_id)
    context = {
        "question": _("Take “%(item)s” off the agenda? The paper stays and can be put on again.")
        % {"item": item.title},
        "submit_label": _("Take off the agenda"),
        "back": reverse("council_meeting", args=[item.meeting_id]),
    }
    return show(request, "confirm", _("Take off the agenda"), context)


@require_POST
def reorder(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Bring the agenda in the order that was dragged, or move one item up or down."""
    found = kept(request, meeting_id)
    seen = _ids(request.POST.get("seen", ""))
    order = _ids(request.POST.get("order", ""))
    query = ""
    for name in ("up", "down"):
        if is_id(request.POST.get(name, "")):
            order = moved(found, int(request.POST[name]), up=name == "up")
            # Whoever works by keyboard finds the same button again.
            query = f"?moved={int(request.POST[name])}"
    _tell(
        request,
        lambda: reorder_agenda(meeting=found, order=order, seen=seen, by=request.user),
        _("The agenda has a new order."),
    )
    return redirect(reverse("council_meeting", args=[found.pk]) + query + "#agenda")


@require_http_methods(["GET", "HEAD", "POST"])
def present(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Tick who was present."""
    found = kept(request, meeting_id)
    members = members_on_the_day(found)
    noted = list(found.attendances.values_list("membership", flat=True))
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        members=members,
        initial={"present": noted},
    )
    if request.method == "POST" and form.is_valid():
        try:
            rows = note_attendance(meeting=found, by=request.user, **form.cleaned_data)
        except AlreadyDone as refusal:
            messages.info(request, refusal.messages[0])
            return redirect("council_meeting", found.pk)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request,
                _("%(present)d of %(members)d members present")
                % {"present": len(rows), "members": found.organization.statutory_members},
            )
            return redirect("council_meeting", found.pk)
    context = {
        "form": form,
        "intro": _("The number present is counted from this; it decides on the quorum.")
        if members
        else _("No members are entered for this body on the day of the meeting."),
        "back": reverse("council_meeting", args=[found.pk]),
    }
    title = _("Who was present: %(meeting)s") % {"meeting": found}
    return show(request, "attendance", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def recusals(request: AdminRequest, item_id: int) -> HttpResponse:
    """Note who took no part in an item (HGO § 25), or take such a note back."""
    item = _item(request, item_id)
    here = redirect("council_recusals", item.pk)
    if is_id(request.POST.get("lift", "")):
        recusal = get_object_or_404(item.recusals, pk=request.POST["lift"])
        _tell(request, lambda: lift_recusal(recusal=recusal, by=request.user), _("Taken back."))
        return here
    form = RecusalForm(
        request.POST if request.method == "POST" else None, members=members_on_the_day(item.meeting)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            note_recusal(item=item, by=request.user, **form.cleaned_data)
            messages.success(request, _("The recusal is noted."))
            return here
    context = {
        "form": form,
        "item": item,
        "recusals": item.recusals.select_related("membership__person", "membership__faction"),
        "is_settled": item.is_decided_on(),
    }
    title = _("Recusals, item %(number)s") % {"number": item.number}
    return show(request, "recusals", title, context, status=422 if form.errors else 200)


def _item(request: AdminRequest, item_id: int) -> AgendaItem:
    """Return an item to the clerk of its body."""
    items = AgendaItem.objects.select_related("meeting__organization", "paper")
    item = get_object_or_404(items, pk=item_id)
    if not is_clerk(request.user, item.meeting.organization):
        raise PermissionDenied
    return item


def _ids(words: str) -> list[int]:
    return [int(word) for word in words.split(",") if is_id(word)]


def _tell(request: AdminRequest, do: Callable[[], object], done: str) -> None:
    """Do it and say so, or say why not."""
    try:
        do()
    except AlreadyDone as refusal:
        messages.warning(request, " ".join(refusal.messages))
    except (ValidationError, PermissionDenied) as refusal:
        words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        messages.error(request, " ".join(words))
    else:
        messages.success(request, done)
