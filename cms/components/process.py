"""Where things stand: sections on their route, phases in time, votes and resolutions."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms.components.base import component, known
from cms.icons import icon_markup

register = template.Library()

# stage of a section: kind, icon, word, how far along the route it stands
STAGES = {
    "draft": ("neutral", "pencil", _("Draft"), 0),
    "steering": ("info", "people", _("With the steering group"), 1),
    "released": ("accent", "speech", _("Released for participation"), 2),
    "deliberation": ("info", "committee", _("In deliberation"), 3),
    "council": ("info", "council", _("Before the city council"), 4),
    "referred_back": ("warning", "undo", _("Referred back"), 0),
    "deferred": ("warning", "clock", _("Deferred"), 4),
    "withdrawn": ("neutral", "undo", _("Withdrawn"), 0),
    "rejected": ("danger", "danger", _("Rejected"), 0),
    "dealt_with": ("neutral", "check", _("Dealt with"), 0),
    "set_aside": ("danger", "undo", _("Set aside"), 0),
    "suspended": ("warning", "warning", _("Suspended"), 4),
    "not_yet_in_force": ("success", "clock", _("Resolved, not yet in force"), 5),
    "resolved": ("success", "seal", _("Resolved"), 5),
    "resolved_amended": ("success", "seal", _("Resolved with amendments"), 5),
}
ROUTE = [
    _("Draft"),
    _("Steering group"),
    _("Participation"),
    _("Committees"),
    _("City council"),
    _("Resolved"),
]


@register.simple_tag
def standing(stage: str, *, label: str = "", detail: str = "", href: str = "") -> SafeString:
    """Say where a section stands: a badge, and in words what it waits for."""
    kind, sign, word, _position = STAGES[known(stage, STAGES, "stage")]
    return component(
        "standing",
        stage=stage,
        kind=kind,
        sign=icon_markup(sign),
        label=label or word,
        detail=detail,
        href=href,
    )


@register.simple_tag
def route(stage: str, *, note: str = "") -> SafeString:
    """Draw a section's way from draft to resolution, its place marked."""
    position = STAGES[known(stage, STAGES, "stage")][3]
    finished = position == len(ROUTE) - 1
    stops = []
    for number, title in enumerate(ROUTE):
        done = number < position or finished
        state = "done" if done else "current" if number == position else "planned"
        stops.append({"title": title, "state": state})
    return component("stepper", steps=stops, note=note, label=_("Route to the resolution"))


@register.simple_tag
def stepper(steps: Iterable[Any], *, label: str, note: str = "") -> SafeString:
    """Draw steps in a row; each has title and state (done, current, planned)."""
    return component("stepper", steps=list(steps), label=label, note=note)


@register.simple_tag
def timeline(phases: Iterable[Any], *, compact: bool = False, level: int = 3) -> SafeString:
    """Draw the process as one line.

    Each phase has number, title, when (text), state (done, current, planned) and may
    have summary, url and steps (title, state, owner, note, letter). Compact is the
    line of the front page.
    """
    return component(
        "timeline_compact" if compact else "timeline", phases=list(phases), level=level
    )


@register.simple_tag
def vote_bar(yes: int, no: int, abstain: int = 0) -> SafeString:
    """Show a vote in words, as a bar and as a table."""
    total = max(yes + no + abstain, 1)
    parts, left = [], 0.0
    for key, count in (("yes", yes), ("no", no), ("abstain", abstain)):
        width = round(count * 100 / total, 2)
        if count:
            parts.append({"key": key, "x": f"{left:.2f}", "width": f"{width:.2f}"})
        left += width
    return component("vote_bar", yes=yes, no=no, abstain=abstain, parts=parts)


@register.simple_tag
def resolution(
    *,
    number: str,
    on: Any,
    body: str,
    yes: int,
    no: int,
    abstain: int = 0,
    checksum: str = "",
    outcome: str = "",
    amended: bool = False,
    href: str = "",
) -> SafeString:
    """Show what was resolved, by whom, with which votes, and how to check it."""
    return component(
        "resolution",
        number=number,
        on=on,
        body=body,
        yes=yes,
        no=no,
        abstain=abstain,
        checksum=checksum,
        outcome=outcome,
        amended=amended,
        href=href,
    )


@register.simple_tag
def stations(path: Iterable[Any], *, register_url: str = "", level: int = 2) -> SafeString:
    """Draw the path of a text through the bodies, station by station (``strategy/path.py``).

    ``register_url`` is where records have a page of their own; without it they are not linked.
    """
    return component("stations", path=list(path), register_url=register_url, level=level)
