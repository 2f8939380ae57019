"""The sitemap: every live page in every language, from the site map's one query."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .navigation import Place, SiteMap, site_map


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List all addresses, each with its translations (hreflang)."""
    sites = site_map()
    pages = [
        {"url": sites.base_url + place.url, "alternates": _alternates(sites, place)}
        for place in sites.by_path.values()
    ]
    return render(request, "cms/sitemap.xml", {"pages": pages}, content_type="application/xml")


def _alternates(sites: SiteMap, place: Place) -> list[tuple[str, str]]:
    """Return the languages of a page with their addresses; German is the default for all others."""
    there = sites.by_key[place.key]
    if len(there) == 1:
        return []
    found = [(code, sites.base_url + other.url) for code, other in there.items()]
    german = there.get(settings.LANGUAGE_CODE)
    return [*found, ("x-default", sites.base_url + german.url)] if german else found
