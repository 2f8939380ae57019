"""The form for readers who found a mistake, and the one that settles it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import MistakeReport

LONGEST = 2000


class MistakeForm(forms.Form):
    """What is wrong, and where: nothing about who writes."""

    paragraph = forms.ChoiceField(
        label=_("Where is the mistake?"),
        required=False,
        help_text=_("The first words of each paragraph are shown."),
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "You may write in any language. Please give no names, addresses or other "
            "personal data: we do not need them."
        ),
    )
    #: Invisible to people; programs that fill in everything give themselves away.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, paragraphs: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["paragraph"]
        field.choices = [("", _("The page as a whole")), *paragraphs]  # type: ignore[attr-defined]
        field.widget.attrs["dir"] = "auto"
        self.fields["text"].widget.attrs["dir"] = "auto"

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.data.get("website"))


class SettleForm(forms.ModelForm):
    """What was done about a mistake."""

    class Meta:
        model = MistakeReport
        fields = ["outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = True
