"""The clerk invites the members of a body to its meeting by mail."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..models import Meeting
from ..notifications import announce_meeting, invited_at, is_announced
from .meetings import kept
from .showing import AdminRequest, refusals_beside, show


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: AdminRequest, meeting_id: int) -> HttpResponse:
    """Ask once more, then invite; who was told of this agenda already gets no second mail."""
    found = kept(request, meeting_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_beside(form):
            count = announce_meeting(meeting=found, by=request.user)
            messages.success(request, _said(count))
            return redirect("council_meeting", found.pk)
    context = {
        "form": form,
        "intro": _intro(found),
        "submit_label": _("Invite by mail"),
        "back": reverse("council_meeting", args=[found.pk]),
    }
    title = _("Invite by mail: %(meeting)s") % {"meeting": found}
    return show(request, "form", title, context, status=422 if form.errors else 200)


def _intro(meeting: Meeting) -> str:
    words = _(
        "The members of the body get a mail with day, place and a link to agenda and papers, at "
        "once or with their mail of the day, as they wish."
    )
    last = invited_at(meeting)
    if last is None:
        return words
    day = date_format(timezone.localtime(last), "DATETIME_FORMAT")
    words = f"{words} {_('They were invited last on %(day)s.') % {'day': day}}"
    if is_announced(meeting):
        return f"{words} {_('Nothing has changed since; only who joined later gets a mail.')}"
    return f"{words} {_('Something has changed since; everybody gets a mail again.')}"


def _said(count: int) -> str:
    if not count:
        return _("Everybody has been invited to this agenda already.")
    words = ngettext("%(count)d person is invited.", "%(count)d persons are invited.", count)
    return words % {"count": count}
