"""What our pages in the editing interface have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import User


class AdminRequest(HttpRequest):
    """A request inside the editing interface: somebody is logged in."""

    user: User


def show(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render one of our pages with its title and the way back."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": title},
    ]
    context |= {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs}
    return render(request, f"translating/{template}.html", context, status=status)


def add_refusal(form: BaseForm, refusal: ValidationError | PermissionDenied) -> None:
    """Put a refusal beside the field it speaks of, or above the form."""
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    elif isinstance(refusal, ValidationError):
        form.add_error(None, refusal)
    else:
        form.add_error(None, str(refusal) or _("You may not do this."))
