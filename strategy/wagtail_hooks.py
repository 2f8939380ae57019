"""What Wagtail asks this app for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page, WorkflowState
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from cms.models import BasePage
from cms.places import PlaceMenuItem

from .content_checks import TownContentChecker
from .hints import hints
from .models import BuildingBlock, ChapterPage, Phase, ProcessPage, SectionPage, StrategyPage
from .viewsets import ChapterViewSet, SectionViewSet

HINTS_SHOWN = 5


class BuildingBlockViewSet(SnippetViewSet):
    """The list of documents that the strategy rests on."""

    model = BuildingBlock
    icon = "history"
    menu_label = _("Building blocks")
    menu_name = "building-blocks"
    list_display = ["title", "kind", "years", "publisher"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher"]


class PhaseViewSet(SnippetViewSet):
    """The plan of the process and how it went."""

    model = Phase
    icon = "date"
    menu_label = _("Phases")
    menu_name = "phases"
    list_display = ["__str__", "kind", "planned_start", "planned_end", "actual_end"]
    list_filter = ["kind"]
    search_fields = ["title"]


class StrategyGroup(SnippetViewSetGroup):
    """Everything about the document and its process, in one menu."""

    items = (PhaseViewSet, BuildingBlockViewSet)
    menu_label = _("Strategy")
    menu_name = "strategy"
    menu_icon = "doc-full"
    menu_order = 110

    def get_submenu_items(self):
        return [
            PlaceMenuItem(_("Chapters and sections"), StrategyPage, "list-ol", -2),
            PlaceMenuItem(_("Process page"), ProcessPage, "site", -1),
            *super().get_submenu_items(),
        ]


register_snippet(StrategyGroup)


@hooks.register("register_admin_viewset")
def register_page_viewsets() -> list:
    return [ChapterViewSet(), SectionViewSet()]


class SubmitItem(ActionMenuItem):
    """One way to submit a section, in the menu of the editor."""

    icon_name = "resubmit"

    def __init__(self, name: str, label: Any, order: int) -> None:
        super().__init__(order)
        self.name, self.label = name, label


@hooks.register("construct_page_action_menu")
def offer_ways_to_submit(menu_items: list, request: HttpRequest, context: dict[str, Any]) -> None:
    """Replace Wagtail's one way to submit by ours; nobody publishes a section by hand."""
    page = context.get("page")
    if context["view"] == "create" and isinstance(context["parent_page"], ChapterPage):
        keep_out = {"action-publish", "action-submit"}
        menu_items[:] = [item for item in menu_items if item.name not in keep_out]
    elif isinstance(page, SectionPage):
        keep_out = {"action-submit", "action-restart-workflow"}
        menu_items[:] = [item for item in menu_items if item.name not in keep_out]
        if context["view"] == "edit" and not context["locked_for_user"]:
            menu_items += ways_to_submit(page)


def ways_to_submit(page: SectionPage) -> list[SubmitItem]:
    """Return the ways that are open to a draft; only the German text is submitted."""
    if page.alias_of_id or page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    run = page.current_workflow_state
    if run is None:
        return [
            SubmitItem("action-submit-release", gettext("Submit for participation release"), 60),
            SubmitItem("action-submit-resolution", gettext("Submit for resolution"), 61),
        ]
    if run.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return [SubmitItem("action-resubmit", gettext("Submit again"), 60)]
    return []


@hooks.register("before_edit_page", order=-1)
def show_hints(request: HttpRequest, page: Page) -> None:
    """Say above the editor what to look at again; also above the editor of translations."""
    if request.method != "GET" or not isinstance(page, BasePage):
        return
    found = hints(page)
    if found:
        shown = format_html_join("", "<li>{}</li>", ((hint,) for hint in found[:HINTS_SHOWN]))
        title = gettext("Please look at this again (%(count)d):") % {"count": len(found)}
        messages.warning(request, format_html("{}<ul>{}</ul>", title, shown))


@hooks.register("construct_wagtail_userbar")
def check_more(request: HttpRequest, items: list, page: Page | None) -> None:
    """Put our content checker in the place of Wagtail's."""
    items[:] = [
        TownContentChecker(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]


def drop_buttons_that_query_per_row() -> None:
    """Take wagtail-localize's buttons out of the rows of the explorer: four queries each.

    They stay in the header of the page itself.
    """
    registered = hooks._hooks.get("register_page_listing_more_buttons", [])
    registered[:] = [entry for entry in registered if entry[0] is not page_listing_more_buttons]


drop_buttons_that_query_per_row()
