"""The forms that record and correct a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..decisions.factions import Part
from ..decisions.recording import HEARING_OUTCOMES
from ..decisions.votes import Outcome, Room
from ..models import AgendaItem, Decision, Meeting, PaperItem
from .vote import FactionVotes, VoteForm
from .wording import Paragraph, paragraphs_of


def outcomes_for(role: str) -> list[tuple[str, str]]:
    """Return what a body may say, by what the agenda asks it for."""
    if role == AgendaItem.Role.HEARING:
        return [(o.value, str(o.label)) for o in HEARING_OUTCOMES]
    resolves = role == AgendaItem.Role.RESOLUTION
    return [(o.value, str(o.label)) for o in Outcome if not (resolves and o == Outcome.NOTED)]


class EffectiveForm(VoteForm):
    """A vote that may take effect on a later day, where it resolves."""

    effective_on = forms.DateField(
        label=_("Takes effect on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: at once. Until then the earlier wording stays public."),
    )

    def vote(self) -> dict[str, Any]:
        day = self.cleaned_data.get("effective_on")
        return super().vote() | {"effective_on": day}


class RecordForm(EffectiveForm):
    """One decision as the minutes have it."""

    sections = forms.MultipleChoiceField(
        label=_("Sections voted on together"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        agenda_item: AgendaItem,
        items: Iterable[PaperItem],
        chosen: Iterable[int] | None = None,
        **kwargs: Any,
    ) -> None:
        items = list(items)
        last = agenda_item.decisions.in_force().order_by("pk").last()
        kwargs["initial"] = {
            "present": last.present if last else Room.of(agenda_item).can_take_part,
            "sections": [str(pk) for pk in (chosen or [item.pk for item in items])],
            "text": agenda_item.paper.resolution_text if agenda_item.paper else "",
            "effective_on": last.effective_on if last else None,
        } | kwargs.get("initial", {})
        super().__init__(*args, meeting=agenda_item.meeting, **kwargs)
        self.resolves = agenda_item.role == AgendaItem.Role.RESOLUTION
        if not self.resolves:
            del self.fields["effective_on"]
        self.items = {str(item.pk): item for item in items}
        self.fields["sections"].choices = [(key, str(item)) for key, item in self.items.items()]
        self.fields["outcome"].choices = outcomes_for(agenda_item.role)
        self.amended: dict[str, list[Paragraph]] = {}

    def clean_sections(self) -> list[PaperItem]:
        return [self.items[key] for key in self.cleaned_data["sections"]]

    def ask_for_wordings(self, keys: Iterable[str]) -> None:
        """Add an editor for each paragraph of the sections that were amended."""
        for key in keys:
            if key in self.items:
                self.amended[key] = list(paragraphs_of(self.items[key]))
                for paragraph in self.amended[key]:
                    self.fields[paragraph.name] = paragraph.field()

    def editors(self) -> list[tuple[str, list]]:
        """Return, per amended section, its title and its paragraph fields: for the template."""
        return [
            (str(self.items[key]), [self[paragraph.name] for paragraph in paragraphs])
            for key, paragraphs in self.amended.items()
        ]

    def final_texts(self) -> dict[int, dict[str, Any]]:
        """Return the paragraphs that were changed, per paper item and block."""
        texts: dict[int, dict[str, Any]] = {}
        for key, paragraphs in self.amended.items():
            changed = texts.setdefault(int(key), {})
            for paragraph in paragraphs:
                value = self.cleaned_data.get(paragraph.name, "")
                if paragraph.name in self.data and paragraph.differs(value):
                    before = changed.get(paragraph.block_id, paragraph.block_value)
                    changed[paragraph.block_id] = paragraph.replaced(before, value)
        return texts


class TogetherForm(EffectiveForm):
    """One vote on several items of agenda II."""

    agenda_items = forms.MultipleChoiceField(
        label=_("Agenda items voted on together"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, meeting: Meeting, items: Iterable[AgendaItem], **kwargs: Any
    ) -> None:
        self.items = {str(item.pk): item for item in items}
        kwargs["initial"] = {
            "present": meeting.present,
            "agenda_items": list(self.items),
        } | kwargs.get("initial", {})
        super().__init__(*args, meeting=meeting, **kwargs)
        roles = {item.role for item in self.items.values()}
        if AgendaItem.Role.RESOLUTION not in roles:
            del self.fields["effective_on"]
        found = [set(outcomes_for(role)) for role in roles]
        common = set.intersection(*found) if found else set()
        self.fields["outcome"].choices = [
            (o.value, o.label)
            for o in Outcome
            if (o.value, str(o.label)) in common and o != Outcome.ADOPTED_AMENDED
        ]
        self.fields["agenda_items"].choices = [
            (key, f"{item.number} {item.title}") for key, item in self.items.items()
        ]

    def clean_agenda_items(self) -> list[AgendaItem]:
        return [self.items[key] for key in self.cleaned_data["agenda_items"]]


class CorrectForm(FactionVotes, forms.ModelForm):
    """The count and the words of a record, to be corrected."""

    class Meta:
        model = Decision
        fields = ["present", "yes", "no", "abstain", "text"]
        widgets = {"text": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {
            part.faction_id: Part(part.yes, part.no, part.abstain)
            for part in self.instance.faction_votes.all()
        }
        self.ask_factions(self.instance.agenda_item.meeting, known)

    def _post_clean(self) -> None:
        """Leave the record as it is: the correction checks itself."""

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {
            "by_faction": self.by_faction()
        }
