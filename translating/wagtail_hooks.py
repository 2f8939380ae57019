"""What Wagtail asks this app for: its addresses, its menu and its part of the desk."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms import desk
from cms.models import User

from . import doors, easy, rights
from .desk import reported_mistakes, translations_to_do
from .models import Step
from .viewsets import LanguageRulesViewSet, SignVideoViewSet
from .viewsets_glossary import GlossaryViewSet

desk.register(translations_to_do)
desk.register(reported_mistakes)

#: Everything of this app stands in one menu; each topic registers its item with this hook.
translations_menu = Menu(register_hook_name="register_translations_menu_item")


class TranslationsItem(MenuItem):
    """An entry for those who work on pages in any language."""

    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


class EditorsItem(MenuItem):
    """An entry for those who give the German pages to translators."""

    def is_shown(self, request):
        """Ask for rights that are known already: a menu stands on every page."""
        may_hand_on = request.user.has_perm("wagtail_localize.submit_translation")
        return may_hand_on and page_permission_policy.user_has_permission(request.user, "add")


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("translating/", include("translating.urls"))]


@hooks.register("register_admin_menu_item")
def translations_submenu() -> SubmenuMenuItem:
    return SubmenuMenuItem(
        _("Translations"), translations_menu, name="translating", icon_name="globe", order=150
    )


class DeskItem(MenuItem):
    """An entry for those who may begin a translation; into which language, the desk looks up."""

    def is_shown(self, request):
        may_begin = request.user.has_perm("wagtail_localize.submit_translation")
        return may_begin and page_permission_policy.user_has_permission(request.user, "change")


@hooks.register("register_translations_menu_item")
def desk_item() -> MenuItem:
    address = reverse("translating:desk")
    return DeskItem(_("Translator's desk"), address, name="desk", icon_name="tasks", order=5)


@hooks.register("register_translations_menu_item")
def overview_item() -> MenuItem:
    return TranslationsItem(
        _("State of the translations"),
        reverse("translating:overview"),
        name="translations-overview",
        icon_name="table",
        order=10,
    )


@hooks.register("register_translations_menu_item")
def mistakes_item() -> MenuItem:
    address = reverse("translating:mistakes")
    return TranslationsItem(
        _("Reported mistakes"), address, name="mistakes", icon_name="warning", order=80
    )


@hooks.register("register_admin_viewset")
def glossary() -> GlossaryViewSet:
    return GlossaryViewSet("translating_glossary")


@hooks.register("register_translations_menu_item")
def exchange_item() -> MenuItem:
    address = reverse("translating:exchange")
    return TranslationsItem(
        _("Exchange of files"), address, name="exchange", icon_name="download", order=50
    )


# --- other doors to a translation -----------------------------------------------------------------
@hooks.register("register_admin_urls", order=-1)
def shut_doors() -> list[URLPattern]:
    """Stand before those of wagtail-localize's addresses that write without lock and history.

    Its report names texts of all languages to everybody; ours asks for rights.
    """
    overview = RedirectView.as_view(pattern_name="translating:overview")
    return [
        *(path(f"localize/{rest}", doors.shut, name=name) for name, rest in doors.SHUT.items()),
        path("localize/reports/translations/", overview, name="translations_report"),
        path("localize/reports/translations/results/", overview, name="translations_results"),
    ]


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_edit_snippet", order=-1)
def lead_to_the_sheet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    return doors.to_the_sheet(request, instance)


class StepFormatter(LogFormatter):
    """One step of a translation in the history of its page."""

    def format_comment(self, log_entry):
        return log_entry.data.get("comment", "")


@hooks.register("register_page_header_buttons")
def exchange_button(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a page to its export, with the language of the page chosen."""
    if view_name == "edit" and page.depth > 1 and rights.languages_to_translate(user).exists():
        address = f"{reverse('translating:exchange')}?page={page.pk}"
        yield Button(_("Export for translators"), address, icon_name="download", priority=75)


@hooks.register("register_log_actions")
def register_steps(actions: Any) -> None:
    """Keep the steps of a translation in the history of its page as well."""
    for kind in Step.Kind:
        words = format_lazy("{}: {}", _("Translation"), kind.label)
        actions.register_action(f"translating.{kind.value}")(
            type("StepFormatter", (StepFormatter,), {"label": words, "message": words})
        )


@hooks.register("register_translations_menu_item")
def jobs_item() -> MenuItem:
    address = reverse("translating:jobs")
    return EditorsItem(_("Background jobs"), address, name="jobs", icon_name="tasks", order=60)


@hooks.register("register_translations_menu_item")
def machine_report_item() -> MenuItem:
    address = reverse("translating:machine_report")
    return EditorsItem(
        _("Words of the machine"), address, name="machine-report", icon_name="cogs", order=70
    )


@hooks.register("register_admin_viewset")
def rules_of_languages() -> LanguageRulesViewSet:
    return LanguageRulesViewSet("translating_rules")


class EasyItem(MenuItem):
    """The easy texts, for those who record checks."""

    def is_shown(self, request):
        return easy.may_record(request.user)


@hooks.register("register_translations_menu_item")
def easy_item() -> MenuItem:
    address = reverse("translating:easy")
    return EasyItem(_("Easy language"), address, name="easy", icon_name="check", order=60)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[SignVideoViewSet]:
    return [SignVideoViewSet()]
