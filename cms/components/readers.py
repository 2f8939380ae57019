"""What helps readers who need more than a text: easy language, films in sign language."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cms.components.base import component

register = template.Library()


@register.simple_tag
def easy_label(check: Any = None, *, level: str = "bar") -> SafeString:
    """Call a text “Leichte Sprache” with who checked it and when, otherwise “Einfache Sprache”."""
    return component("easy_label", check=check, bar=level == "bar")


@register.simple_tag
def sign_film(film: Any) -> SafeString:
    """Show a film without third parties: nothing is loaded before somebody starts it."""
    return component("sign_film", film=film)
