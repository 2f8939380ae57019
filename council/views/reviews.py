"""The page of the editors: every review comment on a section, and what was made of it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from ..ballots import reviewing, showing
from ..forms.ballot import AnswerForm
from ..models import Membership, ResolvablePage, ReviewComment
from .showing import AdminRequest, refusals_beside, show


def _page(request: AdminRequest, page_id: int) -> Page:
    """Return a section for its editors and for the steering group that votes on it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, ResolvablePage):
        raise PermissionDenied
    groups = showing.ballots_of(page_id).values("task__steeringtask__organization")
    members = Membership.objects.current().filter(person=request.user, organization__in=groups)
    if not (reviewing.may_answer(page, request.user) or members.exists()):
        raise PermissionDenied
    return page


@require_safe
def reviews(request: AdminRequest, page_id: int) -> HttpResponse:
    """Show all comments on a section, what is open first."""
    return _show(request, _page(request, page_id))


@require_POST
def answer(request: AdminRequest, comment_id: int) -> HttpResponse:
    """Take the editors' answer to one comment."""
    comment = get_object_or_404(
        ReviewComment.objects.select_related("task_state__workflow_state"), pk=comment_id
    )
    page = _page(request, int(comment.task_state.workflow_state.object_id))
    if not reviewing.may_answer(page, request.user):
        raise PermissionDenied  # who only reads has no form to put a refusal beside
    form = AnswerForm(request.POST, auto_id=f"id_{comment.pk}_%s")
    if form.is_valid():
        with refusals_beside(form):
            reviewing.answer_comment(comment=comment, by=request.user, **form.cleaned_data)
            messages.success(request, _("The answer is there for the steering group."))
            return redirect(f"{reverse('council_reviews', args=[page.pk])}#c-{comment.pk}")
    return _show(request, page, tried=(comment.pk, form))


def _show(
    request: AdminRequest, page: ResolvablePage, tried: tuple[int, AnswerForm] | None = None
) -> HttpResponse:
    may_answer = reviewing.may_answer(page, request.user)
    draft = page.get_latest_revision_as_object()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    rows = []
    for comment in showing.comments_on(page.pk):
        refused = tried is not None and tried[0] == comment.pk
        form = tried[1] if tried and refused else AnswerForm(auto_id=f"id_{comment.pk}_%s")
        rows.append(
            {
                "comment": comment,
                "since": _since(draft, comment),
                "edit": f"{edit}#block-{comment.block_id}-section" if comment.block_id else edit,
                "form": form if may_answer else None,
                "refused": refused,
            }
        )
    context = {
        "section": page,
        "edit": edit if may_answer else "",
        "waiting": [row for row in rows if not row["comment"].answered_at],
        "done": [row for row in rows if row["comment"].answered_at],
        "wishes": showing.wishes(page.pk),
    }
    title = _("Review comments on “%(title)s”") % {"title": draft.title}
    return show(request, "reviews", title, context, status=422 if tried else 200)


def _since(draft: Page, comment: ReviewComment) -> str:
    """Say what became of the paragraph since it was commented on."""
    if not comment.block_id:
        return ""
    try:
        now = reviewing.quoted(draft, comment.block_id)
    except ValidationError:
        return _("This paragraph is no longer in the text.")
    if now != comment.quote:
        return _("This paragraph has changed since.")
    return ""
