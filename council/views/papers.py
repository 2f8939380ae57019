"""Papers: make one of sections that passed the steering group, look at it, take it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState

from ..actions import create_paper, withdraw_paper
from ..agenda import waiting_for_paper
from ..forms.paper import PaperForm, WithdrawForm
from ..models import DecisionItem, Paper
from ..models.organization import is_clerk
from .showing import AdminRequest, add_refusal, show, text_of


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AdminRequest) -> HttpResponse:
    """Create a paper."""
    if not is_clerk(request.user):
        raise PermissionDenied
    ids = [int(pk) for pk in waiting_for_paper().values_list("object_id", flat=True)]
    waiting = Page.objects.filter(pk__in=ids).order_by("path")
    form = PaperForm(request.POST or None, waiting=waiting, initial={"pages": ids})
    if request.method == "POST" and form.is_valid():
        try:
            made = create_paper(by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Paper %(reference)s is made.") % {"reference": made.reference}
            )
            return redirect("council_paper", made.pk)
    context = {
        "form": form,
        "nothing_waits": not ids,
        "submit_label": _("Create a paper"),
        "back": reverse("wagtailadmin_home"),
    }
    return show(request, "form", _("New paper"), context, status=422 if form.errors else 200)


@require_safe
def paper(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Show a paper to its readers: the clerks and the members of bodies."""
    _check_reader(request)
    found = get_object_or_404(Paper, pk=paper_id)
    items = list(found.items.select_related("revision", "workflow_state", "page"))
    is_open = any(i.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS for i in items)
    context = {
        "paper": found,
        "texts": [(item, text_of(item.revision)) for item in items],
        "agenda": found.agenda_items.select_related("meeting__organization"),
        "decided": DecisionItem.objects.light().in_force().filter(paper_item__paper=found),
        "may_withdraw": is_open and not found.withdrawn_at and is_clerk(request.user),
    }
    return show(request, "paper", str(found), context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Take a paper back."""
    if not is_clerk(request.user):
        raise PermissionDenied
    found = get_object_or_404(Paper, pk=paper_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_paper(paper=found, by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
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


def _check_reader(request: AdminRequest) -> None:
    user = request.user
    if not (user.memberships.current().exists() or user.has_perm("council.view_paper")):
        raise PermissionDenied
