"""Wagtail's own pages about what a body keeps to itself (HGO § 52)."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

from ..meetings.access import readable_papers, visible_items
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


class OnlyReadable:
    """A paper that only its bodies read has no pages for others here either."""

    def get_object(self, *args, **kwargs):
        paper = super().get_object(*args, **kwargs)
        if not readable_papers(self.request.user).filter(pk=paper.pk).exists():
            raise PermissionDenied
        return paper


class PaperIndexView(IndexView):
    """Papers that a person may read."""

    def get_base_queryset(self):
        return super().get_base_queryset() & readable_papers(self.request.user)


class PaperHistoryView(OnlyReadable, HistoryView):
    """What was done to a paper."""


class PaperUsageView(OnlyReadable, UsageWithoutClosedItems):
    """What hangs on a paper."""
