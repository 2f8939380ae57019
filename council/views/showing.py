"""What our pages in the editing interface have in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.models import User


class AdminRequest(HttpRequest):
    """A request inside the editing interface: somebody is logged in."""

    user: User


def is_id(word: str) -> bool:
    """Tell whether a form sent a number that a row can have: “²” is a digit, and no number."""
    return word.isascii() and word.isdigit() and len(word) < 19


def show(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render one of our pages with its title, the way back, and links to what was entered wrongly."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": title},
    ]
    form = context.get("form")
    wrong = [field for field in form if field.errors] if form is not None and form.is_bound else []
    context |= {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs}
    context["wrong_fields"] = [field for field in wrong if not field.is_hidden]
    return render(request, f"council/{template}.html", context, status=status)


@contextmanager
def refusals_beside(form: BaseForm) -> Iterator[None]:
    """Put what an action refuses beside the form; leaving the block by ``return`` means it was done."""
    try:
        yield
    except (ValidationError, PermissionDenied) as refusal:
        add_refusal(form, refusal)


def add_refusal(form: BaseForm, refusal: ValidationError | PermissionDenied) -> None:
    """Put a refusal beside the field it speaks of, or above the form."""
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    elif isinstance(refusal, ValidationError):
        form.add_error(None, refusal)
    else:
        form.add_error(None, str(refusal) or _("You may not do this."))


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
