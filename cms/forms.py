"""The form of every page: one question more where a German page is public already."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm


class TownPageForm(WagtailAdminPageForm):
    """Ask whether only spelling was corrected, and refuse in words where more was."""

    only_spelling = forms.BooleanField(
        label=_("Only spelling: translations stay current"),
        help_text=_(
            "Your name is recorded with it. Without this mark the translations are outdated "
            "as soon as the new words are public."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from .correcting import is_marked

        super().__init__(*args, **kwargs)
        self.initial["only_spelling"] = is_marked(self.instance)

    def _post_clean(self) -> None:
        from .correcting import check_correction

        super()._post_clean()
        self.instance.only_spelling = False
        if not self.cleaned_data.get("only_spelling") or self.errors:
            return
        try:
            check_correction(self.instance)
        except ValidationError as refusal:
            self.add_error("only_spelling", refusal)
        else:
            self.instance.only_spelling = True
