"""The forms about a meeting: who was there, who left the room, invitation and minutes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.models import Collection

from cms.models import User

from ..models import Membership


class MemberChoices(forms.ModelMultipleChoiceField):
    """Members by name, with their faction."""

    def label_from_instance(self, obj: Membership) -> str:
        return member_label(obj)


class MemberChoice(forms.ModelChoiceField):
    """One member by name, with her faction."""

    def label_from_instance(self, obj: Membership) -> str:
        return member_label(obj)


def member_label(member: Membership) -> str:
    """Return a member's name, with the faction where there is one."""
    return f"{member.person} ({member.faction.label})" if member.faction else str(member.person)


class AttendanceForm(forms.Form):
    """Who was present."""

    present = MemberChoices(
        label=_("Present"),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple({"data-w-bulk-target": "item"}),
        required=False,
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = members


class RecusalForm(forms.Form):
    """Who took no part in an item."""

    member = MemberChoice(label=_("Member"), queryset=Membership.objects.none())
    left_room = forms.BooleanField(
        label=_("left the room"),
        required=False,
        initial=True,
        help_text=_("In a public meeting the member may stay in the seats of the public."),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members


class InvitationForm(forms.Form):
    """The words of the invitation."""

    text = forms.CharField(
        label=_("text of the invitation"),
        widget=forms.Textarea({"rows": 12}),
        max_length=20_000,
        help_text=_("The agenda stands below it by itself."),
    )


class DocumentForm(forms.Form):
    """A file: a new one, which needs no script, or one of the documents there are."""

    file = WagtailDocumentField(label=_("New file"), required=False)
    title = forms.CharField(
        label=_("title"),
        max_length=255,
        required=False,
        help_text=_("Empty: the name of the file."),
    )
    document = forms.ModelChoiceField(
        label=_("Or a document that is there already"),
        queryset=get_document_model().objects.none(),
        widget=AdminDocumentChooser,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = get_document_model().objects.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if not data.get("file") and not data.get("document"):
            raise ValidationError(_("Choose a file."))
        if data.get("file"):
            file = data["file"]
            self.new = get_document_model()(
                title=data.get("title") or file.name, file=file, collection=_root()
            )
            try:
                self.new.full_clean(exclude=["file_size", "file_hash"])
            except ValidationError as refusal:
                raise ValidationError(refusal.messages) from None
        return data

    def chosen(self, by: User) -> Any:
        """Return the document, stored when it is new."""
        if not self.cleaned_data.get("file"):
            return self.cleaned_data["document"]
        self.new.uploaded_by_user = by
        self.new._set_document_file_metadata()  # as Wagtail's own form does
        self.new.save()
        return self.new


def _root() -> Collection:
    return Collection.get_first_root_node()
