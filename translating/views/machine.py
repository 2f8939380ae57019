"""What a machine did: prefill one translation, and the report of its words."""

import csv
from collections import Counter
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from .. import machine
from ..models import MachineMonth, MachineUse, Work
from .jobs import for_editor
from .showing import AdminRequest, show

#: A cell that begins so is a formula for a spreadsheet.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@require_POST
def prefill(request: AdminRequest, work_id: int) -> HttpResponse:
    """Let the machine fill what is empty, and go back to where somebody came from."""
    work = get_object_or_404(Work.objects.select_related("locale"), pk=work_id)
    try:
        found = machine.prefill(work=work, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        tell = messages.warning if found.faults else messages.success
        tell(request, found.message)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("translating:edit", args=[work.pk])
    return redirect(back)


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
    first: date | None = month.first_day if month else None
    name = f"maschine-{first:%Y-%m}.csv" if first else "maschine.csv"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")  # so that spreadsheets read it as UTF-8
    lines = csv.writer(response, delimiter=";")
    lines.writerow([_("Date"), _("Text"), _("Language"), _("Person"), _("Words"), _("Fault")])
    for use in uses:
        row = [date_format(use.at.date(), "Y-m-d"), use.title, use.locale.get_display_name()]
        lines.writerow([_plain(cell) for cell in [*row, str(use.by or ""), use.words, use.fault]])
    return response


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
