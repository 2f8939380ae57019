"""Telling in words why the editing interface refuses somebody (ADR 0030).

Wagtail sends whoever is refused back to the desk with one sentence, and answers 403 to scripts only.
Here a refusal is a refusal for everybody: 403 with its reason, as a page or as JSON.
"""

import sys
from collections.abc import Callable
from typing import NoReturn

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults
from wagtail.admin import auth
from wagtail.admin.localization import get_localized_response

#: Where the editing interface lives.
ADMIN = "/cms/"
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def refuse(request: HttpRequest) -> NoReturn:
    """Stand in for Wagtail's ``permission_denied``: raise on what it would turn into a redirect."""
    raise sys.exception() or PermissionDenied


def connect() -> None:
    """Take the one place where Wagtail answers a refusal; tests/cms/test_refusing.py tells if it moves."""
    auth.permission_denied = refuse


def is_program(request: HttpRequest) -> bool:
    """Tell whether a script or a program reads the answer, not a person."""
    accept = request.headers.get("accept", "")
    return (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or ("json" in accept and "html" not in accept)
        or "/api/" in request.path_info
    )


def is_at_work(request: HttpRequest) -> bool:
    """Tell whether somebody who is logged in asks for the editing interface."""
    user = getattr(request, "user", None)
    return (
        request.path_info.startswith(ADMIN)
        and user is not None
        and user.is_authenticated
        and user.has_perm("wagtailadmin.access_admin")
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the reason, inside of the editing interface and to programs; else the public page."""

    def reason() -> str:
        if not getattr(request, "user", AnonymousUser()).is_authenticated:
            return _("You are not logged in.")
        return str(exception) or _("You may not do this.")

    if not (is_at_work(request) or is_program(request)):
        return defaults.permission_denied(request, exception)
    return _answer(request, lambda: _("No access"), reason, 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a form was too large to be taken: 413. Any other muddle is a plain 400."""
    if not isinstance(exception, TOO_LARGE):
        return defaults.bad_request(request, exception)

    def reason() -> str:
        return _(
            "What you sent is too large, so nothing of it was taken. "
            "Go back in your browser, your entries are still there, and send less at once."
        )

    return _answer(request, lambda: _("Too large"), reason, 413)


def _answer(
    request: HttpRequest, title: Callable[[], str], reason: Callable[[], str], status: int
) -> HttpResponse:
    """Tell a person or a program; inside of the editing interface in its user's own language.

    ``title`` and ``reason`` are asked once that language is known.
    """
    inside = is_at_work(request)

    def told(request: HttpRequest) -> HttpResponse:
        words = reason()
        if is_program(request):
            # So that a script can tell who has to log in from who may not.
            who = getattr(request, "user", None) or AnonymousUser()
            return JsonResponse({"detail": words, "logged_in": who.is_authenticated}, status=status)
        context = {"page_title": title(), "header_title": title(), "reason": words}
        context["title"] = context["page_title"]
        return render(request, "cms/refused.html" if inside else "413.html", context, status=status)

    return get_localized_response(told, request) if inside else told(request)
