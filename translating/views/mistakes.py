"""The reports of readers: a list for those who work in a language, and the page that settles one."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.views_translation import locales_of

from .. import mistakes
from ..forms.mistakes import SettleForm
from ..models import MistakeReport
from .showing import AdminRequest, add_refusal, show

#: So many reports stand on one page of the list.
A_PAGE = 50


@require_safe
def list_mistakes(request: AdminRequest) -> HttpResponse:
    """List what waits, oldest first; on request what is settled, newest first."""
    if not locales_of(request.user):
        raise PermissionDenied
    settled = request.GET.get("settled") == "1"
    reports = mistakes.reports_for(request.user).filter(settled_at__isnull=not settled)
    reports = reports.order_by("-settled_at" if settled else "created_at", "pk")
    page = Paginator(reports, A_PAGE).get_page(request.GET.get("p"))
    context = {"reports": page, "settled": settled}
    return show(request, "mistakes", _("Reported mistakes"), context)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_mistake(request: AdminRequest, report_id: int) -> HttpResponse:
    """Show one report with the words it is about, and take what was done."""
    report = get_object_or_404(
        MistakeReport.objects.select_related("page", "locale", "settled_by"), pk=report_id
    )
    if not mistakes.reports_for(request.user).filter(pk=report.pk).exists():
        raise PermissionDenied
    # An object of its own: what was typed and refused must not look like what is kept.
    form = SettleForm(request.POST or None, instance=MistakeReport.objects.get(pk=report.pk))
    if request.method == "POST" and form.is_valid():
        try:
            mistakes.settle(report=report, outcome=form.cleaned_data["outcome"], by=request.user)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The report is settled."))
            return redirect("translating:mistakes")
    context = {"report": report, "form": form}
    status = 422 if form.errors else 200
    return show(request, "mistake", _("Reported mistake"), context, status=status)
