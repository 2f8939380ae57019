"""The forms that make a paper, mend it, plan its way, and take it back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Page

from ..models import Organization, Paper

WORDS = [
    "reference",
    "title",
    "date",
    "resolution_text",
    "reasons",
    "financial_impact",
    "supersedes",
]
WIDGETS = {
    "date": AdminDateInput,
    "resolution_text": forms.Textarea({"rows": 4}),
    "reasons": forms.Textarea({"rows": 6}),
    "financial_impact": forms.Textarea({"rows": 3}),
}


class WordsForm(forms.ModelForm):
    """The words of a paper."""

    class Meta:
        model = Paper
        fields = WORDS
        widgets = WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Q(superseded_by=None) | Q(superseded_by=self.instance.pk or 0)
        self.fields["supersedes"].queryset = Paper.objects.filter(
            free, withdrawn_at__isnull=False
        ).exclude(pk=self.instance.pk or 0)
        self.fields["supersedes"].empty_label = _("No earlier paper")
        self.fields["supersedes"].help_text = _("Only papers that were withdrawn.")


class EditPaperForm(WordsForm):
    """The words of a paper that is there already."""

    def _post_clean(self) -> None:
        """Leave the paper as it is: the verb checks it behind its lock."""


class PaperForm(WordsForm):
    """A paper and the sections in it, in the order in which they stand in the form."""

    pages = forms.ModelMultipleChoiceField(
        label=_("Sections"),
        queryset=Page.objects.none(),
        help_text=_("Sections that passed the steering group and are in no paper yet."),
    )

    def __init__(self, *args: Any, waiting: Any, order: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pages"].queryset = waiting
        there = {page.pk: page for page in waiting}
        known = {str(pk): pk for pk in there}
        wanted = [known[pk] for pk in order if pk in known]
        self.order = list(dict.fromkeys([*wanted, *there]))
        self.there = there

    def move(self, page_id: int, *, up: bool) -> None:
        """Change places with the section before, or behind."""
        if page_id not in self.order:
            return
        place = self.order.index(page_id)
        other = place + (-1 if up else 1)
        if 0 <= other < len(self.order):
            self.order[place], self.order[other] = self.order[other], self.order[place]

    def rows(self) -> list[tuple[Page, bool]]:
        """Return each section with whether it is ticked: for the template."""
        ticked = {str(pk) for pk in self["pages"].value() or ()}
        return [(self.there[pk], str(pk) in ticked) for pk in self.order]

    def clean_pages(self) -> list[Page]:
        chosen = {page.pk: page for page in self.cleaned_data["pages"]}
        return [chosen[pk] for pk in self.order if pk in chosen]


class WithdrawForm(forms.Form):
    """Why a paper is taken back."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=5000)


class StopForm(forms.Form):
    """One planned stop: which body, in which step, on which day."""

    organization = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Organization.objects.exclude(kind=Organization.Kind.STEERING),
        required=False,
    )
    position = forms.IntegerField(
        label=_("Step"),
        min_value=1,
        max_value=99,
        required=False,
    )
    planned_for = forms.DateField(label=_("planned for"), required=False, widget=AdminDateInput)
    remove = forms.BooleanField(label=_("Leave out"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("organization") and not data.get("position"):
            self.add_error("position", _("Enter the step."))
        return data


class BaseStopFormSet(BaseFormSet):
    """The whole plan; each body stands in it once."""

    def clean(self) -> None:
        bodies = [stop["organization"] for stop in self.stops()]
        if len(bodies) != len(set(bodies)):
            raise forms.ValidationError(_("This body is already in the sequence."))

    def stops(self) -> list[dict[str, Any]]:
        """Return the stops that were filled in and not left out."""
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        return [row for row in rows if row.get("organization") and not row.get("remove")]


StopFormSet = formset_factory(StopForm, formset=BaseStopFormSet, extra=1)


class DeadlineForm(forms.Form):
    """Until when amendments are taken."""

    amendments_until = forms.DateTimeField(
        label=_("amendments until"), required=False, widget=AdminDateTimeInput
    )
