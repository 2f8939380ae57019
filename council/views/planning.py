"""What goes with a paper: its planned way through the bodies, and its documents."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..forms.meeting import DocumentForm
from ..forms.paper import DeadlineForm, StopFormSet
from ..models import CouncilSettings
from ..papers.drafting import attach, detach
from ..papers.planning import plan_consultations, route_of, settled_bodies
from .papers import for_clerk
from .showing import AdminRequest, is_id, refusals_beside, show


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Plan which body deals with a paper when, and until when amendments are taken."""
    found = for_clerk(request, paper_id)
    settled = settled_bodies(found)
    stops = found.consultations.select_related("organization")
    initial = [
        {
            "organization": stop.organization_id,
            "position": stop.position,
            "planned_for": stop.planned_for,
        }
        for stop in stops
    ]
    bodies = {stop.organization_id: stop.organization for stop in stops}
    asked = {body.pk for step in route_of(found) for body in step}
    formset = StopFormSet(
        request.POST if request.method == "POST" else None, initial=initial, prefix="stops"
    )
    deadline = DeadlineForm(
        request.POST if request.method == "POST" else None,
        initial={"amendments_until": found.amendments_until},
    )
    if request.method == "POST" and all([formset.is_valid(), deadline.is_valid()]):
        with refusals_beside(deadline):
            plan_consultations(
                paper=found, stops=formset.stops(), by=request.user, **deadline.cleaned_data
            )
            messages.success(request, _("The plan is saved."))
            return redirect("council_paper", found.pk)
    context = {
        "paper": found,
        "form": deadline,
        "formset": formset,
        "rows": [
            {
                "form": stop,
                "body": bodies.get(stop.initial.get("organization")),
                "is_settled": stop.initial.get("organization") in settled,
                "may_leave": stop.initial.get("organization") not in asked | settled,
            }
            for stop in formset
        ],
        "days": CouncilSettings.load().days_to_amend,
        "back": reverse("council_paper", args=[found.pk]),
    }
    title = _("Way of paper %(reference)s through the bodies") % {"reference": found.reference}
    wrong = deadline.errors or (formset.is_bound and not formset.is_valid())
    return show(request, "paper_plan", title, context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Put documents with a paper, or take them off."""
    found = for_clerk(request, paper_id)
    here = redirect("council_paper_attachments", found.pk)
    if is_id(request.POST.get("detach", "")):
        try:
            detach(paper=found, attachment_id=int(request.POST["detach"]), by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The document is taken off the paper."))
        return here
    form = DocumentForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            with transaction.atomic():
                attach(paper=found, document=form.chosen(request.user), by=request.user)
            messages.success(request, _("The document is attached."))
            return here
    context = {
        "paper": found,
        "form": form,
        "attachments": found.attachments.select_related("document"),
        "is_settled": found.is_decided_on(),
        "back": reverse("council_paper", args=[found.pk]),
    }
    title = _("Attachments of paper %(reference)s") % {"reference": found.reference}
    return show(request, "attachments", title, context, status=422 if form.errors else 200)
