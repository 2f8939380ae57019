"""The form that orders work on many texts."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from .. import machine
from ..models import LanguageRules
from ..planning import LANGUAGES_AT_ONCE, targets


class PageChoice(forms.ModelChoiceField):
    """German pages in the order of the tree, indented by their depth."""

    def label_from_instance(self, page: Page) -> str:
        return f"{'– ' * max(page.depth - 2, 0)}{page.title}"


class LanguagesChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, locale: Locale) -> str:
        return locale.get_display_name()


class OrderForm(forms.Form):
    """A page with all below it, and the languages; ``with_machine`` only where a machine works."""

    root = PageChoice(
        label=_("Page"),
        queryset=Page.objects.none(),
        help_text=_("The page and everything below it that is public in German."),
    )
    locales = LanguagesChoice(
        label=_("Languages"),
        queryset=Locale.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Up to five at once."),
    )
    with_machine = forms.BooleanField(
        label=_("Let the machine prefill"),
        required=False,
        help_text=_("Only in languages whose rules allow it. A person checks every text."),
    )

    def __init__(self, *args: Any, page_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        german = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE, live=True)
        # A page without any below it is offered where somebody comes from it.
        chosen = Q(pk=page_id) if page_id else Q()
        self.fields["root"].queryset = (
            german.filter(Q(numchild__gt=0) | chosen)
            .filter(alias_of=None, depth__gt=1)
            .order_by("path")
        )
        self.fields["locales"].queryset = targets()
        if not machine_helps():
            del self.fields["with_machine"]

    def clean_locales(self):
        locales = self.cleaned_data["locales"]
        if len(locales) > LANGUAGES_AT_ONCE:
            raise forms.ValidationError(
                _("Choose between one and %(count)s languages.") % {"count": LANGUAGES_AT_ONCE}
            )
        return locales


def machine_helps() -> bool:
    """Tell whether there is a machine, and a language that it may prefill texts in."""
    has_machine = machine.translator() is not None
    return has_machine and LanguageRules.objects.filter(machine=True).exists()
