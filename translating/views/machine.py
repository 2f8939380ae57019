"""What a machine does: prefill one translation, and the report of its words."""

from collections import Counter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from cms.spreadsheets import as_csv

from .. import finding, machine
from ..models import MachineMonth, MachineUse
from ..progress import Run
from ..tasks import fill, has_worker
from .jobs import for_editor
from .showing import AdminRequest, is_id, show


@require_POST
def prefill(request: AdminRequest, work_id: int) -> HttpResponse:
    """Begin to fill what is empty, or go on with it; the sheet tells how far it is.

    With a worker this only orders; without one it does the next part, one short answer long.
    """
    work, _translation = finding.work_for(request.user, work_id)
    known = request.POST.get("seen", "")
    seen = int(known) if is_id(known) else None
    try:
        use = machine.start(work=work, by=request.user, seen=seen)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if use.finished_at is None and (use.pk != seen or use.is_gone or not has_worker()):
            fill.enqueue(use.pk)
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse(Run.of(work).as_data())
    return redirect("translating:edit", work.pk)


@require_safe
def prefill_state(request: AdminRequest, work_id: int) -> JsonResponse:
    """Tell a script how far the machine is with a text."""
    work, _translation = finding.work_for(request.user, work_id)
    return JsonResponse(Run.of(work).as_data())


@require_safe
def report(request: AdminRequest) -> HttpResponse:
    """Show a month's words: how many of how many, by language, by person, and every single use."""
    for_editor(request)
    months = list(MachineMonth.objects.all())
    chosen = _chosen(months, request.GET.get("month", ""))
    uses = list(
        MachineUse.objects.filter(month=chosen).select_related("locale", "by") if chosen else []
    )
    if request.GET.get("format") == "csv":
        return _as_csv(chosen, uses)
    languages: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for use in uses:
        languages[use.locale.get_display_name()] += use.words
        people[str(use.by or "")] += use.words
    context = {
        "months": months,
        "month": chosen,
        "uses": uses,
        "languages": languages.most_common(),
        "people": people.most_common(),
        "budget": settings.MACHINE_WORDS_PER_MONTH,
        "is_on": machine.translator() is not None,
    }
    return show(request, "machine_report", _("Words of the machine"), context)


def _chosen(months: list[MachineMonth], wanted: str) -> MachineMonth | None:
    named = [month for month in months if f"{month.first_day:%Y-%m}" == wanted]
    return next(iter(named or months), None)


def _as_csv(month: MachineMonth | None, uses: list[MachineUse]) -> HttpResponse:
    rows: list[tuple[object, ...]] = [
        (_("Date"), _("Text"), _("Language"), _("Person"), _("Words"), _("Fault"))
    ]
    rows += [
        (
            date_format(timezone.localtime(use.at), "Y-m-d"),
            use.title,
            use.locale.get_display_name(),
            str(use.by or ""),
            use.words,
            use.faults,
        )
        for use in uses
    ]
    return as_csv(f"maschine-{month.first_day:%Y-%m}.csv" if month else "maschine.csv", rows)
