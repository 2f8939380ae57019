"""What a person wants to hear of by mail, in her own account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import NotificationSettings


class NotificationSettingsForm(forms.ModelForm):
    """One question for each kind of mail."""

    class Meta:
        model = NotificationSettings
        fields = ["waiting", "reminders", "results", "meetings"]
        widgets = {
            "waiting": forms.RadioSelect,
            "results": forms.RadioSelect,
            "meetings": forms.RadioSelect,
        }
        help_texts = {
            "waiting": _("A ballot, a text to revise, an amendment, work for the clerk."),
            "reminders": _("One mail for each ballot in which you have not voted yet."),
            "results": _("Sent back, released, resolved; accepted or rejected."),
            "meetings": _("The invitation, with agenda and papers."),
        }

    def save(self, commit=True):
        """Keep one row a person, also when the form comes twice at the same moment."""
        values = {name: self.cleaned_data[name] for name in self._meta.fields}
        row, _new = NotificationSettings.objects.update_or_create(
            person=self.instance.person, defaults=values
        )
        return row
