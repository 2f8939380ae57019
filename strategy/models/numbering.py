"""Numbers of chapters and sections: unique below one parent, the same in every language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.forms import TownPageForm


class NumberedForm(TownPageForm):
    """Proposes the next free number and refuses one that a neighbour has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.number is None and self.parent_page is not None:
            self.initial["number"] = next_number(type(self.instance), self.parent_page.path)

    def clean(self):
        data = super().clean()
        number = data.get("number")
        if number is not None and self.parent_page is not None:
            taken_by = (
                children(type(self.instance), self.parent_page.path)
                .filter(number=number)
                .exclude(pk=self.instance.pk)
                .first()
            )
            if taken_by is not None:
                message = _(
                    "Number %(number)s belongs to “%(title)s”. Choose another, or leave the field "
                    "empty to take the next free one."
                ) % {"number": number, "title": taken_by.title}
                self.add_error("number", ValidationError(message))
        return data


class Numbered(models.Model):
    """A page with a number among its neighbours; without one it takes the next free."""

    number = models.PositiveSmallIntegerField(
        _("number"),
        blank=True,
        help_text=_("Leave empty to take the next free number."),
    )

    base_form_class = NumberedForm
    exclude_fields_in_copy = ["number"]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.number is None:
            self.number = self._number_of_translation() or next_number(
                type(self), self.path[: -Page.steplen]
            )
        super().save(*args, **kwargs)

    def _number_of_translation(self) -> int | None:
        return (
            type(self)
            ._default_manager.filter(translation_key=self.translation_key)
            .exclude(pk=self.pk)
            .values_list("number", flat=True)
            .first()
        )


def children(model: type[Page], path: str) -> models.QuerySet:
    """Return the pages of one kind right below a place in the tree, drafts included."""
    return model._default_manager.filter(path__startswith=path, depth=len(path) // Page.steplen + 1)


def next_number(model: type[Page], path: str) -> int:
    """Return the first number after the highest in use below a place in the tree."""
    highest = children(model, path).aggregate(highest=models.Max("number"))["highest"]
    return (highest or 0) + 1
