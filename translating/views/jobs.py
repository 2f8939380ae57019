"""Background jobs: order one, watch it, stop it, try again.

Looking changes nothing. Without a worker it is the button, or the script that presses it, which does
the next part (``go_on``); with a worker it only matters when a worker was killed.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from .. import jobs
from ..editors import is_editor
from ..forms.jobs import OrderForm
from ..models import Job, JobStep
from ..planning import plan_for
from ..progress import Progress
from ..tasks import has_worker, work_on
from .showing import AdminRequest, add_refusal, is_id, show

A_PAGE = 30


def for_editor(request: AdminRequest) -> None:
    """Raise PermissionDenied for whoever does not give texts to translators."""
    if not is_editor(request.user):
        raise PermissionDenied


@require_safe
def list_jobs(request: AdminRequest) -> HttpResponse:
    """List all jobs, the newest first."""
    for_editor(request)
    done = Count("steps", filter=~Q(steps__state=JobStep.State.WAITING))
    failed = Count("steps", filter=Q(steps__state=JobStep.State.FAILED))
    ordered = Job.objects.select_related("by").order_by("-created_at", "-pk")
    found = ordered.annotate(total=Count("steps"), done=done, failed=failed)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    return show(request, "jobs", _("Background jobs"), {"jobs": page})


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: AdminRequest) -> HttpResponse:
    """Choose a page and languages, see what that comes to, then order it."""
    for_editor(request)
    wanted = request.POST.get("root") or request.GET.get("page") or ""
    page_id = int(wanted) if is_id(wanted) else None
    data = request.POST if request.method == "POST" else None
    form = OrderForm(data, page_id=page_id, initial={"root": page_id})
    plan = None
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        try:
            plan = plan_for(form.cleaned_data["root"], form.cleaned_data["locales"])
            jobs.check(plan)
            if "confirm" in request.POST:
                job = jobs.order(**form.cleaned_data, by=request.user)
                if has_worker():
                    work_on.enqueue(job.pk)
                messages.success(request, _("The job is ordered."))
                return redirect("translating:job", job.pk)
        except (ValidationError, PermissionDenied) as refusal:
            plan = None
            add_refusal(form, refusal)
    context = {"form": form, "plan": plan}
    status = 422 if form.errors else 200
    return show(request, "job_order", _("Prepare for translation"), context, status=status)


@require_safe
def job(request: AdminRequest, job_id: int) -> HttpResponse:
    """Show how far a job is, what failed and why."""
    for_editor(request)
    found = _job(job_id)
    steps = found.steps.select_related("locale")
    context = {
        "job": found,
        "progress": Progress.of(found),
        "failed": steps.filter(state=JobStep.State.FAILED),
        "skipped": steps.filter(state=JobStep.State.SKIPPED),
        "noted": steps.filter(state=JobStep.State.DONE).exclude(message=""),
        "has_worker": has_worker(),
    }
    title = _("Preparing “%(title)s” for translation") % {"title": found.title}
    return show(request, "job", title, context)


@require_safe
def job_state(request: AdminRequest, job_id: int) -> JsonResponse:
    """Tell a script how far a job is."""
    for_editor(request)
    return JsonResponse(Progress.of(_job(job_id)).as_data())


@require_POST
def go_on(request: AdminRequest, job_id: int) -> HttpResponse:
    """Do the next part of a job, or wake the worker up."""
    for_editor(request)
    found = _job(job_id)
    if jobs.unfinished(found.pk):
        work_on.enqueue(found.pk)
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse(Progress.of(_job(job_id)).as_data())
    if has_worker():
        messages.success(request, _("The worker will go on with the job."))
    return redirect("translating:job", found.pk)


@require_POST
def cancel(request: AdminRequest, job_id: int) -> HttpResponse:
    """Stop a job; what is done stays."""
    return _acted(request, job_id, jobs.cancel, _("The job is stopped. What is done stays."))


@require_POST
def try_again(request: AdminRequest, job_id: int) -> HttpResponse:
    """Give the failed steps another turn."""
    return _acted(request, job_id, jobs.try_again, _("What failed is tried again."))


def _acted(
    request: AdminRequest, job_id: int, act: Callable[..., object], done: str
) -> HttpResponse:
    """Do one of the verbs of a job and tell how it went."""
    for_editor(request)
    found = _job(job_id)
    try:
        act(job=found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
        if has_worker() and jobs.unfinished(found.pk):
            work_on.enqueue(found.pk)
    return redirect("translating:job", found.pk)


def _job(job_id: int) -> Job:
    return get_object_or_404(Job.objects.select_related("by", "cancelled_by"), pk=job_id)
