"""Where editors meet the comments of the steering group: on the desk and above the editor."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.desk import Entry, register
from cms.models import User

from ..models import ResolvablePage, ReviewComment
from .reviewing import may_answer
from .showing import comments_on, wishes


@register
def comments_to_answer(user: User) -> Iterable[Entry]:
    """For an editor: her sections with comments that nobody has answered."""
    open_comments = ReviewComment.objects.filter(withdrawn_at=None, answered_at=None)
    waiting = open_comments.values_list("task_state__workflow_state__object_id")
    since = dict(waiting.annotate(first=Min("created_at")))
    if not since:
        return
    counts = Counter(pk for (pk,) in waiting)
    mine = Q(owner=user) | Q(latest_revision__user=user)
    for page in Page.objects.filter(mine, pk__in=[int(pk) for pk in since]):
        if not may_answer(page, user):
            continue
        count = counts[str(page.pk)]
        yield Entry(
            title=page.draft_title,
            url=reverse("council_reviews", args=[page.pk]),
            action_label=_("Read and answer comments"),
            since=since[str(page.pk)],
            note=ngettext(
                "%(count)d review comment without an answer",
                "%(count)d review comments without an answer",
                count,
            )
            % {"count": count},
        )


@hooks.register("before_edit_page")
def show_comments(request: HttpRequest, page: Page) -> None:
    """Lead from the editor to what the steering group said about the text."""
    if request.method != "GET" or not isinstance(page, ResolvablePage):
        return
    waiting = comments_on(page.pk).filter(answered_at=None).count()
    if not waiting and not (page.current_workflow_state and wishes(page.pk)):
        return
    words = (
        ngettext(
            "The steering group left %(count)d comment without an answer.",
            "The steering group left %(count)d comments without an answer.",
            waiting,
        )
        % {"count": waiting}
        if waiting
        else _("The steering group asked for changes.")
    )
    link = messages.button(reverse("council_reviews", args=[page.pk]), _("Review comments"))
    messages.info(request, words, buttons=[link])


@hooks.register("register_log_actions")
def register_comment_log_actions(actions: Any) -> None:
    """Keep comments in the same log as votes and decisions."""
    for name, label, message in (
        ("comment", gettext_lazy("Comment"), gettext_lazy("A member commented on the text")),
        (
            "comment_withdraw",
            gettext_lazy("Comment withdrawn"),
            gettext_lazy("A member withdrew a comment"),
        ),
        (
            "comment_answer",
            gettext_lazy("Comment answered"),
            gettext_lazy("The editors answered a comment"),
        ),
    ):
        actions.register_action(f"council.{name}", label, message)
