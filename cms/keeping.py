"""A form that came too late keeps its words: whoever was logged out, or has logged in anew, sends it again.

Wagtail leads a form without a session to the login page, and Django refuses one with an old token; both
throw away what was typed. Here it comes back as a form of its own. Only for forms of our own pages: a
stranger's page must not put words into anybody's mouth.
"""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure as plain_failure
from wagtail.admin.localization import get_localized_response

from .refusing import ADMIN, is_at_work, is_program

TOKEN = "csrfmiddlewaretoken"
#: Forms of people who are not logged in.
OPEN = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset")


class KeepWords:
    """Hand back a form of the editing interface whose sender is not logged in any more."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: tuple, kwargs: dict) -> Any:
        is_open = request.resolver_match.view_name.startswith(OPEN)
        is_late = request.path_info.startswith(ADMIN) and not request.user.is_authenticated
        if request.method == "POST" and is_late and not is_open and can_be_kept(request):
            return hand_back(request, is_logged_out=True)
        return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Hand a form with an old token back; what comes from elsewhere is refused as Django does."""
    if not can_be_kept(request):
        return plain_failure(request, reason)
    if is_at_work(request):
        return get_localized_response(hand_back, request)
    return hand_back(request)


def can_be_kept(request: HttpRequest) -> bool:
    """Tell whether a form came from one of our pages, and holds nothing secret."""
    came_from = request.headers.get("origin") or request.headers.get("referer") or ""
    is_ours = urlsplit(came_from).netloc == request.get_host()
    return is_ours and not is_program(request) and not any("password" in n for n in request.POST)


def hand_back(request: HttpRequest, *, is_logged_out: bool = False) -> HttpResponse:
    """Show what was sent, to be sent again; nothing of it was taken."""
    fields = [
        (name, value) for name, values in request.POST.lists() if name != TOKEN for value in values
    ]
    context = {
        "fields": fields,
        "typed": list(dict.fromkeys(value for _name, value in fields if value.strip())),
        "has_files": bool(request.FILES),
        "is_logged_out": is_logged_out,
        "login": reverse("wagtailadmin_login"),
    }
    return render(request, "cms/send_again.html", context, status=403)
