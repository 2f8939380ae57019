"""The check: read German and translation side by side, comment, publish or send back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from cms.comparing import compare
from cms.snapshots import snapshot

from .. import actions, finding, rights, segments, sheet, targets
from ..models import TranslationComment, Work
from .showing import AdminRequest, show


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AdminRequest, work_id: int) -> HttpResponse:
    """Show what was handed in; take the decision of a second person."""
    work, _translation = finding.work_for(request.user, work_id)
    error = ""
    if request.method == "POST":
        try:
            return _decide(request, work)
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
        except PermissionDenied as refusal:
            error = str(refusal) or _("You may not do this.")
    return _show(request, work, error)


def _decide(request: AdminRequest, work: Work) -> HttpResponse:
    """Publish or send back. Raises ValidationError or PermissionDenied, in words."""
    comment = request.POST.get("comment", "")
    if "send_back" in request.POST:
        actions.send_back(work=work, by=request.user, comment=comment)
        messages.success(request, _("Sent back with your reason."))
        return redirect("translating:desk")
    target = actions.publish(
        work=work,
        by=request.user,
        german_seen=request.POST.get("german_seen", "") if "looked" in request.POST else "",
        machine_checked="machine_checked" in request.POST,
        comment=comment,
    )
    address = getattr(target, "full_url", "")
    buttons = [messages.button(address, _("View live"))] if address else None
    messages.success(request, _("The translation is published."), buttons=buttons)
    return redirect("translating:desk")


def _show(request: AdminRequest, work: Work, error: str) -> HttpResponse:
    work = Work.objects.select_related("locale", "translator").get(pk=work.pk)
    translation = actions.translation_of(work)
    rows = sheet.rows(translation, work)
    german_hash = targets.german_hash(translation)
    language = translation.target_locale.language_code
    shown = {(row.segment.path, row.plain_german) for row in rows}
    said = work.comments.select_related("by", "settled_by")
    context = {
        "work": work,
        "rows": rows,
        "language": language,
        "language_name": translation.target_locale.get_display_name(),
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "progress": sheet.in_words(segments.progress(row.segment for row in rows)),
        "found": _against_live(translation),
        "is_waiting": work.stage == Work.Stage.HANDED_IN,
        "is_own": rights.is_own(request.user, work),
        "may_check": rights.may_check(request.user, work.locale_id),
        "is_stale": work.stage == Work.Stage.HANDED_IN and german_hash != work.source_hash,
        "german_hash": german_hash,
        "machine": sum(row.segment.is_machine for row in rows),
        "missing": sum(not row.segment.is_done for row in rows),
        "steps": work.steps.select_related("by"),
        "former_comments": [c for c in said if not c.path or (c.path, c.quote) not in shown],
        "error": error,
        "comment": request.POST.get("comment", ""),
    }
    title = _("Check the translation of “%(title)s”") % {"title": finding.title_of(work)}
    return show(request, "review", title, context, status=422 if error else 200)


def _against_live(translation: Any) -> Any:
    """Compare what would be published with what is public now; None for snippets and new pages."""
    target = targets.target_of(translation)
    if not isinstance(target, Page) or not target.live:
        return None
    # Only stored once does a StreamField know its new words: its raw data are those it was read from.
    stored = target.with_content_json(targets.composed(translation).serializable_data())
    return compare(snapshot(target), snapshot(stored))


@require_POST
def comment(request: AdminRequest, work_id: int) -> HttpResponse:
    """Take a comment on one sentence, or on the text as a whole."""
    work, _translation = finding.work_for(request.user, work_id)
    try:
        actions.comment(
            work=work,
            by=request.user,
            text=request.POST.get("text", ""),
            path=request.POST.get("path", ""),
            quote=request.POST.get("quote", ""),
        )
    except ValidationError:
        messages.error(request, _("Write your comment first."))
    else:
        messages.success(request, _("Your comment is there for those who translate and check."))
    return redirect(_back(request, work))


@require_POST
def settle(request: AdminRequest, comment_id: int) -> HttpResponse:
    """Mark a comment as settled."""
    found = get_object_or_404(TranslationComment.objects.select_related("work"), pk=comment_id)
    actions.settle(comment=found, by=request.user)
    messages.success(request, _("The comment is settled."))
    return redirect(_back(request, found.work))


def _back(request: AdminRequest, work: Work) -> str:
    """Return where a person was: the check or the sheet, at the same sentence."""
    name = "translating:review" if request.POST.get("from") == "review" else "translating:edit"
    place = request.POST.get("place", "")
    return reverse(name, args=[work.pk]) + (f"#{place}" if place.startswith("row-") else "")
