"""Easy texts and the checks by their readers: a list, and a page that records one."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from cms.models import EasyCheck, LiveText
from cms.navigation import site_map

from .. import easy
from ..forms.easy import CheckForm
from .showing import AdminRequest, add_refusal, show


@require_safe
def list_easy(request: AdminRequest) -> HttpResponse:
    """List all live easy texts and whether their words are checked."""
    if not easy.may_record(request.user):
        raise PermissionDenied
    return show(request, "easy", _("Easy language"), {"pages": easy.easy_pages()})


@require_http_methods(["GET", "HEAD", "POST"])
def check_easy(request: AdminRequest, page_id: int) -> HttpResponse:
    """Record a check of one text, and show those there were."""
    if not easy.may_record(request.user):
        raise PermissionDenied
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    text = LiveText.objects.filter(page_id=page.pk).first()
    if text is None:
        raise Http404(_("Only a published text in easy language can be checked."))
    form = CheckForm(request.POST or None, initial={"wording": text.content_hash})
    if request.method == "POST" and form.is_valid():
        try:
            easy.record_check(page=page, by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The check is recorded."))
            return redirect("translating:easy")
    place = site_map().place(page.pk)
    context = {
        "form": form,
        "page": page,
        "text": text,
        "live_url": place.url if place else "",
        "checks": page.easy_checks.select_related("recorded_by"),
    }
    return show(request, "easy_check", page.title, context, status=422 if form.errors else 200)


@require_POST
def withdraw_easy(request: AdminRequest, check_id: int) -> HttpResponse:
    """Take back a check that was recorded by mistake."""
    check = get_object_or_404(EasyCheck, pk=check_id)
    easy.withdraw_check(check=check, by=request.user)
    messages.success(request, _("The check is withdrawn."))
    return redirect("translating:easy_check", check.page_id)
