"""Things in a row: ``{% load wording %}``, then ``{{ names|listed }}`` or ``{% comma %}`` between marked-up parts."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from cms import wording
from cms.components.pieces import name

register = template.Library()
register.simple_tag(wording.comma)


@register.filter
def listed(items: Iterable[str]) -> SafeString:
    """Show the items in a row, each escaped unless it is markup already."""
    return mark_safe(wording.listed(conditional_escape(item) for item in items))


@register.filter
def listed_names(items: Iterable[str]) -> SafeString:
    """Show names that stay German in a row, each set apart from what stands beside it."""
    return listed(name(item, settings.LANGUAGE_CODE) for item in items)
