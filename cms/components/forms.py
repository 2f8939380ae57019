"""Forms: filters, fields with their errors, the error summary."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cms.components.base import component

register = template.Library()


@register.simple_block_tag
def filter_form(content: str, *, action: str, label: str, active: bool = False) -> SafeString:
    """Filter a list with GET; works without JavaScript."""
    return component("filter_form", content=content, action=action, label=label, active=active)


@register.simple_tag
def form_field(field: Any) -> SafeString:
    """Show a form field with its label, help and errors bound to it."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "") or type(widget).__name__.lower()
    shape = {"checkbox": "check", "radio": "group", "select": "select"}.get(kind, "input")
    if getattr(widget, "allow_multiple_selected", False) and kind == "checkbox":
        shape = "group"
    classes = {
        "input": "kern-form-input__input",
        "select": "kern-form-input__select",
        "check": "kern-form-check__checkbox",
    }
    control = "" if shape == "group" else field.as_widget(attrs={"class": classes[shape]})
    return component("form_field", field=field, shape=shape, control=control)


@register.simple_tag
def error_summary(form: Any, *, focus: bool = True) -> SafeString:
    """List a form's errors as links to their fields; receives the focus."""
    return component("error_summary", form=form, focus=focus)
