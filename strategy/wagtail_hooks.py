"""What Wagtail asks this app for."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import BuildingBlock, Phase


class BuildingBlockViewSet(SnippetViewSet):
    """The list of documents that the strategy rests on."""

    model = BuildingBlock
    icon = "history"
    menu_label = _("Building blocks")
    list_display = ["title", "kind", "years", "publisher"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher"]


class PhaseViewSet(SnippetViewSet):
    """The plan of the process and how it went."""

    model = Phase
    icon = "date"
    menu_label = _("Phases")
    list_display = ["__str__", "kind", "planned_start", "planned_end", "actual_end"]
    list_filter = ["kind"]
    search_fields = ["title"]


register_snippet(BuildingBlockViewSet)
register_snippet(PhaseViewSet)
