"""Two steps to a record: what it would do, then the button that does it. Works without scripts."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse

from ..decisions.preview import preview
from ..models import Decision
from .showing import AdminRequest, add_refusal, show

#: Buttons and what belongs to the request, not to the entries.
NOT_ENTERED = {"csrfmiddlewaretoken", "confirm", "change"}


def wants_change(request: AdminRequest, form: Form) -> bool:
    """Tell whether somebody goes back from the preview; the form then shows the entries again."""
    if "change" not in request.POST:
        return False
    form._errors = {}  # the entries as they are, unjudged
    return True


def confirmed(request: AdminRequest) -> bool:
    """Tell whether the preview was seen and confirmed."""
    return "confirm" in request.POST


def show_preview(
    request: AdminRequest,
    form: Form,
    title: str,
    record: Callable[[], Decision | list[Decision]],
    **context: Any,
) -> HttpResponse | None:
    """Show what a record would do, with the button that does it; None when it is refused."""
    try:
        shown = preview(record)
    except (ValidationError, PermissionDenied) as refusal:
        add_refusal(form, refusal)
        return None
    entries = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_ENTERED
        for value in values
    ]
    outcome = dict(form.fields["outcome"].choices).get(form.cleaned_data["outcome"], "")
    context |= {
        "preview": shown,
        "entries": entries,
        "vote": form.cleaned_data,
        "outcome": outcome,
    }
    return show(request, "record_preview", title, context)
