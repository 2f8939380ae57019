"""The views that editors draft with: lists that say where a section stands, and two ways to submit it."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.wording import listed
from council import actions
from council.guards import note_proceedings
from council.models.settings import Purpose
from council.standing import standings
from council.viewsets import ResolvablePageViewSet

from .models import ChapterPage, SectionPage

#: Where the columns of ours stand: after the check box and before the title, and after the title.
NUMBER = Column("number", label=_("Number"), accessor="number", sort_key="number", width="6%")
STANDING = [
    Column("stage", label=_("Stage"), accessor=lambda page: page.standing.label),
    Column(
        "waiting_for",
        label=_("Waiting for"),
        accessor=lambda page: listed(page.standing.waiting_for),
    ),
    DateColumn("since", label=_("Since"), accessor=lambda page: page.standing.since, width="10%"),
]


def columns_with(*more: Column) -> list[Column]:
    """Return the columns of the explorer with the number in front and further ones behind the title."""
    checks, title, *others = (c for c in ExplorableIndexView.base_columns if c.name != "type")
    return [checks, NUMBER, title, *more, *others]


class ChapterIndexView(ExplorableIndexView):
    """The chapters of a strategy, by number."""

    default_ordering = "number"
    base_columns = columns_with()


class WithStandings:
    """Look up where all sections of a list stand, before its columns show it."""

    def get_table(self, object_list: QuerySet) -> Any:
        note_proceedings(object_list)
        known = standings(object_list)
        for page in object_list:
            page.standing = known[page.pk]
        return super().get_table(object_list)


class SectionIndexView(WithStandings, ExplorableIndexView):
    """The sections of a chapter with number, stage, whom they wait for and since when."""

    default_ordering = "number"
    base_columns = columns_with(*STANDING)


class SectionUseView(WithStandings, ContentTypeUseView):
    """All sections of the strategy, reached from the report on kinds of pages."""


class SectionCreateView(CreateView):
    """A new section is a draft: it is submitted when it is written."""

    @cached_property
    def action_name_and_method(self):
        return "save", self.save_action


class SectionEditView(EditView):
    """The editor, with one way to submit for each purpose."""

    @cached_property
    def action_name_and_method(self):
        for name, send in self.submissions().items():
            if self.request.POST.get(f"action-{name}"):
                return name, partial(self.save_and, send)
        name, method = super().action_name_and_method
        if name in {"submit", "restart_workflow"}:
            # Wagtail would start whatever workflow the tree says; ours is chosen by its purpose.
            return "save", self.save_action
        return name, method

    @staticmethod
    def submissions() -> dict[str, Callable]:
        """Return what the page's action menu offers, by the name of its button."""
        return {
            **{f"submit-{p.value}": partial(actions.submit, purpose=p.value) for p in Purpose},
            "resubmit": actions.resubmit,
        }

    def save_and(self, send: Callable) -> HttpResponse:
        """Save the draft, then submit it; what is missing is said in words and the draft is kept."""
        saved = self.save_action()
        if self.has_unsaved_changes:
            return saved
        try:
            send(page=self.page, by=self.request.user)
        except (ValidationError, PermissionDenied) as refusal:
            reasons = getattr(refusal, "messages", None) or [str(refusal)]
            for reason in reasons:
                messages.error(
                    self.request, gettext("Not submitted: %(reason)s") % {"reason": reason}
                )
            return saved
        messages.success(
            self.request,
            gettext("“%(title)s” is submitted. The steering group has been told.")
            % {"title": self.page.title},
        )
        return self.redirect_away()


class ChapterViewSet(PageViewSet):
    """The views of chapters."""

    model = ChapterPage
    index_view_class = ChapterIndexView


class SectionViewSet(ResolvablePageViewSet):
    """The views of sections."""

    model = SectionPage
    index_view_class = SectionIndexView
    content_type_use_view_class = SectionUseView
    add_view_class = SectionCreateView
    edit_view_class = SectionEditView
