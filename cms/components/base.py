"""What every component needs: its template, and a check of its words."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

KINDS = {
    "neutral": "dot",
    "info": "info",
    "success": "check-circle",
    "warning": "warning",
    "danger": "danger",
    "accent": "thread",
}


def component(name: str, **context: Any) -> SafeString:
    """Fill the component's template."""
    return render_to_string(f"components/{name}.html", context)


def known(value: str, words: Iterable[str], what: str) -> str:
    """Return the word, or stop: a misspelt one must not reach a public page."""
    if value not in words:
        raise ValueError(f"Unknown {what} “{value}”. Known: {', '.join(words)}.")
    return value
