"""What every record of a vote asks for: the count, the parts of factions, and the words."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..decisions.factions import Part, factions_of
from ..models import Meeting

COUNTS = ("yes", "no", "abstain")


class FactionVotes:
    """The part of a form that asks how each faction voted."""

    def ask_factions(self: Any, meeting: Meeting, known: dict[int, Part] | None = None) -> None:
        """Add three fields per faction of the body, filled with what is known."""
        self.factions = factions_of(meeting)
        for faction in self.factions:
            part = (known or {}).get(faction.pk)
            for place, name in enumerate(COUNTS):
                self.fields[f"faction-{faction.pk}-{name}"] = forms.IntegerField(
                    label=f"{faction.label}: {self.fields[name].label}",
                    min_value=0,
                    max_value=500,
                    required=False,
                    initial=part[place] if part else None,
                )

    def faction_rows(self: Any) -> list[tuple[str, list]]:
        """Return, per faction, its label and its three fields: for the template."""
        return [
            (faction.label, [self[f"faction-{faction.pk}-{name}"] for name in COUNTS])
            for faction in self.factions
        ]

    def opens_factions(self: Any) -> bool:
        """Tell whether there is something to see: an error, or votes already known or entered."""
        rows = [field for _label, fields in self.faction_rows() for field in fields]
        return any(field.errors or field.value() not in (None, "") for field in rows)

    def by_faction(self: Any) -> dict[int, Part]:
        """Return the votes of factions by their id; empty when none were entered."""
        parts = {
            faction.pk: Part(
                *(self.cleaned_data.get(f"faction-{faction.pk}-{name}") or 0 for name in COUNTS)
            )
            for faction in self.factions
        }
        return {key: part for key, part in parts.items() if any(part)}


class VoteForm(FactionVotes, forms.Form):
    """The count of one vote, as the minutes have it; what is left empty is nought."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    present = forms.IntegerField(
        label=_("Members present"),
        min_value=0,
        max_value=500,
        help_text=_("Without those who are recused (HGO § 25)."),
    )
    yes = forms.IntegerField(label=_("Yes"), min_value=0, max_value=500, required=False)
    no = forms.IntegerField(label=_("No"), min_value=0, max_value=500, required=False)
    abstain = forms.IntegerField(
        label=_("Abstentions"), min_value=0, max_value=500, initial=0, required=False
    )
    text = forms.CharField(
        label=_("Text of the decision"), required=False, widget=forms.Textarea({"rows": 4})
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.ask_factions(meeting)

    def clean(self) -> dict[str, Any]:
        """Count an empty field as nought, where the body is at all."""
        data = super().clean() or {}
        for name in COUNTS:
            if name not in self.errors:
                data[name] = data.get(name) or 0
        return data

    def vote(self) -> dict[str, Any]:
        """Return what the actions take."""
        names = ("outcome", "present", *COUNTS, "text", "token")
        return {name: self.cleaned_data[name] for name in names} | {"by_faction": self.by_faction()}
