"""The form that puts a paper on an agenda."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ..models import AgendaItem


class PlaceForm(forms.ModelForm):
    """A paper's place on the agenda of a body's meeting."""

    class Meta:
        model = AgendaItem
        fields = ["meeting", "number", "title", "role"]

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


def coming_or_recent(meetings: Any) -> Any:
    """Return the meetings a paper can be put on: those to come first, then the latest."""
    since = timezone.now() - timedelta(days=60)
    return meetings.filter(start__gte=since).order_by("-start")
