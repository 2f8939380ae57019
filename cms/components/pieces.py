"""The pieces pages are made of."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.components.base import KINDS, component, known
from cms.directions import isolated
from cms.icons import icon_markup
from cms.untranslated import marked

register = template.Library()

SERVICES = {
    "sign_language": ("sign-language", _("Sign language interpretation")),
    "interpretation": ("translate", _("Interpretation into other languages")),
    "childcare": ("child", _("Childcare")),
    "step_free": ("step-free", _("Step-free access")),
    "hearing_loop": ("hearing", _("Hearing loop")),
    "easy_language": ("easy", _("In easy language")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a sign that repeats what the text beside it says."""
    return icon_markup(name)


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str,
    href: str = "",
    level: int = 3,
    number: str = "",
    kicker: str = "",
    badge: str = "",
    icon: str = "",
    language: str = "",
    kicker_language: str = "",
) -> SafeString:
    """Show a linked teaser. The tag's content is the card's text.

    ``language`` names the language of the title where it may not be the page's, ``kicker_language`` that
    of the kicker.
    """
    return component(
        "card",
        content=content,
        title=title,
        href=href,
        level=level,
        number=number,
        kicker=kicker,
        badge=badge,
        sign=icon_markup(icon) if icon else "",
        language=language,
        kicker_language=kicker_language,
    )


@register.simple_tag
def name(text: str, language: str = "") -> SafeString:
    """Set a name or title apart from what stands beside it, and say its language if it is another one."""
    if language and language != get_language():
        return format_html('<bdi lang="{}">{}</bdi>', language, text)
    return format_html("<bdi>{}</bdi>", text)


register.filter("isolated", isolated)


@register.filter
def named(place: Any) -> SafeString:
    """Set the title of a place in the site apart, with its language; for a placeholder in a sentence."""
    return name(place.title, place.title_language)


@register.filter
def bdi(text: Any) -> SafeString:
    """Set a name apart; for a placeholder in a sentence."""
    return name(text)


@register.simple_tag
def badge(label: str, *, kind: str = "neutral", icon: str = "") -> SafeString:
    """Show a status as a word with its sign, never by colour alone."""
    sign = icon_markup(icon or KINDS[known(kind, KINDS, "kind")])
    return component("badge", label=label, kind=kind, sign=sign)


@register.simple_tag
def contents(items: Iterable[Any], *, title: str = "") -> SafeString:
    """List what stands on this page; each item has title, url and may have number, children."""
    return component("contents", items=list(items), title=title)


@register.simple_block_tag
def paragraph(
    content: str,
    *,
    number: str,
    anchor: str,
    kind: str = "paragraph",
    changed: bool = False,
    german: bool = False,
) -> SafeString:
    """Set one numbered paragraph with its permanent address; ``german`` marks untranslated words."""
    return component(
        "paragraph",
        content=content,
        number=number,
        anchor=anchor,
        kind=kind,
        changed=changed,
        german=german,
    )


@register.simple_tag
def body(
    stream: Any,
    *,
    number: str = "",
    changed: Iterable[str] = (),
    german: Iterable[str] = (),
    sentences: Mapping[str, list[str]] | None = None,
    level: int = 2,
    prefix: str = "p",
) -> SafeString:
    """Set the text of a page; with ``number`` its paragraphs are numbered (1.2.3) and have addresses.

    ``changed`` names the ids of blocks that a resolution amended, ``german`` those that are not
    translated yet; ``sentences`` holds by block id what is still German inside of a translated one.
    ``level`` is the level of the headings. ``prefix`` opens the address of each place: a second text on
    the same page needs one of its own.
    """
    unnumbered: set[str] = (
        getattr(stream.stream_block.meta, "unnumbered", set()) if stream else set()
    )
    changed, german, count, parts = set(changed), set(german), 0, []
    for block in stream or ():
        counted = bool(number) and block.block_type not in unnumbered
        count += counted
        parts.append(
            {
                "block": block,
                "kind": block.block_type,
                "anchor": f"{prefix}-{block.id}",
                "number": f"{number}.{count}" if counted else "",
                "changed": block.id in changed,
                "german": block.id in german,
                "sentences": (sentences or {}).get(block.id, ()),
            }
        )
    return component("body", parts=parts, number=number, level=level)


@register.simple_block_tag
def translated(
    content: str, *, sentences: Collection[str] = (), german: bool = False
) -> SafeString:
    """Show a translated text: its German sentences marked, words of the other direction isolated.

    Nothing is done to a text that is ``german`` as a whole: it is marked around.
    """
    return mark_safe(content) if german else marked(isolated(mark_safe(content)), sentences or ())


@register.simple_tag
def pagination(page: Page, *, query: str = "") -> SafeString:
    """Link the neighbouring pages of a list; ``query`` holds the other parameters."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return component("pagination", page=page, numbers=list(numbers), query=query)


@register.simple_block_tag
def empty_state(content: str, *, title: str) -> SafeString:
    """Say kindly that there is nothing here, and what to do instead."""
    return component("empty_state", content=content, title=title)


@register.simple_block_tag
def notice(content: str, *, title: str, kind: str = "info") -> SafeString:
    """Set a notice apart: info, success, warning, danger or accent."""
    sign = icon_markup(KINDS[known(kind, KINDS, "kind")])
    return component("notice", content=content, title=title, kind=kind, sign=sign)


@register.simple_tag
def translation_notice(
    state: str, *, source_url: str, translated_on: Any = None, report_url: str = ""
) -> SafeString:
    """Say what a translation is worth: binding, outdated, machine, partial or fallback.

    With ``report_url`` it offers to report a mistake where nobody has checked the words.
    """
    known(state, ("binding", "outdated", "machine", "partial", "fallback"), "state")
    return component(
        "translation_notice",
        state=state,
        source_url=source_url,
        translated_on=translated_on,
        report_url=report_url if state == "machine" else "",
    )


@register.simple_block_tag
def quote(content: str, *, speaker: str = "", role: str = "") -> SafeString:
    """Let a voice from the town speak."""
    return component("quote", content=content, speaker=speaker, role=role)


@register.simple_block_tag
def figure(content: str, *, caption: str = "", credit: str = "") -> SafeString:
    """Show a picture or drawing with its caption."""
    return component("figure", content=content, caption=caption, credit=credit)


@register.simple_block_tag
def table_scroller(content: str, *, label: str) -> SafeString:
    """Let a wide table scroll by itself, by keyboard too."""
    return component("table_scroller", content=content, label=label)


@register.simple_tag
def event_meta(
    *,
    start: datetime,
    end: datetime | None = None,
    place: str = "",
    address: str = "",
    services: Iterable[str] = (),
) -> SafeString:
    """Say when and where, and what helps people to come."""
    offered = [SERVICES[known(service, SERVICES, "service")] for service in services]
    return component(
        "event_meta",
        start=start,
        end=end,
        place=place,
        address=address,
        services=[{"sign": icon_markup(sign), "label": label} for sign, label in offered],
    )


@register.simple_tag
def date_tile(day: datetime) -> SafeString:
    """Show a date as a tile in a list of events; the full date stands beside it."""
    return component("date_tile", day=day)


@register.simple_tag
def previous_next(*, previous: Any = None, following: Any = None) -> SafeString:
    """Link the pages before and after this one; each has title and url."""
    return component("previous_next", previous=previous, following=following)


@register.simple_tag
def definition_list(items: Iterable[tuple[str, Any]]) -> SafeString:
    """List facts as term and description."""
    return component("definition_list", items=list(items))


@register.simple_tag
def button(label: str, *, href: str = "", kind: str = "primary", icon: str = "") -> SafeString:
    """Offer an action: a link with ``href``, otherwise the form's submit button."""
    known(kind, ("primary", "secondary", "tertiary", "inverse"), "button kind")
    sign = icon_markup(icon) if icon else ""
    return component("button", label=label, href=href, kind=kind, sign=sign)


@register.simple_tag
def permalink(href: str, *, label: str) -> SafeString:
    """Link a place's permanent address."""
    return format_html(
        '<a class="permalink" href="{}"><span class="kern-sr-only">{}</span>{}</a>',
        href,
        label,
        icon_markup("link"),
    )
