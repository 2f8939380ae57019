"""The page that corrects a record."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..decisions.correcting import correct_decision
from ..forms.record import CorrectForm
from ..models import Decision
from ..models.organization import is_clerk
from .showing import AdminRequest, refusals_beside, show


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: AdminRequest, decision_id: int) -> HttpResponse:
    """Correct the count or the words of a record."""
    decision = get_object_or_404(
        Decision.objects.select_related("agenda_item__meeting__organization"), pk=decision_id
    )
    meeting = decision.agenda_item.meeting
    if not is_clerk(request.user, meeting.organization):
        raise PermissionDenied
    form = CorrectForm(request.POST or None, instance=decision)
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            correct_decision(decision=decision, by=request.user, **form.values())
            messages.success(request, _("The correction is recorded."))
            return redirect("council_meeting", meeting.pk)
    context = {
        "form": form,
        "intro": _(
            "%(outcome)s. What was decided stays; the count and the words can be corrected. "
            "The record as it was written is kept."
        )
        % {"outcome": decision.get_outcome_display()},
        "decision": decision,
        "back": reverse("council_meeting", args=[meeting.pk]),
    }
    title = _("Correct a record")
    return show(request, "correct", title, context, status=422 if form.errors else 200)
