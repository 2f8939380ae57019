"""Things in a row, in the way of the reader's language."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def comma() -> str:
    """Return what stands between two things in a row; Arabic has a comma of its own."""
    return pgettext("between two things in a row", ", ")


def listed(items: Iterable[object]) -> str:
    """Return the items as one text, the empty ones left out."""
    return comma().join(text for text in map(str, items) if text)
