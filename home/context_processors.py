"""What every public template may ask for, completed by the town's own words."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .frame import Frame, frame


def town_frame(request: HttpRequest) -> dict:
    """Return the frame of the page with the footer, read only by templates that use it."""

    def build() -> Frame:
        route = getattr(request, "_wagtail_route_for_request", None)
        return frame(route[0].pk if route else None)

    return {"navigation": SimpleLazyObject(build)}
