"""Public views that are no pages: the root, health, robots and the error pages."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.translation import (
    get_language,
    get_language_from_path,
    get_language_info,
    get_supported_language_variant,
    gettext,
    override,
)
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views import defaults
from django.views.decorators.http import require_safe
from wagtail.views import serve

from .listing import at_its_address
from .navigation import Place, SiteMap, site_map
from .routing import prepare_route
from .shares import shares


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead from ``/`` to the browser's language; offer the list when the site does not speak it."""
    roots = site_map().roots
    for wish, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            code = get_supported_language_variant(wish)
        except LookupError:
            continue
        if code in roots and quality > 0:
            response: HttpResponse = redirect(roots[code].url)
            break
    else:
        context = {"shares": shares(), "invitations": list(_invitations(roots))}
        response = render(request, "cms/languages.html", context)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _invitations(roots: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Yield “Choose a language” in the site's other languages: code, words, from right to left or not."""
    seen = {gettext("Choose a language")}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words = gettext("Choose a language")
        if code in roots and code != get_language() and words not in seen:
            seen.add(words)
            yield code, words, get_language_info(code)["bidi"]


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Show all languages and how far each is, to everybody: ``/`` leads most browsers on."""
    if request.META.get("QUERY_STRING"):
        return redirect(request.path)
    return render(request, "cms/languages.html", {"shares": shares()})


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page at its one address; its place is looked up in the site map first."""
    prepare_route(request, path)
    return at_its_address(request, serve(request, path))


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Tell whether the database answers and all migrations have run: 200, else 503."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:  # whatever is wrong with the database, the answer is “not well”
        return JsonResponse({"database": False, "migrations": False}, status=503)
    return JsonResponse(
        {"database": True, "migrations": not pending}, status=503 if pending else 200
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let everybody read the public site, name the sitemap, keep crawlers out of the editing interface."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        f"Sitemap: {site_map().base_url}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in the reader's language that the page is missing, and list the languages that have it."""
    sites = site_map()
    code = get_language_from_path(request.path_info)
    elsewhere = []
    if code:
        here = _missing_here(sites, code, request.path_info.removeprefix(f"/{code}/"))
        if here:
            elsewhere = [a for a in sites.alternates(here, code) if a.exists]
    return render(request, "404.html", {"elsewhere": elsewhere}, status=404)


def _missing_here(sites: SiteMap, code: str, rest: str) -> Place | None:
    """Return the page that an address names in another language while this one lacks it.

    An address below a page (its versions, its print view) stands for the page.
    """
    parts = [part for part in rest.split("/") if part]
    for end in range(len(parts), 0, -1):
        path = "/".join([*parts[:end], ""])
        if f"/{code}/{path}" in sites.by_url:
            return None
        found = (sites.by_url.get(f"/{other}/{path}") for other, _name in settings.LANGUAGES)
        here = next((place for place in found if place), None)
        if here:
            return here
    return None


#: PostgreSQL: could not serialize, deadlock, lock not to be had.
BUSY = {"40001", "40P01", "55P03"}


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the error is ours; or that another writer held the database, and nothing was saved.

    It is asked while the error is handled, whichever layer raised it.
    """
    if not is_busy(sys.exception()):
        return defaults.server_error(request)
    # Without the request, as Django's own: nothing may ask the database.
    words = loader.get_template("503.html").render()
    return HttpResponse(words, status=503, headers={"Retry-After": "60"})


def is_busy(error: BaseException | None) -> bool:
    """Tell whether an error only says that somebody else was writing for longer than we waited."""
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "pgcode", None)
    return code in BUSY or (connection.vendor == "sqlite" and "locked" in str(error))
