"""The screens of the glossary: translators read it, editors keep it."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from . import rights
from .glossary_files import COLUMNS
from .models import GlossaryTerm
from .planning import targets


class GlossaryTermForm(forms.ModelForm):
    """One term; German, the source, has no translations."""

    class Meta:
        model = GlossaryTerm
        fields = ["german", "locale", "translation", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = targets()


class GlossaryIndexView(generic.IndexView):
    """The list, with the way to bring in a table."""

    def get_base_queryset(self):
        """Return all terms to those who keep them; to translators those of their languages and of all."""
        terms = super().get_base_queryset().select_related("locale")
        if self.user_has_permission("change"):
            return terms
        mine = rights.languages_to_translate(self.request.user)
        return terms.filter(Q(locale=None) | Q(locale__in=mine))

    @property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.user_has_permission("add") and self.user_has_permission("change"):
            address = "translating:glossary_import"
            buttons.append(
                Button(_("Import a table"), url=reverse(address), icon_name="upload", priority=90)
            )
        return buttons


class GlossaryViewSet(ModelViewSet):
    """Agreed terms, and names that stay as they are."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_hook = "register_translations_menu_item"
    menu_order = 40
    add_to_admin_menu = True
    url_prefix = "translating/glossary"
    index_view_class = GlossaryIndexView
    inspect_view_enabled = True
    inspect_view_fields = ["german", "locale", "translation", "note"]
    copy_view_enabled = False
    list_display = [
        "german",
        Column("language_name", label=_("Language")),
        "translation",
    ]
    list_filter = ["locale"]
    list_per_page = 50
    search_fields = ["german", "translation", "note"]
    search_backend_name = None
    list_export = COLUMNS
    export_headings = {name: name for name in COLUMNS}
    export_filename = "glossary"

    def get_form_class(self, for_update=False):
        return GlossaryTermForm
