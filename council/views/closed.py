"""Wagtail's own pages about what a body keeps to itself (HGO § 52)."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

from ..access import visible_items
from ..models import AgendaItem


class OnlyVisible:
    """One non-public item, by its number in the address, is as closed as the list."""

    def get_object(self, *args, **kwargs):
        item = super().get_object(*args, **kwargs)
        if not visible_items(self.request.user).filter(pk=item.pk).exists():
            raise PermissionDenied
        return item


class AgendaItemHistoryView(OnlyVisible, HistoryView):
    """What was done to an item."""


class AgendaItemUsageView(OnlyVisible, UsageView):
    """What hangs on an item."""


class UsageWithoutClosedItems(UsageView):
    """What names a paper or a meeting; closed items are named to those of the body only."""

    def get_table(self, object_list, **kwargs):
        seen = visible_items(self.request.user)
        rows = [
            (thing, references)
            for thing, references in object_list
            if not isinstance(thing, AgendaItem) or seen.filter(pk=thing.pk).exists()
        ]
        return super().get_table(rows, **kwargs)
