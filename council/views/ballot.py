"""The vote page: read the pinned text, see the tally, vote."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import WorkflowState

from ..actions import cast_vote
from ..models import Membership, ReviewVote, SteeringTaskState
from ..models.pinned import is_current
from .showing import AdminRequest, add_refusal, show, text_of


class VoteForm(forms.Form):
    """One member's vote."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Your vote"), choices=ReviewVote.Choice.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Needed when you request changes: say what should be different."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: AdminRequest, state_id: int) -> HttpResponse:
    """Show a ballot to the members of its steering group, and take their votes."""
    state = get_object_or_404(
        SteeringTaskState.objects.select_related("revision", "workflow_state"), pk=state_id
    )
    task = state.task.specific
    member = Membership.objects.current().filter(
        person=request.user, organization=task.organization
    )
    if not (state.may_vote(request.user) or member.exists()):
        raise PermissionDenied
    run = WorkflowState.objects.get(pk=state.workflow_state_id)
    is_open = is_current(state, run)
    given = state.votes.filter(person=request.user).first()
    initial = {"choice": given.choice, "reason": given.reason} if given else {}
    form = VoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            cast_vote(task_state=state, by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your vote is recorded. Thank you."))
            return redirect("wagtailadmin_home")
    tally = state.tally()
    context = {
        "form": form,
        "state": state,
        "task": task,
        "is_open": is_open,
        "may_vote": is_open and state.may_vote(request.user),
        "given": given,
        "tally": [(choice.label, tally[choice.value]) for choice in ReviewVote.Choice],
        "voters": len(state.electorate),
        **text_of(state.revision),
    }
    return show(
        request, "ballot", _("Vote on a section"), context, status=422 if form.errors else 200
    )
