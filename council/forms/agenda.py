"""The forms that put items on an agenda and mend them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..meetings.placing import natural_role
from ..models import AgendaItem, Meeting, Paper

NUMBER_HELP = _("Empty: the next one.")


class PlaceForm(forms.ModelForm):
    """A paper's place on the agenda of a body's meeting."""

    class Meta:
        model = AgendaItem
        fields = ["meeting", "part", "number", "title", "role"]

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        # Whoever leaves the part out means the first.
        self.fields["part"].required = False
        self.fields["number"].required = False
        self.fields["number"].help_text = NUMBER_HELP

    def clean_part(self) -> str:
        return self.cleaned_data["part"] or AgendaItem.Part.ONE

    def _post_clean(self) -> None:
        """Leave the checks to the verb: number and place are given out behind its lock."""


class ItemForm(forms.Form):
    """An item of one meeting, with a paper or without."""

    paper = forms.ModelChoiceField(
        label=_("paper"),
        queryset=Paper.objects.none(),
        required=False,
        empty_label=_("No paper: only a subject"),
    )
    title = forms.CharField(
        label=_("title"),
        max_length=300,
        required=False,
        help_text=_("Empty: the title of the paper."),
    )
    part = forms.ChoiceField(
        label=_("part"), choices=AgendaItem.Part.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("number on the agenda"), max_length=20, required=False, help_text=NUMBER_HELP
    )
    role = forms.ChoiceField(label=_("asked for"), choices=AgendaItem.Role.choices)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "part": AgendaItem.Part.ONE,
            "role": natural_role(meeting.organization),
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        papers = Paper.objects.filter(withdrawn_at=None).exclude(agenda_items__meeting=meeting)
        self.fields["paper"].queryset = papers

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("paper") and not data.get("title"):
            self.add_error("title", _("Enter a title, or choose a paper."))
        return data


class EditItemForm(forms.ModelForm):
    """What can be changed about an item until a decision rests on it."""

    class Meta:
        model = AgendaItem
        fields = ["title", "number", "part", "role"]
        widgets = {"part": forms.RadioSelect}

    def _post_clean(self) -> None:
        """Leave the item as it is: the verb checks it behind its lock."""


def coming_or_recent(meetings: Any) -> Any:
    """Return the meetings a paper can be put on: those to come first, then the latest."""
    since = timezone.now() - timedelta(days=60)
    return meetings.filter(start__gte=since).order_by("-start")
