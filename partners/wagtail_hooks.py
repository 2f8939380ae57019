"""What Wagtail asks this app for."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import any_permission_required
from wagtail.admin.panels import PageChooserPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms import desk
from cms.places import PlaceMenuItem

from .models import ActorGroup, PartnerIndexPage, PartnerPage, Representative
from .profiles import profiles_to_check, profiles_to_keep


class ActorGroupViewSet(SnippetViewSet):
    model = ActorGroup
    icon = "group"
    menu_label = _("Groups of actors")
    list_display = ["name", "position"]
    sort_order_field = "position"


class RepresentativeChooserViewSet(SnippetChooserViewSet):
    """Choosing a representative shows who speaks for whom: only those see it who keep that list.

    Wagtail's own choosers are open to everybody who may log in.
    """

    def construct_view(self, view_class, **kwargs):
        view = super().construct_view(view_class, **kwargs)
        rights = [f"partners.{verb}_representative" for verb in ("add", "change", "delete")]
        return any_permission_required(*rights)(view)


class RepresentativeViewSet(SnippetViewSet):
    model = Representative
    chooser_viewset_class = RepresentativeChooserViewSet
    icon = "user"
    menu_label = _("Representatives")
    list_display = ["user", "partner"]
    search_fields = ["partner__title", "user__username", "user__last_name"]
    panels = [PageChooserPanel("partner", PartnerPage), "user"]


class AllianceGroup(SnippetViewSetGroup):
    """The alliance in the menu, for those who keep it."""

    items = (ActorGroupViewSet, RepresentativeViewSet)
    menu_label = _("Alliance")
    menu_name = "alliance"
    menu_icon = "group"
    menu_order = 140

    def get_submenu_items(self):
        directory = PlaceMenuItem(_("Partner profiles"), PartnerIndexPage, "list-ul", -1)
        return [directory, *super().get_submenu_items()]


register_snippet(AllianceGroup)
desk.register(profiles_to_keep)
desk.register(profiles_to_check)
