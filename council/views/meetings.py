"""A meeting with its agenda, for clerks and members; putting a paper on an agenda."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from ..agenda import open_on
from ..forms.agenda import PlaceForm, coming_or_recent
from ..models import AgendaItem, DecisionItem, Meeting, Organization, Paper
from ..models.organization import is_clerk
from ..placing import put_on_agenda
from .showing import AdminRequest, add_refusal, show


@require_safe
def meeting(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Show the agenda, the papers and what was decided."""
    found = get_object_or_404(Meeting.objects.select_related("organization"), pk=meeting_id)
    user = request.user
    member = user.memberships.current().filter(organization=found.organization)
    if not (member.exists() or user.has_perm("council.view_meeting")):
        raise PermissionDenied
    clerk = is_clerk(user, found.organization)
    has_begun = found.start <= timezone.now()
    rows = []
    for item in found.agenda.select_related("paper"):
        rows.append(
            {
                "item": item,
                "decided": DecisionItem.objects.light()
                .in_force()
                .filter(decision__agenda_item=item),
                "to_record": clerk and has_begun and item.paper_id and open_on(item).exists(),
            }
        )
    context = {"meeting": found, "rows": rows, "is_clerk": clerk}
    return show(request, "meeting", str(found), context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_agenda(request: AdminRequest, paper_id: int, body_id: int) -> HttpResponse:
    """Put a paper on the agenda of one of a body's meetings."""
    body = get_object_or_404(Organization, pk=body_id)
    if not is_clerk(request.user, body):
        raise PermissionDenied
    paper = get_object_or_404(Paper, pk=paper_id)
    roles = {
        Organization.Kind.COUNCIL: AgendaItem.Role.RESOLUTION,
        Organization.Kind.ADVISORY: AgendaItem.Role.HEARING,
    }
    meetings = coming_or_recent(body.meetings)
    form = PlaceForm(
        request.POST or None,
        instance=AgendaItem(paper=paper, order=1),
        meetings=meetings,
        initial={
            "title": paper.title,
            "role": roles.get(Organization.Kind(body.kind), AgendaItem.Role.RECOMMENDATION),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            item = put_on_agenda(paper=paper, by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("The paper is on the agenda: %(meeting)s.") % {"meeting": item.meeting}
            )
            return redirect("council_meeting", item.meeting_id)
    context = {
        "form": form,
        "intro": ""
        if meetings.exists()
        else _("%(body)s has no meeting to come; create one first.") % {"body": body},
        "submit_label": _("Put on the agenda"),
        "back": reverse("wagtailadmin_home"),
    }
    title = _("%(paper)s for %(body)s") % {"paper": paper.reference, "body": body.label}
    return show(request, "form", title, context, status=422 if form.errors else 200)
