"""The language of a request, and the headers that keep browsers safe."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from .refusing import is_program
from .settings.languages import ADMIN_LANGUAGES


class LanguageMiddleware(LocaleMiddleware):
    """Take the language from the path alone.

    Only ``/`` looks at the browser's wishes (its view does); nobody is redirected away from an
    address they typed. The editing interface speaks the languages of ADMIN_LANGUAGES.
    """

    def process_request(self, request):
        language = translation.get_language_from_path(request.path_info)
        if language is None:
            wished = translation.get_language_from_request(request)
            language = wished if wished in dict(ADMIN_LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


#: Wagtail's editing interface still needs inline scripts and styles; public pages do not.
ADMIN_CSP = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:"],
}


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Add the headers that Django has no setting for, and loosen the policy under the admin's own path."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        if request.path_info.startswith("/cms/"):
            response._csp_update = ADMIN_CSP
            response._csp_replace = {"frame-ancestors": ["'self'"]}
        return response

    return middleware


class ProtectedMiddleware:
    """Say in words that records keep a thing from being deleted.

    Wagtail's own pages, its actions on many and its interface for programs would end in an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what the database protects; everything else is an error as before."""
        if not isinstance(error, ProtectedError) or not request.path_info.startswith("/cms/"):
            return None
        words = _("Records hang on this; it cannot be deleted.")
        if is_program(request):
            return JsonResponse({"detail": words}, status=409)
        messages.error(request, words)
        return redirect("wagtailadmin_home")
