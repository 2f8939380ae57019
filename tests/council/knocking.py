"""How a door is knocked at: a form sent to a named address, or one of Wagtail's actions on many."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

Answer = HttpResponse | None


def posted(address: str, /, *args: Any, query: str = "", **data: Any) -> Callable[[Client], Answer]:
    """Return a door that is one form sent to a named address."""
    return lambda client: client.post(reverse(address, args=args) + query, data)


def bulk(
    app: str, model: str, action: str, /, *ids: int, **data: Any
) -> Callable[[Client], Answer]:
    """Return a door of Wagtail's actions on many things."""
    query = "?" + "&".join(f"id={pk}" for pk in ids)
    return posted("wagtail_bulk_action", app, model, action, query=query, **data)
