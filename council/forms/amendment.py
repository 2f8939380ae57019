"""The forms that propose an amendment and vote on one."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms import words
from cms.blocks import ParagraphBlock

from ..amendments.courses import Course
from ..amendments.passages import block_of
from ..amendments.pieces import Piece, pieces, put, with_room, without_gaps
from ..amendments.proposing import Proposer
from ..models import Amendment, AmendmentVote
from .wording import Unreadable, WordingEditor, field_of

Kind = Amendment.Kind
Verdict = AmendmentVote.Outcome


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


class Wordings:
    """Lets a form take the words of one passage, piece by piece."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    parts: list[Piece] = []

    def ask_for_words(self, kind: blocks.Block, value: Any) -> None:
        """Add the fields; a list and a table get room for more."""
        self.block, self.old_value = kind, value
        self.roomy = with_room(kind, value)
        self.parts = list(pieces(kind, self.roomy))
        for piece in self.parts:
            self.fields[piece.name] = field_of(piece, PlainToo, label=piece.label)

    def word_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand one below the other."""
        return [self._bound(piece) for piece in self.parts if piece.cell is None]

    def word_grid(self) -> list[list[forms.BoundField]]:
        """Return the fields of a table, row by row, its head first."""
        rows: dict[int, list[forms.BoundField]] = {}
        for piece in self.parts:
            if piece.cell is not None:
                rows.setdefault(piece.cell[0], []).append(self._bound(piece))
        return list(rows.values())

    def _bound(self, piece: Piece) -> forms.BoundField:
        return self[piece.name]  # type: ignore[index]

    def wording(self) -> Any:
        """Return the passage as it is stored, to be cleaned by the action."""
        value = self.roomy
        for piece in self.parts:
            entered = self.cleaned_data.get(piece.name, "")
            # The editor leaves markup behind where somebody deleted all words.
            is_gap = piece.rich and not words.of_rich_text(entered)
            value = put(value, piece.path, "" if is_gap else entered)
        return without_gaps(self.block, value, self.old_value)


class ProposeForm(Wordings, forms.Form):
    """An amendment to one paragraph of a pinned text."""

    proposer = forms.ChoiceField(label=gettext_lazy("Who proposes?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: str,
        wording: tuple[blocks.Block, Any] | None,
        names: list[Proposer],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), "proposer": names[0].key}
        super().__init__(*args, **kwargs)
        self.kind, self.names = kind, {name.key: name for name in names}
        self.fields["proposer"].choices = [(name.key, name.label) for name in names]
        if len(names) == 1:
            self.fields["proposer"].widget = forms.HiddenInput()
        if kind == Kind.INSERT:
            self.ask_for_words(ParagraphBlock(), "")
        elif kind == Kind.CHANGE and wording is not None:
            self.ask_for_words(*wording)

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
        agreed = follow.value if follow and follow.value is not None else None
        self._ask(amendment, agreed or amendment.new_value or amendment.old_value)
        if not self.parts:
            choices = self.fields["outcome"].choices
            unworded = [c for c in choices if c[0] != Verdict.ACCEPTED_MODIFIED]
            self.fields["outcome"].choices = unworded

    def _ask(self, amendment: Amendment, value: Any) -> None:
        try:
            kind = block_of(amendment.paper_item.snapshot, amendment.block_type)
        except ValidationError:  # a kind of paragraph that is no longer known
            return
        self.ask_for_words(kind, value)

    @property
    def opens(self) -> bool:
        """Tell whether the agreed wording is asked for."""
        wrong = any(piece.name in self.errors for piece in self.parts)
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
            self._ask(vote.amendment, vote.value)

    def entry(self) -> dict[str, Any]:
        return super().entry() | {"present": self.cleaned_data["present"]}


def chosen(forms_: Iterable[AmendmentVoteForm]) -> dict[int, dict[str, Any]]:
    """Return the entries of those amendments that were voted on, by the amendment's id."""
    return {
        form.course.amendment.pk: form.entry() for form in forms_ if form.cleaned_data["outcome"]
    }
