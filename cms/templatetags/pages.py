"""Tags that read the page's own context: ``{% load pages %}``."""

from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString

from cms.components.pieces import translation_notice

register = template.Library()


@register.simple_tag(takes_context=True)
def translation_state(context: Context) -> SafeString:
    """Say when a translation is outdated or German in parts; nothing where it is up to date."""
    live = context.get("live_text")
    if not live or not live.source_hash:
        return SafeString("")
    if live.is_outdated:
        state = "outdated"
    elif live.is_german_in_parts:
        state = "partial"
    else:
        return SafeString("")
    source = next(
        (a.url for a in context["navigation"].alternates if a.code == settings.LANGUAGE_CODE), ""
    )
    return translation_notice(state, source_url=source, translated_on=live.changed_at)
