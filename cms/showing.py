"""What our own pages in the editing interface have in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import User


class AdminRequest(HttpRequest):
    """A request inside the editing interface: somebody is logged in."""

    user: User


def is_id(word: str) -> bool:
    """Tell whether a form sent a number that a row can have: “²” is a digit, and no number."""
    return word.isascii() and word.isdigit() and len(word) < 19


def show(
    app: str,
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Render a page of an app with its title, the way back, and links to what was entered wrongly."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": title},
    ]
    form = context.get("form")
    wrong = [field for field in form if field.errors] if form is not None and form.is_bound else []
    context |= {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs}
    context["wrong_fields"] = [field for field in wrong if not field.is_hidden]
    return render(request, f"{app}/{template}.html", context, status=status)


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
