"""A choice of several, kept as a list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.wording import listed


class ChoicesField(models.JSONField):
    """Several of the offered choices, as a JSON list in the order they are offered."""

    def __init__(self, *args: Any, offered: Iterable[tuple[str, Any]] = (), **kwargs: Any):
        self.offered = list(offered)
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self):
        """Leave the choices out of migrations: a new one changes no table."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        unknown = [str(item) for item in value if item not in dict(self.offered)]
        if unknown:
            message = _("Unknown choice: %(names)s.") % {"names": listed(unknown)}
            raise ValidationError(message)

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.offered,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=self.help_text,
        )
