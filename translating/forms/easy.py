"""The form that records a check of easy language."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.models import EasyCheck


class CheckForm(forms.ModelForm):
    """Who checked, and when; the wording is the one that stood beside the form."""

    wording = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = EasyCheck
        fields = ["readers", "checked_on", "note"]
        widgets = {"checked_on": AdminDateInput, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": _("Not public.")}
