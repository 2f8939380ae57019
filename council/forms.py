"""The forms of clerks: a decision, a paper, its withdrawal, a place on an agenda."""

import copy
import re
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from cms.snapshots import Snapshot

from .models import AgendaItem, Decision, Paper, PaperItem
from .recording import HEARING_OUTCOMES
from .votes import Outcome

INLINE = ["bold", "italic", "link", "document-link"]
#: What the rich-text editor adds to a paragraph that nobody touched.
EDITOR_MARKS = re.compile(r'\sdata-block-key="[^"]*"')


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


class Unreadable(str):
    """What the rich-text editor never sends."""


class WordingEditor(DraftailRichTextArea):
    """The rich-text editor; what it cannot have sent becomes an error of the field."""

    def value_from_datadict(self, data, files, name):
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, TypeError, LookupError, AttributeError, ExporterException):
            return Unreadable()


class WordingField(forms.CharField):
    """The new words of one paragraph."""

    def clean(self, value: Any) -> str:
        if isinstance(value, Unreadable):
            raise ValidationError(gettext("This text cannot be read; enter it again."))
        return super().clean(value)


class Paragraph:
    """One editable piece of a pinned text: a block, or one item of a list."""

    def __init__(self, item: PaperItem, block: dict[str, Any], path: tuple, label: str) -> None:
        self.block_id = block["id"]
        self.block_value = block["value"]
        self.path = path
        self.label = label
        self.is_rich = block["type"] in ("paragraph", "list")
        self.name = "-".join(["text", str(item.pk), self.block_id, *(str(p) for p in path)])

    @property
    def value(self) -> str:
        value = self.block_value
        for step in self.path:
            value = value[step]
        return value

    def field(self) -> forms.CharField:
        widget = WordingEditor(features=INLINE) if self.is_rich else forms.Textarea({"rows": 3})
        return WordingField(
            label=self.label, initial=self.value, required=False, widget=widget, strip=False
        )

    def differs(self, value: str) -> bool:
        return bool(strip_tags(value).strip()) and _plain(value) != _plain(self.value)

    def replaced(self, before: Any, value: str) -> Any:
        """Return a block value with this piece replaced."""
        if not self.path:
            return value
        after = copy.deepcopy(before)
        place = after
        for step in self.path[:-1]:
            place = place[step]
        place[self.path[-1]] = value
        return after


def paragraphs_of(item: PaperItem) -> Iterable[Paragraph]:
    """Yield what a clerk can amend in a pinned text; tables and figures are not among it."""
    number = 0
    for block in _blocks(item.snapshot):
        if block["type"] == "heading":
            label = gettext("Heading")
        else:
            number += 1  # as the public counts them: headings have no number
            label = gettext("Paragraph %(number)d") % {"number": number}
        value = block["value"]
        if isinstance(value, str):
            yield Paragraph(item, block, (), label)
        elif isinstance(value, dict) and isinstance(value.get("text"), str):
            yield Paragraph(item, block, ("text",), label)
        elif block["type"] == "list":
            for index, _entry in enumerate(value):
                point = gettext("%(paragraph)s, item %(number)d") % {
                    "paragraph": label,
                    "number": index + 1,
                }
                yield Paragraph(item, block, (index, "value"), point)


def _blocks(data: Snapshot) -> Iterable[dict[str, Any]]:
    for value in data["fields"].values():
        if isinstance(value, list):
            yield from value


def _plain(value: str) -> str:
    return EDITOR_MARKS.sub("", value).replace("\r\n", "\n").strip()


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
