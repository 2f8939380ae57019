"""Small screens: the rules of each language, films in sign language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.models import SignVideo

from .models import LanguageRules
from .planning import targets


class LanguageRulesForm(forms.ModelForm):
    """The rules of one language; German, the source, has none."""

    class Meta:
        model = LanguageRules
        fields = ["locale", "four_eyes", "machine"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = targets()


class LanguageRulesViewSet(ModelViewSet):
    """Rules of the languages; a language without a row keeps the defaults."""

    model = LanguageRules
    icon = "cog"
    menu_label = _("Rules of the languages")
    menu_name = "language-rules"
    menu_hook = "register_translations_menu_item"
    menu_order = 90
    url_prefix = "translating/rules"
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = [
        TitleColumn("locale", label=_("language"), url_name="translating_rules:edit"),
        BooleanColumn("four_eyes", label=_("a second person checks")),
        BooleanColumn("machine", label=_("a machine may prefill")),
    ]

    def get_form_class(self, for_update=False):
        return LanguageRulesForm


class SignVideoViewSet(ModelViewSet):
    """Films in sign language: one for a page, each with its words."""

    model = SignVideo
    name = "sign_videos"
    url_prefix = "translating/films"
    icon = "media"
    menu_label = _("Films in sign language")
    menu_order = 70
    menu_hook = "register_translations_menu_item"
    add_to_admin_menu = True
    form_fields: list[Any] = ["page", "title", "video", "captions", "transcript", "signed_on"]
    list_display = ["title", "page", "signed_on"]
    search_fields = ["title", "transcript"]
    inspect_view_enabled = False
