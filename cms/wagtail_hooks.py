"""What Wagtail asks this app for."""

from django.conf import settings
from django.db import models
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.models import Page

from . import trees
from .api import ClosedPagesAPI, ClosedSnippetsAPI
from .places import show_place
from .rich_text import MappedPageLinkHandler
from .slugs import GermanSlugInput
from .views_translation import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
    UpdateTranslationsView,
    keep_own_words,
)

# ``WAGTAIL_ALLOW_UNICODE_SLUGS`` changes what the editor's browser writes, not what the form takes.
register_form_field_override(
    models.SlugField, override={"widget": GermanSlugInput, "allow_unicode": False}
)


@hooks.register("register_rich_text_features", order=100)
def link_pages_through_the_site_map(features):
    features.register_link_type(MappedPageLinkHandler)


@hooks.register("register_admin_urls", order=-1)
def translate_safely():
    """Stand before wagtail-localize's own addresses of the same paths."""
    return [
        path(
            "localize/submit/page/<int:page_id>/",
            SubmitPageTranslationView.as_view(),
            name="submit_page_translation",
        ),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SubmitSnippetTranslationView.as_view(),
            name="submit_snippet_translation",
        ),
        path(
            "localize/update/<int:translation_source_id>/",
            UpdateTranslationsView.as_view(),
            name="update_translations",
        ),
        path(
            "localize/page/<int:page_id>/convert_to_alias/",
            keep_own_words,
            name="convert_to_alias",
        ),
        *(
            path(
                f"localize/api/snippets/<slug:app_label>/<slug:model_name>/{rest}",
                ClosedSnippetsAPI.as_view({"get": action}),
                name=f"snippets_api_{action}",
            )
            for rest, action in (("", "list"), ("<str:pk>/", "retrieve"))
        ),
    ]


@hooks.register("construct_admin_api")
def refuse_what_is_closed(router):
    """Stand in the place of Wagtail's interface to pages."""
    router.register_endpoint("pages", ClosedPagesAPI)


@hooks.register("register_admin_urls")
def places():
    return [path("place/<str:app_label>/<str:model_name>/", show_place, name="cms_place")]


@hooks.register("construct_page_action_menu", order=100)
def offer_no_alias(menu_items, request, context):
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Name in a page's history what was done to it because of its German page, and who answers for spelling."""
    for name, label, message in (
        (
            "minor_correction",
            _("Only spelling"),
            _("Marked as a correction of spelling: translations stay current"),
        ),
        (
            "minor_correction_public",
            _("Spelling corrected"),
            _("A correction of spelling is public; translations stayed current"),
        ),
        (
            "minor_correction_void",
            _("More than spelling"),
            _(
                "Other words went live meanwhile: the mark as a correction of spelling did not count"
            ),
        ),
        ("unpublish_with_german", _("Unpublished"), _("Unpublished with the German page")),
        ("rename_with_german", _("Address changed"), _("The address followed the German page")),
        ("move_with_german", _("Moved"), _("Moved with the German page")),
    ):
        actions.register_action(f"cms.{name}", label, message)


@hooks.register("before_delete_page")
def name_what_is_deleted_too(request, page):
    """Say before a German page is deleted which translations go with it, or why it cannot be."""
    if next(trees.strangers_below(page), None) is not None:
        messages.error(request, trees.STRANGERS)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    copies = trees.deleted_with(page)
    if copies and request.method == "GET":
        shown = format_html_join("", "<li>{}: {}</li>", ((c.locale, c.title) for c in copies))
        title = gettext("These translations are deleted with it:")
        messages.warning(request, format_html("{}<ul>{}</ul>", title, shown))
    return None


@hooks.register("before_bulk_action")
def name_all_that_is_deleted_too(request, action_type, objects, action):
    if action_type != "delete":
        return None
    for page in objects:
        if isinstance(page, Page) and (answer := name_what_is_deleted_too(request, page)):
            return answer
    return None


@hooks.register("before_copy_page")
def copy_german_pages_only(request, page):
    if page.alias_of_id or trees.is_german(page):
        return None
    messages.error(request, gettext("Copy the German page; a copy has no translations yet."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_create_page")
def begin_in_german(request, parent_page, page_class):
    """Without a German page nothing could be said about whether the words still hold."""
    if parent_page.is_root() or parent_page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    messages.error(request, gettext("Begin with the German page, then translate it."))
    return redirect("wagtailadmin_explore", parent_page.pk)
