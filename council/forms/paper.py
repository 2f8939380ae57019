"""The forms that make a paper and take it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from ..models import Paper


class PaperForm(forms.ModelForm):
    """A paper and the sections in it."""

    pages = forms.ModelMultipleChoiceField(
        label=_("Sections"),
        queryset=Page.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sections that passed the steering group and are in no paper yet."),
    )

    class Meta:
        model = Paper
        fields = ["reference", "title", "date", "resolution_text", "reasons", "financial_impact"]
        widgets = {
            "date": AdminDateInput,
            "resolution_text": forms.Textarea({"rows": 4}),
            "reasons": forms.Textarea({"rows": 6}),
            "financial_impact": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pages"].queryset = waiting


class WithdrawForm(forms.Form):
    """Why a paper is taken back."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=5000)
