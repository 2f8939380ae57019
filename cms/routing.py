"""From an address to a page with one query, instead of two or three per level of the tree."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from .navigation import Place, site_map


def prepare_route(request: HttpRequest, path: str) -> None:
    """Find the page of an address in the site map and keep the route where Wagtail looks first.

    ``Page.route_for_request`` answers from ``request._wagtail_route_for_request``. The longest part of
    the path that is a page wins; what is left goes to that page's own ``route()`` (sub-addresses).
    An address that belongs to no page is left to Wagtail, which knows aliases and answers 404.

    Raises Http404 for a language without a live front page: Wagtail would show German words there.
    """
    sites = site_map()
    if get_language() not in sites.roots:
        raise Http404
    parts = [part for part in path.split("/") if part]
    for end in range(len(parts), -1, -1):
        place = sites.by_url.get("/".join(["", get_language(), *parts[:end], ""]))
        if place is not None:
            break
    else:
        return
    page = load(place)
    if page is not None:
        rest = parts[end:]
        request._wagtail_route_for_request = (
            page.route(request, rest) if rest else RouteResult(page)
        )


def load(place: Place) -> Page | None:
    """Return the specific page of a place with its locale, in one query; None when it has just vanished."""
    model = ContentType.objects.get_for_id(place.content_type_id).model_class()
    return model._default_manager.select_related("locale").filter(pk=place.pk, live=True).first()
