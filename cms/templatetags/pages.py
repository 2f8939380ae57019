"""Tags that read the page's own context: ``{% load pages %}``."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms import beside
from cms.components import readers
from cms.components.pieces import translation_notice

register = template.Library()


@register.simple_tag(takes_context=True)
def translation_state(context: Context) -> SafeString:
    """Say what readers must know of a translation; nothing where it is up to date and checked."""
    live = context.get("live_text")
    if not live:
        return SafeString("")
    navigation = context["navigation"]
    source = next((a.url for a in navigation.alternates if a.is_binding), "")
    notices = (
        translation_notice(
            state,
            source_url=source,
            translated_on=live.made_on,
            report_url=navigation.report_url,
        )
        for state in live.states
    )
    return mark_safe("".join(notices))


@register.simple_tag(takes_context=True)
def easy_state(context: Context) -> SafeString:
    """Say above an easy text whether people of its target group have checked these very words."""
    page = context.get("page")
    if not isinstance(page, Page) or page.locale.language_code != settings.EASY_LANGUAGE:
        return SafeString("")
    # An earlier version is shown with words that nobody can vouch for here.
    check = None if context.get("version") else beside.check_of(context.get("live_text"))
    return readers.easy_label(check)


@register.simple_tag
def film_beside(page: Any) -> SafeString:
    """Show the film in sign language that belongs to a page; nothing where there is none."""
    film = beside.film_of(page.pk)
    return readers.sign_film(film) if film else SafeString("")
