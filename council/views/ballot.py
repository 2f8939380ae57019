"""The vote page: read the pinned text and what changed, comment, see the tally, vote."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import WorkflowState

from cms.comparing import compare
from cms.components.comparison import Columns, count_in_words
from cms.snapshots import snapshot

from ..actions import cast_vote
from ..ballots import reviewing, showing
from ..forms.ballot import CommentForm, VoteForm
from ..models import ReviewComment, ReviewVote, SteeringTaskState
from ..models.pinned import is_current
from .reading import rows_of_comparison, rows_of_text, with_comments
from .showing import AdminRequest, refusals_beside, show


def _ballot(request: AdminRequest, state_id: int) -> SteeringTaskState:
    """Return a ballot for a member of its group; everybody else is refused."""
    states = SteeringTaskState.objects.select_related("revision", "workflow_state")
    state = get_object_or_404(states, pk=state_id)
    if not (state.may_vote(request.user) or reviewing.is_member(state, request.user)):
        raise PermissionDenied
    return state


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: AdminRequest, state_id: int) -> HttpResponse:
    """Show a ballot to the members of its steering group, and take their votes."""
    state = _ballot(request, state_id)
    given = state.votes.filter(person=request.user).first()
    initial = {"choice": given.choice, "reason": given.reason} if given else {}
    form = VoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_beside(form):
            cast_vote(task_state=state, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your vote is recorded. Thank you."))
            return redirect("wagtailadmin_home")
    return _show(request, state, {"form": form, "given": given})


@require_POST
def comment(request: AdminRequest, state_id: int) -> HttpResponse:
    """Take a comment on one paragraph, or on the text as a whole."""
    state = _ballot(request, state_id)
    block_id = request.POST.get("block_id", "")
    form = CommentForm(request.POST, auto_id=f"id_{block_id or 'whole'}_%s")
    if form.is_valid():
        with refusals_beside(form):
            made = reviewing.comment(task_state=state, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your comment is there for the group and the editors."))
            return redirect(_address(request, state, made.block_id))
    given = state.votes.filter(person=request.user).first()
    vote = VoteForm(initial={"choice": given.choice, "reason": given.reason} if given else {})
    return _show(request, state, {"form": vote, "given": given}, tried=form)


@require_POST
def withdraw(request: AdminRequest, comment_id: int) -> HttpResponse:
    """Take one's own comment back."""
    found = get_object_or_404(ReviewComment.objects.select_related("task_state"), pk=comment_id)
    state = _ballot(request, found.task_state_id)
    try:
        reviewing.withdraw_comment(comment=found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Your comment is withdrawn."))
    return redirect(_address(request, state, found.block_id))


def _address(request: AdminRequest, state: SteeringTaskState, block_id: str) -> str:
    """Return where a person was: the ballot, the same view of the text, the same paragraph."""
    asked = {
        "show": _asked(request, "show", ("text", "mine", "public", "previous")),
        "view": _asked(request, "view", ("one",)),
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    place = f"p-{block_id}" if block_id else "whole"
    return f"{reverse('council_ballot', args=[state.pk])}{'?' if query else ''}{query}#{place}"


def _asked(request: AdminRequest, name: str, known: tuple[str, ...]) -> str:
    """Return what a form or an address says of the view of the text, if that is known."""
    value = request.POST.get(name) or request.GET.get(name) or ""
    return value if value in known else ""


def _show(
    request: AdminRequest,
    state: SteeringTaskState,
    context: dict[str, Any],
    tried: CommentForm | None = None,
) -> HttpResponse:
    run = WorkflowState.objects.get(pk=state.workflow_state_id)
    is_open = is_current(state, run)
    page = state.revision.as_object()
    places = showing.roll(state)
    tally = state.tally()
    may_vote = is_open and state.may_vote(request.user)
    earlier = showing.comments_on(int(run.object_id)).filter(
        person=request.user, task_state__lt=state.pk
    )
    context |= {
        "state": state,
        "task": state.task.specific,
        "text": page,
        "is_open": is_open,
        "is_overdue": is_open and showing.is_overdue(state, timezone.now()),
        "is_stuck": is_open and bool(places) and showing.is_stuck(places),
        "may_vote": may_vote,
        "why_no_vote": "" if may_vote else showing.why_no_vote(state, request.user),
        "tally": [(choice.label, tally[choice.value]) for choice in ReviewVote.Choice],
        "threshold": showing.threshold(state),
        "places": places,
        "voters": len(state.electorate),
        "former_comments": earlier,
        **_reading(request, state, page, is_open, tried),
    }
    refused = context["form"].errors or (tried is not None and tried.errors)
    title = _("Vote on “%(title)s”") % {"title": state.revision.object_str}
    return show(request, "ballot", title, context, status=422 if refused else 200)


def _reading(
    request: AdminRequest,
    state: SteeringTaskState,
    page: Any,
    is_open: bool,
    tried: CommentForm | None,
) -> dict[str, Any]:
    """Return the text alone, beside an earlier wording or with marks in it, and the links between."""
    bases = showing.bases(state, request.user)
    wanted = request.POST.get("show") or request.GET.get("show") or (bases[0].key if bases else "")
    basis = next((basis for basis in bases if basis.key == wanted), None)
    sides = None
    if basis is None:
        rows, found = rows_of_text(page), None
    else:
        found = compare(basis.text, snapshot(page))
        if not _asked(request, "view", ("one",)) and not found.is_same:
            sides = Columns(basis.name, _("Text of this ballot"))
        rows = rows_of_comparison(found, sides)
    comments = showing.comments_on(int(state.workflow_state.object_id)).filter(task_state=state)
    return {
        "rows": with_comments(rows, comments, person=request.user, tried=tried),
        "takes_comments": is_open,
        "shown": basis.key if basis else "text",
        "ways": [("text", _("The text without marks")), *((b.key, b.label) for b in bases)],
        "basis": basis,
        "sides": sides,
        "view": "" if sides or basis is None else _asked(request, "view", ("one",)),
        "same": found is not None and found.is_same,
        "counts": count_in_words(found) if found else [],
    }
