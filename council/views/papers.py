"""Papers: make one of sections that passed the steering group, look at it, mend it, take it back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState

from ..actions import create_paper, withdraw_paper
from ..forms.paper import EditPaperForm, PaperForm, WithdrawForm
from ..meetings.access import may_read_paper, visible_items
from ..meetings.agenda import waiting_for_paper
from ..models import DecisionItem, Paper
from ..models.organization import is_clerk
from ..models.pinned import load_revisions
from ..papers.drafting import edit_paper
from ..papers.planning import settled_bodies
from .showing import AdminRequest, is_id, refusals_beside, show, text_of


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AdminRequest) -> HttpResponse:
    """Create a paper; “up” and “down” only change the order of the sections in the form."""
    if not is_clerk(request.user):
        raise PermissionDenied
    ids = [int(pk) for pk in waiting_for_paper().values_list("object_id", flat=True)]
    waiting = Page.objects.filter(pk__in=ids).order_by("path")
    form = _arranged(request, waiting)
    if form is None:
        form = PaperForm(
            request.POST if request.method == "POST" else None,
            waiting=waiting,
            order=request.POST.getlist("order"),
            initial={"pages": ids},
        )
        if request.method == "POST" and form.is_valid():
            with refusals_beside(form):
                made = create_paper(by=request.user, **form.cleaned_data)
                messages.success(
                    request, _("Paper %(reference)s is made.") % {"reference": made.reference}
                )
                return redirect("council_paper", made.pk)
    context = {"form": form, "nothing_waits": not ids, "back": reverse("wagtailadmin_home")}
    return show(request, "paper_add", _("New paper"), context, status=422 if form.errors else 200)


def _arranged(request: AdminRequest, waiting: object) -> PaperForm | None:
    """Return the form with one section moved and all entries kept, when that was asked for."""
    for name in ("up", "down"):
        if is_id(request.POST.get(name, "")):
            entries: dict[str, Any] = {n: request.POST.get(n, "") for n in PaperForm.base_fields}
            entries["pages"] = request.POST.getlist("pages")
            form = PaperForm(waiting=waiting, order=request.POST.getlist("order"), initial=entries)
            form.move(int(request.POST[name]), up=name == "up")
            return form
    return None


@require_safe
def paper(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Show a paper to its readers: the clerks and the members of bodies."""
    found = get_object_or_404(Paper.objects.select_related("supersedes"), pk=paper_id)
    if not may_read_paper(request.user, found):
        raise PermissionDenied
    items = list(found.items.select_related("workflow_state", "page"))
    revisions = load_revisions(item.revision_id for item in items)
    is_open = any(i.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS for i in items)
    seen = visible_items(request.user).filter(paper=found)
    works = is_clerk(request.user) and not found.withdrawn_at
    decided = DecisionItem.objects.light().in_force().filter(paper_item__paper=found)
    context = {
        "paper": found,
        "texts": [(item, text_of(revisions[item.revision_id])) for item in items],
        "agenda": seen.select_related("meeting__organization"),
        "decided": decided.filter(decision__agenda_item__in=seen),
        "consultations": found.consultations.select_related("organization"),
        "answered": settled_bodies(found),
        "attachments": found.attachments.select_related("document"),
        "superseded_by": Paper.objects.filter(supersedes=found).first(),
        "is_open": is_open,
        "may_edit": works,
        "may_withdraw": is_open and works,
    }
    return show(
        request, "paper", _("Paper %(reference)s") % {"reference": found.reference}, context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Change the words of a paper."""
    found = for_clerk(request, paper_id)
    form = EditPaperForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            edit_paper(paper=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The paper is changed."))
            return redirect("council_paper", found.pk)
    context = {
        "form": form,
        "intro": _("The sections in the paper stay as they are pinned."),
        "submit_label": _("Save"),
        "back": reverse("council_paper", args=[found.pk]),
    }
    title = _("Change paper %(reference)s") % {"reference": found.reference}
    return show(request, "form", title, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Take a paper back."""
    found = for_clerk(request, paper_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            withdraw_paper(paper=found, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("Paper %(reference)s is withdrawn.") % {"reference": found.reference}
            )
            return redirect("council_paper", found.pk)
    context = {
        "form": form,
        "submit_label": _("Withdraw the paper"),
        "back": reverse("council_paper", args=[found.pk]),
        "intro": _(
            "All open deliberations of the paper end. Recorded decisions stay. The sections can be "
            "submitted again, beginning with the steering group."
        ),
    }
    title = _("Withdraw paper %(reference)s") % {"reference": found.reference}
    return show(request, "form", title, context, status=422 if form.errors else 200)


def for_clerk(request: AdminRequest, paper_id: int) -> Paper:
    """Return a paper to a clerk."""
    if not is_clerk(request.user):
        raise PermissionDenied
    return get_object_or_404(Paper, pk=paper_id)
