"""What Wagtail asks this app for."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail_localize.models import Translation

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
    ]


@hooks.register("register_admin_urls")
def places():
    return [path("place/<str:app_label>/<str:model_name>/", show_place, name="cms_place")]


@hooks.register("before_edit_page", order=-1)
def explain_why_a_translation_cannot_go_live(request, page):
    """Refuse in words before wagtail-localize publishes; ``BasePage.save`` refuses in any case."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    wording = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    try:
        wording.check_going_live()
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("construct_page_action_menu", order=100)
def offer_no_alias(menu_items, request, context):
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]
