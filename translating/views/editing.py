"""The side-by-side editor: German and translation sentence by sentence, saved as one form or one by one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from .. import actions, checking, finding, rights, segments, sheet
from ..models import LanguageRules, Work
from ..progress import Run
from .showing import AdminRequest, show

#: Fields of the form: what was typed, and what stood there before.
TYPED, SEEN = "w-", "s-"
#: The tick beside a machine's words that somebody has checked; the form sends all words, ticked or not.
CONFIRMED = "c-"


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: AdminRequest, key: UUID, code: str) -> HttpResponse:
    """Lead to the work on a text; where nobody has begun, offer to."""
    locale = get_object_or_404(Locale, language_code=code)
    german = finding.german_text(key)
    work = Work.objects.filter(translation_key=key, locale=locale).first()
    allowed = rights.may_translate(request.user, locale.pk)
    if not (allowed or actions.may_edit(request.user, german)):
        raise PermissionDenied(_("You do not translate into this language."))
    if request.method == "POST":
        try:
            work = actions.begin(instance=german, locale=locale, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            work = None
    if work is not None:
        return redirect(
            reverse("translating:edit", args=[work.pk]) if allowed else "wagtailadmin_home"
        )
    there = Translation.objects.filter(source__object_id=key, target_locale=locale, enabled=True)
    context = {
        "german": german,
        "language": locale,
        "words": _words(german),
        "is_there": there.exists(),
    }
    title = _("Translate “%(title)s”") % {"title": german}
    return show(request, "begin", title, context)


def _words(german: Any) -> int:
    text = getattr(german, "live_text", None) if isinstance(german, Page) else None
    return text.words if text else 0


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AdminRequest, work_id: int) -> HttpResponse:
    """Show the sheet; take the whole form, as browsers without a script send it."""
    work, _translation = finding.work_for(request.user, work_id)
    if request.method != "POST":
        return _show(request, work)
    sent, seen = _sent(request.POST)
    words = {
        key: text
        for key, text in sent.items()
        if text.split() != seen[key].split() or CONFIRMED + key in request.POST
    }
    conflicts: list[actions.Conflict] = []
    errors: dict[str, list[str]] = {}
    try:
        try:
            actions.save_words(work=work, words=words, seen=seen, by=request.user)
        except actions.Changed as refusal:
            # What nobody else has touched is saved; the rest is shown with both wordings.
            conflicts = refusal.conflicts
            rest = {key: text for key, text in words.items() if key not in _keys(conflicts)}
            actions.save_words(work=work, words=rest, seen=seen, by=request.user)
    except ValidationError as refusal:
        errors = _by_sentence(refusal)
    if conflicts or errors:
        typed = {key: words[key] for key in words if errors or key in _keys(conflicts)}
        for message in errors.get("", []):
            messages.error(request, message)
        status = 409 if conflicts else 422
        return _show(request, work, status, typed=typed, conflicts=conflicts, errors=errors)
    if "hand_in" in request.POST:
        return _hand_in(request, work)
    messages.success(request, _("Your words are saved."))
    return redirect("translating:edit", work.pk)


def _hand_in(request: AdminRequest, work: Work) -> HttpResponse:
    try:
        actions.hand_in(work=work, by=request.user, comment=request.POST.get("comment", ""))
    except ValidationError as refusal:
        errors = _by_sentence(refusal)
        for message in errors.get("", []):
            messages.error(request, message)
        return _show(request, work, 422, errors=errors)
    if LanguageRules.of(work.locale).four_eyes:
        messages.success(request, _("Handed in. A second person checks it now."))
        return redirect("wagtailadmin_home")
    return redirect("translating:review", work.pk)


@require_POST
def save_sentence(request: AdminRequest, work_id: int) -> JsonResponse:
    """Take one sentence from the script; answer in words what became of it."""
    work, translation = finding.work_for(request.user, work_id)
    words, seen = _sent(request.POST)
    try:
        actions.save_words(work=work, words=words, seen=seen, by=request.user)
    except actions.Changed as refusal:
        conflict = refusal.conflicts[0]
        message = (
            _("The German sentence has changed meanwhile; load the page anew to see it.")
            if conflict.german_changed
            else _("Somebody else has changed this sentence meanwhile. Nothing was overwritten.")
        )
        answer = {"message": message, "theirs": conflict.theirs, "gone": conflict.german_changed}
        return JsonResponse(answer, status=409)
    except ValidationError as refusal:
        found = [message for some in _by_sentence(refusal).values() for message in some]
        return JsonResponse({"message": " ".join(found)}, status=422)
    there = segments.read(translation)
    mine = [segment for segment in there if segment.key in words]
    faults = checking.faults_of(mine, translation.target_locale)
    return JsonResponse(
        {
            "message": _("saved"),
            "words": mine[0].words if mine else "",
            "faults": [f.message for key in words for f in faults.get(key, [])],
            "progress": sheet.in_words(segments.progress(there)),
        }
    )


@require_POST
def take_back(request: AdminRequest, work_id: int) -> HttpResponse:
    """Go on writing what waits for a check."""
    work, _translation = finding.work_for(request.user, work_id)
    try:
        actions.take_back(work=work, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("translating:edit", work.pk)


def _show(request: AdminRequest, work: Work, status: int = 200, **tried: Any) -> HttpResponse:
    work = Work.objects.select_related("locale", "translator").get(pk=work.pk)
    translation = actions.translation_of(work)
    rows = sheet.rows(translation, work, **tried)
    found = [row.segment for row in rows]
    language = translation.target_locale.language_code
    title = finding.title_of(work)
    context = {
        "work": work,
        "rows": rows,
        "gone": [one for one in tried.get("conflicts", ()) if one.german_changed and one.mine],
        "german_title": title,
        "language": language,
        "language_name": translation.target_locale.get_display_name(),
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "progress": sheet.in_words(segments.progress(found)),
        "may_write": work.stage != Work.Stage.HANDED_IN
        and rights.may_translate(request.user, work.locale_id),
        "is_handed_in": work.stage == Work.Stage.HANDED_IN,
        "run": Run.of(work, has_empty=any(not row.is_done for row in found)),
        "may_check": rights.may_check(request.user, work.locale_id)
        and not rights.is_own(request.user, work),
        "sent_back": work.steps.filter(kind="sent_back").select_related("by").last()
        if work.stage == Work.Stage.SENT_BACK
        else None,
        "steps": work.steps.select_related("by"),
        "comments": work.comments.select_related("by", "settled_by").filter(path=""),
        "refused": any(row.errors or row.conflict for row in rows),
        "script_words": {
            "saving": _("saving …"),
            "unsaved": _("not saved yet"),
            "lost": _(
                "Not saved: you are logged out or have no connection. Your words stay here. "
                "Log in again in another tab and come back: they are then saved by themselves."
            ),
            "restored": _("Words of yours that were not saved stand in their fields again."),
            "taken": _("The suggestion is taken over."),
            "last": _("There is no further sentence in this direction."),
            "full": _("Every sentence has a translation."),
            "theirs": _("Words of the other person:"),
            "once": _("If you save once more, your words replace them."),
        },
    }
    heading = _("Translate “%(title)s”") % {"title": title}
    return show(request, "edit", heading, context, status=status)


def _sent(data: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    words = {name[len(TYPED) :]: data[name] for name in data if name.startswith(TYPED)}
    return words, {key: data.get(SEEN + key, "") for key in words}


def _keys(conflicts: list[actions.Conflict]) -> set[str]:
    return {conflict.key for conflict in conflicts}


def _by_sentence(refusal: ValidationError) -> dict[str, list[str]]:
    """Return the messages of a refusal by the key of their sentence; "" is for the text as a whole."""
    if hasattr(refusal, "error_dict"):
        return refusal.message_dict
    return {"": refusal.messages}
