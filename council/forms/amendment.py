"""The forms that propose an amendment and vote on one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import words
from cms.blocks import INLINE

from ..courses import Course
from ..models import Amendment, AmendmentVote
from ..proposing import Proposer
from .wording import Unreadable, WordingEditor, WordingField

Kind = Amendment.Kind
Verdict = AmendmentVote.Outcome
#: Paragraphs whose words can be typed; tables, figures and documents can only be deleted as a whole.
WORDED = ("heading", "paragraph", "guideline", "quote", "list")
#: How many more points a list may get in one amendment.
MORE_POINTS = 2


class PlainToo(WordingEditor):
    """The rich-text editor; without JavaScript a plain text field stands in its place."""

    def render(self, name, value, attrs=None, renderer=None):
        editor = super().render(name, value, attrs, renderer)
        text = "" if value is None or isinstance(value, Unreadable) else words.of_rich_text(value)
        plain = format_html(
            '<textarea name="{0}-plain" id="{0}-plain" rows="6" cols="60" aria-label="{1}">{2}</textarea>',
            name, _("Wording as plain text, one line a paragraph"), text,
        )  # fmt: skip
        return SafeString(f"{editor}<noscript>{plain}</noscript>")

    def value_from_datadict(self, data, files, name):
        if f"{name}-plain" in data:
            lines = data[f"{name}-plain"].splitlines()
            return "".join(f"<p>{escape(line.strip())}</p>" for line in lines if line.strip())
        return super().value_from_datadict(data, files, name)


@dataclass(frozen=True)
class Part:
    """One field of a paragraph: a text, or one point of a list."""

    name: str
    label: str
    value: str
    rich: bool = False
    point_id: str = ""

    def field(self) -> forms.CharField:
        widget = PlainToo(features=INLINE) if self.rich else forms.Textarea({"rows": 3})
        return WordingField(
            label=self.label, initial=self.value, required=False, widget=widget, strip=False
        )


def parts_of(block_type: str, value: Any) -> list[Part]:
    """Return the fields of a paragraph with its words."""
    if block_type == "list":
        points = [*(value or []), *[{"value": "", "id": ""}] * MORE_POINTS]
        return [
            Part(
                f"point-{place}",
                _("Point %(number)d") % {"number": place + 1},
                point["value"],
                True,
                point.get("id", ""),
            )
            for place, point in enumerate(points)
        ]
    if isinstance(value, dict):
        names = {"text": _("Wording"), "speaker": _("Speaker")}
        return [Part(n, label, value[n]) for n, label in names.items() if n in value]
    return [Part("words", _("Wording"), value or "", rich=block_type == "paragraph")]


class Wordings:
    """Lets a form take the words of one paragraph."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def ask_for_words(self, block_type: str, value: Any) -> None:
        self.block_type, self.old_value = block_type, value
        self.parts = parts_of(block_type, value)
        for part in self.parts:
            self.fields[part.name] = part.field()

    def word_fields(self) -> list[Any]:
        return [self[part.name] for part in getattr(self, "parts", [])]  # type: ignore[index]

    def wording(self) -> Any:
        """Return the paragraph as its block stores it, to be cleaned by the action."""
        entered = {part.name: self.cleaned_data.get(part.name, "") for part in self.parts}
        if self.block_type == "list":
            return [
                {"type": "item", "value": entered[part.name]}
                | ({"id": part.point_id} if part.point_id else {})
                for part in self.parts
                if words.of_rich_text(entered[part.name])
            ]
        if isinstance(self.old_value, dict):
            return self.old_value | entered
        return entered["words"]


class ProposeForm(Wordings, forms.Form):
    """An amendment to one paragraph of a pinned text."""

    proposer = forms.ChoiceField(label=gettext_lazy("Who proposes?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: str, block: dict | None, names: list[Proposer], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), "proposer": names[0].key}
        super().__init__(*args, **kwargs)
        self.kind, self.names = kind, {name.key: name for name in names}
        self.fields["proposer"].choices = [(name.key, name.label) for name in names]
        if len(names) == 1:
            self.fields["proposer"].widget = forms.HiddenInput()
        if kind == Kind.INSERT:
            self.ask_for_words("paragraph", "")
        elif kind == Kind.CHANGE and block is not None:
            self.ask_for_words(block["type"], block["value"])

    def amendment(self) -> dict[str, Any]:
        """Return what the action ``propose`` wants to know."""
        chosen = self.names[self.cleaned_data["proposer"]]
        return {
            "kind": self.kind,
            "value": None if self.kind == Kind.DELETE else self.wording(),
            "faction": chosen.faction,
            "organization": chosen.organization,
            "reason": self.cleaned_data["reason"],
            "token": self.cleaned_data["token"],
        }


class CountForm(forms.Form):
    """Who was there, and one count for many amendments."""

    present = forms.IntegerField(label=gettext_lazy("Members present"), min_value=0, max_value=500)
    yes = forms.IntegerField(label=gettext_lazy("Yes"), min_value=0, max_value=500, required=False)
    no = forms.IntegerField(label=gettext_lazy("No"), min_value=0, max_value=500, required=False)
    abstain = forms.IntegerField(
        label=gettext_lazy("Abstentions"), min_value=0, max_value=500, required=False
    )


class AmendmentVoteForm(Wordings, forms.Form):
    """The vote on one amendment; empty as long as there was none."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), required=False, widget=forms.RadioSelect,
        choices=[("", gettext_lazy("Not voted on yet")), *Verdict.choices],
    )  # fmt: skip
    yes = forms.IntegerField(label=gettext_lazy("Yes"), min_value=0, max_value=500, required=False)
    no = forms.IntegerField(label=gettext_lazy("No"), min_value=0, max_value=500, required=False)
    abstain = forms.IntegerField(
        label=gettext_lazy("Abstentions"), min_value=0, max_value=500, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Remark"), required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, course: Course, resolves: bool, **kwargs: Any) -> None:
        follow = course.to_follow if resolves else None
        first = {"outcome": follow.outcome} if follow else {}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, prefix=str(course.amendment.pk), **kwargs)
        self.course = course
        amendment = course.amendment
        if amendment.block_type in WORDED:
            agreed = follow.value if follow and follow.value is not None else None
            value = agreed or amendment.new_value or amendment.old_value
            self.ask_for_words(amendment.block_type, value)
        else:
            choices = self.fields["outcome"].choices
            unworded = [c for c in choices if c[0] != Verdict.ACCEPTED_MODIFIED]
            self.fields["outcome"].choices = unworded

    @property
    def opens(self) -> bool:
        """Tell whether the agreed wording is asked for."""
        wrong = any(part.name in self.errors for part in getattr(self, "parts", []))
        return wrong or self["outcome"].value() == Verdict.ACCEPTED_MODIFIED

    def entry(self) -> dict[str, Any]:
        """Return what the action ``vote`` wants to know."""
        data = self.cleaned_data
        modified = data["outcome"] == Verdict.ACCEPTED_MODIFIED
        return {
            "outcome": data["outcome"],
            **{name: data[name] or 0 for name in ("yes", "no", "abstain")},
            "text": data["text"],
            "value": self.wording() if modified else None,
        }


class CorrectVoteForm(AmendmentVoteForm):
    """A record of a vote, to be corrected."""

    present = forms.IntegerField(label=gettext_lazy("Members present"), min_value=0, max_value=500)
    field_order = ["outcome", "present"]

    def __init__(self, *args: Any, vote: AmendmentVote, **kwargs: Any) -> None:
        names = ("outcome", "present", "yes", "no", "abstain", "text")
        initial = {name: getattr(vote, name) for name in names}
        super().__init__(
            *args, course=Course(vote.amendment), resolves=False, initial=initial, **kwargs
        )
        self.fields["outcome"].choices = [c for c in self.fields["outcome"].choices if c[0]]
        if vote.value is not None:
            self.ask_for_words(vote.amendment.block_type, vote.value)

    def entry(self) -> dict[str, Any]:
        return super().entry() | {"present": self.cleaned_data["present"]}


def chosen(forms_: Iterable[AmendmentVoteForm]) -> dict[int, dict[str, Any]]:
    """Return the entries of those amendments that were voted on, by the amendment's id."""
    return {
        form.course.amendment.pk: form.entry() for form in forms_ if form.cleaned_data["outcome"]
    }
