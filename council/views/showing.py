"""What the council's pages in the editing interface have in common."""

from copy import copy
from functools import partial
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Revision

from cms import showing
from cms.showing import AdminRequest, add_refusal, is_id, refusals_beside

__all__ = ["AdminRequest", "add_refusal", "is_id", "refusals_beside", "show", "text_of"]

show = partial(showing.show, "council")


def text_of(revision: Revision) -> dict[str, Any]:
    """Return the context of ``council/text.html``: a pinned text as its readers will see it."""
    page = copy(revision.content_object)  # not as_object(): nothing is saved, nothing looked up
    for name in page.text_fields:
        if name in revision.content:
            field = page._meta.get_field(name)
            setattr(page, name, field.to_python(revision.content[name]))
    parts: list[SafeString] = []
    for name in page.text_fields:
        value = getattr(page, name)
        if hasattr(value, "render_as_block"):
            parts.append(value.render_as_block())
        elif value and name != "title":
            parts.append(format_html("<p>{}</p>", value))
    return {"text": page, "text_parts": parts}
