"""Wordings as readers see them, whatever the catalogues say today."""

from django.utils.html import conditional_escape
from django.utils.translation import gettext, override


def german(text: str) -> str:
    """Return a wording of the templates as it stands on German pages."""
    with override("de"):
        return conditional_escape(gettext(text))
