"""The site's signs: one sprite, drawn for this project, coloured by the text around."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Names of the symbols in cms/static/cms/icons.svg; a test compares both.
ICONS = frozenset(
    [
        "arrow-back",
        "arrow-forward",
        "calendar",
        "check",
        "check-circle",
        "child",
        "chevron",
        "clock",
        "close",
        "committee",
        "council",
        "danger",
        "document",
        "dot",
        "download",
        "easy",
        "external",
        "globe",
        "hearing",
        "home",
        "info",
        "link",
        "mail",
        "menu",
        "minus",
        "pencil",
        "people",
        "place",
        "print",
        "scales",
        "seal",
        "search",
        "sign-language",
        "speech",
        "step-free",
        "theme",
        "thread",
        "translate",
        "undo",
        "warning",
    ]
)
# Signs that point along the line of reading turn round in right-to-left languages.
MIRRORED = frozenset({"arrow-back", "arrow-forward", "chevron", "external", "undo"})


def icon_markup(name: str) -> SafeString:
    """Draw the sign; it is decoration, so assistive technology leaves it out."""
    if name not in ICONS:
        raise ValueError(f"Unknown icon “{name}”.")
    return format_html(
        '<svg class="icon{}" width="24" height="24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        " icon--mirrored" if name in MIRRORED else "",
        static("cms/icons.svg"),
        name,
    )
