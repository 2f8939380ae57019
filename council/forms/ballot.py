"""The forms of a ballot: vote, comment, answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ReviewVote

LONGEST = 5000


class VoteForm(forms.Form):
    """One member's vote."""

    choice = forms.ChoiceField(
        label=_("Your vote"), choices=ReviewVote.Choice.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Needed when you request changes: say what should be different."),
    )


class CommentForm(forms.Form):
    """What a member says about one paragraph, or about the text as a whole."""

    block_id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what you want to say.")},
    )


class AnswerForm(forms.Form):
    """What the editors made of a comment."""

    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("May stay empty: the comment is then marked as done."),
    )
