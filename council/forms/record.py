"""The forms that record and correct a decision."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import AgendaItem, Decision, PaperItem
from ..recording import HEARING_OUTCOMES
from ..votes import Outcome
from .wording import Paragraph, paragraphs_of


class RecordForm(forms.Form):
    """One decision as the minutes have it."""

    sections = forms.MultipleChoiceField(
        label=_("Sections voted on together"), widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    present = forms.IntegerField(label=_("Members present"), min_value=0, max_value=500)
    yes = forms.IntegerField(label=_("Yes"), min_value=0, max_value=500)
    no = forms.IntegerField(label=_("No"), min_value=0, max_value=500)
    abstain = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=500, initial=0)
    text = forms.CharField(
        label=_("Text of the decision"), required=False, widget=forms.Textarea({"rows": 4})
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, agenda_item: AgendaItem, items: Iterable[PaperItem], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "token": uuid.uuid4(),
            "present": agenda_item.meeting.present,
            "sections": [str(item.pk) for item in items],
            "text": agenda_item.paper.resolution_text if agenda_item.paper else "",
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.resolves = agenda_item.role == AgendaItem.Role.RESOLUTION
        self.items = {str(item.pk): item for item in items}
        self.fields["sections"].choices = [(key, str(item)) for key, item in self.items.items()]
        self.fields["outcome"].choices = self._outcomes(agenda_item.role)
        self.amended: dict[str, list[Paragraph]] = {}

    def _outcomes(self, role: str) -> list[tuple[str, str]]:
        if role == AgendaItem.Role.HEARING:
            return [(o.value, o.label) for o in HEARING_OUTCOMES]
        return [(o.value, o.label) for o in Outcome if not (self.resolves and o == Outcome.NOTED)]

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
                if paragraph.differs(value):
                    before = changed.get(paragraph.block_id, paragraph.block_value)
                    changed[paragraph.block_id] = paragraph.replaced(before, value)
        return texts


class CorrectForm(forms.ModelForm):
    """The count and the words of a record, to be corrected."""

    class Meta:
        model = Decision
        fields = ["present", "yes", "no", "abstain", "text"]
        widgets = {"text": forms.Textarea({"rows": 4})}

    def _post_clean(self) -> None:
        """Leave the record as it is: the correction checks itself."""
