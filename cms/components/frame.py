"""The frame of every page: header, footer, and how a page opens."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from cms.components.base import component, known
from cms.navigation import site_map

register = template.Library()


@register.simple_tag
def skip_link() -> SafeString:
    """Offer the first Tab stop: straight to the text."""
    return component("skip_link")


@register.simple_tag
def demo_banner(demo: bool) -> SafeString:
    """Say on every page of a demo that nothing here is real."""
    return component("demo_banner") if demo else SafeString("")


@register.simple_tag
def site_header(navigation: Any, site_name: str) -> SafeString:
    """Show the name of the site, the main menu, the languages and the theme switch."""
    return component("site_header", navigation=navigation, site_name=site_name)


@register.simple_tag
def site_footer(navigation: Any, site_name: str) -> SafeString:
    """Show contact, the barrier report and the legal pages, at the same place everywhere."""
    return component("site_footer", navigation=navigation, site_name=site_name)


@register.simple_tag
def breadcrumbs(items: Iterable[Any]) -> SafeString:
    """Show the way from the front page to here; each item has title and url."""
    return component("breadcrumbs", items=list(items or []))


@register.simple_tag
def language_list(alternates: Iterable[Any], *, label: str = "") -> SafeString:
    """List this page's languages in their own names."""
    return component("language_list", alternates=list(alternates or []), label=label)


@register.simple_block_tag
def hero(
    content: str,
    *,
    title: str,
    lead: str = "",
    kicker: str = "",
    german: Iterable[str] = (),
) -> SafeString:
    """Open the front page with its motto; the content holds the buttons.

    ``german`` names the fields that are not translated yet: claim, and intro for the lead.
    """
    return component(
        "hero",
        content=content,
        title=title,
        lead=lead,
        kicker=kicker,
        title_german="claim" in german,
        lead_german="intro" in german,
    )


@register.simple_block_tag
def page_header(
    content: str,
    *,
    title: str,
    lead: str = "",
    kicker: str = "",
    number: str = "",
    level: int = 1,
    german: Iterable[str] = (),
) -> SafeString:
    """Open any other page: the only h1, a lead, and what must be seen at once.

    ``german`` names the fields that are not translated yet: title, and intro or summary for the lead.
    """
    german = set(german)
    return component(
        "page_header",
        content=content,
        title=title,
        lead=lead,
        kicker=kicker,
        number=number,
        level=level,
        title_german="title" in german,
        lead_german=bool({"intro", "summary"} & german),
    )


@register.simple_block_tag
def band(
    content: str, *, title: str, key: str, href: str = "", more: str = "", tone: str = "plain"
) -> SafeString:
    """Set a titled part of a page across its width; ``tone`` is plain, hued or deep."""
    known(tone, ("plain", "hued", "deep"), "tone")
    return component("band", content=content, title=title, key=key, href=href, more=more, tone=tone)


@register.simple_tag
def share_image() -> str:
    """Return the address of the picture that other sites show beside a link to a page."""
    return site_map().base_url + static("cms/share.png")


@register.simple_tag
def structured_data(facts: Iterable[dict[str, Any]], trail: Iterable[Any]) -> SafeString:
    """Describe the page to search engines (schema.org): its facts, and the way to it."""
    steps = list(trail or [])
    things = [*(facts or [])]
    if len(steps) > 1:
        base_url = site_map().base_url
        things.append(
            {
                "@context": "https://schema.org",
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": position,
                        "name": step.title,
                        "item": base_url + step.url,
                    }
                    for position, step in enumerate(steps, 1)
                ],
            }
        )
    return mark_safe("".join(_as_script(thing) for thing in things))


def _as_script(thing: dict[str, Any]) -> str:
    # Data, not code: the browser runs nothing of it. No "<" may end the element early.
    text = json.dumps(thing, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'
