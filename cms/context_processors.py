"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .navigation import navigation


def site(request: HttpRequest) -> dict:
    """Return the frame of the page, read only by templates that use it."""

    def frame():
        route = getattr(request, "_wagtail_route_for_request", None)
        return navigation(route[0].pk if route else None)

    return {
        "navigation": SimpleLazyObject(frame),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demo": settings.DEMO,
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
