"""What Wagtail asks this app for: a menu that follows the tasks of the town hall, and the desk."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from cms.places import PlaceMenuItem
from events.models import EventIndexPage

#: Strategy, council and alliance come first (110, 120, 140), then these; settings and reports stay last.
ORDER = {"images": 160, "documents": 170, "explorer": 180}
#: Everything in there has a place of its own, or leads away from the town's site.
HIDDEN = {"snippets", "help"}


class LanguagesItem(MenuItem):
    """The way to all translations, for those who work on pages."""

    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


@hooks.register("register_admin_menu_item")
def events_item() -> MenuItem:
    return PlaceMenuItem(_("Events"), EventIndexPage, "date", 130)


@hooks.register("register_translations_menu_item")
def languages_item() -> MenuItem:
    address = reverse("wagtail_localize:translations_report")
    return LanguagesItem(_("Languages"), address, name="languages", icon_name="globe", order=90)


@hooks.register("construct_main_menu")
def order_by_tasks(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]
    for item in menu_items:
        item.order = ORDER.get(item.name, item.order)
        if item.name == "explorer":
            item.label = _("All pages")
