"""The pages of an objection: recorded, taken back, decided anew."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..decisions import objecting
from ..decisions.objection_rules import kind_for, last_day, raisers
from ..forms.objection import AnewForm, LiftForm, ObjectForm, SettleForm
from ..models import AgendaItem, Decision, Objection
from ..models.organization import is_clerk
from ..refusals import AlreadyDone
from .confirming import confirmed, show_preview, wants_change
from .showing import AdminRequest, add_refusal, show

WITH_MEETING = "agenda_item__meeting__organization"


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: AdminRequest, decision_id: int) -> HttpResponse:
    """Record an objection to a resolution; while one is open, show how it can end."""
    decision = get_object_or_404(
        Decision.objects.select_related(WITH_MEETING, "agenda_item__paper"), pk=decision_id
    )
    _check_clerk(request, decision)
    meeting = decision.agenda_item.meeting
    papers = decision.items.values("paper_item")
    known = Objection.objects.filter(decision__items__paper_item__in=papers).distinct()
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objecting.object_to(decision=decision, by=request.user, **form.cleaned_data)
        except AlreadyDone as refusal:
            messages.info(request, refusal.messages[0])
            return redirect("council_meeting", meeting.pk)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The objection is recorded; the resolution is suspended."))
            return redirect("council_meeting", meeting.pk)
    context = {
        "form": form,
        "decision": decision,
        "sections": decision.items.select_related("paper_item").defer("final_snapshot"),
        "known": known.select_related("end"),
        "is_open": known.filter(end=None).exists(),
        "last_day": date_format(last_day(decision), "DATE_FORMAT"),
        "later_day": date_format(last_day(decision, Objection.Raiser.MAGISTRATE), "DATE_FORMAT"),
        "challenges": kind_for(decision) == Objection.Kind.CHALLENGE,
        "may_object": dict(raisers()),
        "meeting": meeting,
    }
    title = _("Objection (HGO § 63)")
    if context["challenges"]:
        title = _("Challenge (HGO § 63 (2))")
    return show(request, "objection", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: AdminRequest, objection_id: int) -> HttpResponse:
    """Record that an objection was taken back."""
    objection = _objection(request, objection_id)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objecting.lift(objection=objection, by=request.user, **form.cleaned_data)
        except AlreadyDone as refusal:
            messages.info(request, refusal.messages[0])
            return _back(objection)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The objection has ended; the resolution holds."))
            return _back(objection)
    context = {
        "form": form,
        "intro": _("The resolution holds again, as if nobody had objected. Both stay on record."),
        "submit_label": _("Record that it was taken back"),
        "back": reverse("council_object", args=[objection.decision_id]),
    }
    title = _("Objection taken back")
    return show(request, "form", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: AdminRequest, objection_id: int) -> HttpResponse:
    """Record how a challenge ended: the resolution holds, or it is annulled."""
    objection = _objection(request, objection_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end = objecting.settle(objection=objection, by=request.user, **form.cleaned_data)
        except AlreadyDone as refusal:
            messages.info(request, refusal.messages[0])
            return _back(objection)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, end.get_how_display())
            return _back(objection)
    context = {
        "form": form,
        "intro": _(
            "If it is annulled, the text before it goes public again at once; without one the section "
            "leaves the public."
        ),
        "submit_label": _("Record how it ended"),
        "back": reverse("council_object", args=[objection.decision_id]),
    }
    title = _("End of the challenge")
    return show(request, "form", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_anew(request: AdminRequest, objection_id: int) -> HttpResponse:
    """Record the council's second vote, after a look at what it does."""
    objection = _objection(request, objection_id)
    before = objection.decision.agenda_item
    places = AgendaItem.objects.filter(
        paper=before.paper_id,
        role=AgendaItem.Role.RESOLUTION,
        meeting__start__gt=before.meeting.start,
        meeting__start__lte=timezone.now(),
    ).select_related("meeting__organization")
    last = places.order_by("meeting__start").last()
    meeting = last.meeting if last else before.meeting
    form = AnewForm(request.POST or None, meeting=meeting, places=places)
    if request.method == "POST" and not wants_change(request, form) and form.is_valid():
        response = _decide(request, objection, form)
        if response is not None:
            return response
    context = {"form": form, "objection": objection, "has_place": last is not None}
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "decide_anew", _("The council decides anew"), context, status=status)


def _decide(request: AdminRequest, objection: Objection, form: AnewForm) -> HttpResponse | None:
    record = partial(objecting.decide_anew, objection=objection, by=request.user, **form.vote())
    if not confirmed(request):
        return show_preview(request, form, _("Check and record"), record)
    try:
        decision = record()
    except AlreadyDone as refusal:
        messages.info(request, refusal.messages[0])
        return _back(objection)
    except (ValidationError, PermissionDenied) as refusal:
        add_refusal(form, refusal)
        return None
    messages.success(request, decision.ends_objection.get_how_display())
    return redirect("council_meeting", decision.agenda_item.meeting_id)


def _objection(request: AdminRequest, objection_id: int) -> Objection:
    found: Any = Objection.objects.select_related(
        f"decision__{WITH_MEETING}", "decision__agenda_item__paper"
    )
    objection: Objection = get_object_or_404(found, pk=objection_id)
    _check_clerk(request, objection.decision)
    return objection


def _check_clerk(request: AdminRequest, decision: Decision) -> None:
    if not is_clerk(request.user, decision.agenda_item.meeting.organization):
        raise PermissionDenied


def _back(objection: Objection) -> HttpResponse:
    return redirect("council_meeting", objection.decision.agenda_item.meeting_id)
