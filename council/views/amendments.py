"""Amendments for members and clerks: read them side by side, propose one, take one back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.blocks import Block
from wagtail.models import WorkflowState

from ..actions import AlreadyDone
from ..amendments.passages import Passage, block_of, find_passage, passages
from ..amendments.pieces import pieces
from ..amendments.proposing import deadline_of, may_withdraw, proposers, why_closed, withdrawer
from ..amendments.submitting import propose, withdraw
from ..amendments.synopsis import Section, sections, wording
from ..forms.amendment import ProposeForm
from ..meetings.access import may_read_paper, visible_items
from ..models import Amendment, DeliberationTaskState, Paper, PaperItem
from .showing import AdminRequest, add_refusal, show

Kind = Amendment.Kind


@require_safe
def of_paper(request: AdminRequest, paper_id: int) -> HttpResponse:
    """Show all amendments to a paper: submitted, proposed, decided; on screen and on paper."""
    paper = get_object_or_404(Paper, pk=paper_id)
    if not may_read_paper(request.user, paper):
        raise PermissionDenied
    found = sections(paper.items.select_related("workflow_state__workflow"))
    may_take_back = withdrawer(request.user)
    open_items = _open_to(request, paper, [section.item for section in found])
    context = {
        "paper": paper,
        "deadline": None if _is_over(found) else deadline_of(paper),
        "seen": set(visible_items(request.user).filter(paper=paper).values_list("pk", flat=True)),
        "sections": [
            {
                "found": section,
                "rows": [
                    (row, row.course.is_open and may_take_back(row.amendment))
                    for row in section.rows
                ],
                "may_propose": section.item.pk in open_items,
            }
            for section in found
        ],
    }
    title = _("Amendments to paper %(reference)s") % {"reference": paper.reference}
    return show(request, "amendments", title, context)


def _is_over(found: list[Section]) -> bool:
    """Tell whether the bodies are done with all sections."""
    running = WorkflowState.STATUS_IN_PROGRESS
    return all(section.item.workflow_state.status != running for section in found)


def _open_to(request: AdminRequest, paper: Paper, items: list[PaperItem]) -> set[int]:
    """Return to which sections a reader may propose amendments now; as many queries for all as for one."""
    steps = [item.workflow_state.current_task_state_id for item in items]
    deliberating = set(
        DeliberationTaskState.objects.filter(pk__in=steps).values_list("pk", flat=True)
    )
    running = [
        item
        for item in items
        if item.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
        and item.workflow_state.current_task_state_id in deliberating
    ]
    if not running or why_closed(paper, running[0].workflow_state):
        return set()  # withdrawn, or past the deadline, which is the paper's
    workflows = {item.workflow_state.workflow for item in running}
    speaks = {workflow for workflow in workflows if proposers(request.user, workflow)}
    return {item.pk for item in running if item.workflow_state.workflow in speaks}


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: AdminRequest, paper_item_id: int) -> HttpResponse:
    """Choose a paragraph of a pinned text, then propose what should become of it."""
    item = get_object_or_404(
        PaperItem.objects.select_related("paper", "workflow_state__workflow"), pk=paper_item_id
    )
    names = proposers(request.user, item.workflow_state.workflow)
    if not names or not may_read_paper(request.user, item.paper):
        raise PermissionDenied
    back = reverse("council_amendments", args=[item.paper_id])
    if closed := why_closed(item.paper, item.workflow_state):
        messages.info(request, closed)
        return redirect(back)
    kind, block_id = request.GET.get("kind", ""), request.GET.get("block", "")
    if kind not in Kind.values:
        return _choose(request, item)
    passage = find_passage(item.snapshot, block_id)
    if passage is None and (block_id or kind != Kind.INSERT):
        raise Http404(_("There is no such paragraph."))
    if passage is not None and passage.is_field and kind != Kind.CHANGE:
        raise Http404(_("There is no such paragraph."))
    asked = _wording(item, passage) if passage is not None and kind == Kind.CHANGE else None
    form = ProposeForm(request.POST or None, kind=kind, wording=asked, names=names)
    if kind == Kind.CHANGE and not form.parts:
        raise Http404(_("There is no such paragraph."))
    if request.method == "POST" and form.is_valid():
        try:
            made = propose(paper_item=item, block_id=block_id, by=request.user, **form.amendment())
        except AlreadyDone as refusal:
            messages.info(request, refusal.messages[0])
            return redirect(back)
        except (ValidationError, PermissionDenied) as refusal:
            _add_refusal(form, refusal)
        else:
            words = {"amendment": made.label, "paper": item.paper.reference}
            messages.success(
                request, _("%(amendment)s to paper %(paper)s is submitted. Thank you.") % words
            )
            return redirect(back)
    context = {
        "form": form,
        "item": item,
        "kind": Kind(kind).label,
        "place": passage.label if passage else "",
        "now": wording(item, passage.type, passage.value) if passage else "",
        "is_new": kind == Kind.INSERT,
        "back": reverse("council_amend", args=[item.pk]),
    }
    title = _("Propose an amendment to “%(section)s”") % {"section": item}
    return show(request, "amend", title, context, status=422 if form.errors else 200)


def _add_refusal(form: ProposeForm, refusal: ValidationError | PermissionDenied) -> None:
    """Put what is said of the wording beside the first field of the wording."""
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        value = refusal.error_dict.pop("value", None)
        if value and form.parts:
            form.add_error(form.parts[0].name, value)
        elif value:
            form.add_error(None, value)
    add_refusal(form, refusal)


def _wording(item: PaperItem, passage: Passage) -> tuple[Block, Any] | None:
    """Return what the form needs to ask for other words; None for a kind no longer known."""
    try:
        return block_of(item.snapshot, passage.type), passage.value
    except ValidationError:
        return None


def _has_words(item: PaperItem, passage: Passage) -> bool:
    words = _wording(item, passage)
    return words is not None and any(pieces(*words))


def _choose(request: AdminRequest, item: PaperItem) -> HttpResponse:
    """Show the pinned text with what can be proposed at each paragraph."""
    rows = [
        {
            "passage": passage,
            "words": wording(item, passage.type, passage.value),
            "has_words": _has_words(item, passage),
        }
        for passage in passages(item.snapshot)
    ]
    rows.sort(key=lambda row: not row["passage"].is_field)
    context = {
        "item": item,
        "rows": rows,
        "deadline": deadline_of(item.paper),
        "back": reverse("council_amendments", args=[item.paper_id]),
    }
    title = _("Propose an amendment to “%(section)s”") % {"section": item}
    return show(request, "amend_choose", title, context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: AdminRequest, amendment_id: int) -> HttpResponse:
    """Withdraw an amendment."""
    amendment = get_object_or_404(
        Amendment.objects.select_related("paper", "paper_item__workflow_state"), pk=amendment_id
    )
    if not may_withdraw(request.user, amendment):
        raise PermissionDenied
    if request.method == "POST":
        try:
            withdraw(amendment=amendment, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            words = {"amendment": amendment.label}
            messages.success(request, _("%(amendment)s is withdrawn.") % words)
        return redirect("council_amendments", amendment.paper_id)
    is_over = amendment.paper_item.workflow_state.status != WorkflowState.STATUS_IN_PROGRESS
    context = {
        "amendment": amendment,
        "is_over": is_over or amendment.withdrawn_at,
        "back": reverse("council_amendments", args=[amendment.paper_id]),
    }
    title = _("Withdraw %(amendment)s") % {"amendment": amendment.label}
    return show(request, "amendment_withdraw", title, context)
