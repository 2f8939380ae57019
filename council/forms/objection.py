"""The forms of an objection (HGO § 63): raised, taken back, decided anew."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..decisions.objection_rules import raisers
from ..decisions.votes import Outcome
from ..models import AgendaItem, Meeting, ObjectionEnd
from .vote import VoteForm


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=timezone.localdate, widget=widget, **kwargs)


class ObjectForm(forms.Form):
    """Who objects, when and why."""

    raised_by = forms.ChoiceField(label=_("raised by"), choices=raisers, widget=forms.RadioSelect)
    raised_on = day_field(_("raised on"))
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea({"rows": 4}))


class LiftForm(forms.Form):
    """When an objection was taken back, and why."""

    ended_on = day_field(_("ended on"))
    reason = forms.CharField(label=_("reason"), required=False, widget=forms.Textarea({"rows": 4}))


class SettleForm(forms.Form):
    """How a challenge ended, and who said so."""

    holds = forms.TypedChoiceField(
        label=_("outcome"),
        choices=[
            ("yes", ObjectionEnd.How.UPHELD.label),
            ("no", ObjectionEnd.How.ANNULLED.label),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    ended_on = day_field(_("ended on"))
    reason = forms.CharField(
        label=_("reason"),
        help_text=_("Who decided, when, and under which number: a court, or the supervision."),
        widget=forms.Textarea({"rows": 4}),
    )


class AnewForm(VoteForm):
    """The council's second vote."""

    agenda_item = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(), label=_("agenda item"), empty_label=None
    )

    def __init__(
        self, *args: Any, meeting: Meeting, places: Iterable[AgendaItem], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"present": meeting.present} | kwargs.get("initial", {})
        super().__init__(*args, meeting=meeting, **kwargs)
        self.fields["agenda_item"].queryset = places
        self.fields["outcome"].choices = [
            (Outcome.ADOPTED.value, _("The council confirms its resolution")),
            (Outcome.REJECTED.value, _("The council sets its resolution aside")),
        ]

    def vote(self) -> dict[str, Any]:
        return super().vote() | {"agenda_item": self.cleaned_data["agenda_item"]}
