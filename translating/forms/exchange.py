"""The forms that send texts out as a file and take a file in again."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page

from cms.models import TranslatedSnippet, User

from ..exchange.parcel import LARGEST, Malformed, Parcel
from ..exchange.reading import read
from ..rights import languages_to_translate

FORMATS = [
    ("xlf", gettext_lazy("XLIFF 1.2, for translation programs")),
    ("po", gettext_lazy("PO, for Poedit and its like")),
]
#: Front page, strategy and chapters are offered; a section is reached from its own page.
DEEPEST = 4


class LanguageField(forms.ModelChoiceField):
    def label_from_instance(self, locale: Locale) -> str:
        return locale.get_display_name()


class PageField(forms.ModelChoiceField):
    def label_from_instance(self, page: Page) -> str:
        return f"{'– ' * (page.depth - 2)}{page.title}"


class ExportForm(forms.Form):
    """Which pages, into which language, in which format."""

    page = PageField(label=gettext_lazy("Page"), queryset=Page.objects.none(), empty_label=None)
    below = forms.BooleanField(
        label=gettext_lazy("With all pages below it"), required=False, initial=True
    )
    snippets = forms.BooleanField(
        label=gettext_lazy("With the texts that are no pages"), required=False
    )
    language = LanguageField(
        label=gettext_lazy("Language"), queryset=Locale.objects.none(), empty_label=None
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=FORMATS)

    def __init__(self, *args: Any, user: User, page: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        german = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE, depth__gt=1)
        near = Q(depth__lte=DEEPEST, live=True)
        self.fields["page"].queryset = german.filter(
            near | Q(pk=page.pk) if page else near
        ).order_by("path")
        self.fields["snippets"].initial = page is None
        kinds = [
            str(model._meta.verbose_name_plural) for model in TranslatedSnippet.__subclasses__()
        ]
        self.fields["snippets"].help_text = ", ".join(sorted(kinds))
        self.fields["language"].queryset = languages_to_translate(user)


class ImportForm(forms.Form):
    """A file, and the language it is meant for."""

    language = LanguageField(
        label=gettext_lazy("Language"), queryset=Locale.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PO or XLIFF 1.2, as it was exported here."),
        widget=forms.FileInput(attrs={"accept": ".po,.xlf,.xliff"}),
    )
    parcel: Parcel
    #: What the file says, to be shown and then taken over.
    content: str

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["language"].queryset = languages_to_translate(user)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                _("The file is too large; %(size)s MB are allowed.") % {"size": LARGEST // 1024**2}
            )
        data = file.read()
        try:
            self.parcel = read(data)
        except Malformed as refusal:
            raise ValidationError(refusal.messages) from refusal
        self.content = data.decode("utf-8-sig")
        return file
