"""Lists and forms of the route's nouns, and the workflow views that sections use."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import TaskState

from .meetings.access import visible_items
from .models import AgendaItem, Meeting, Membership, Organization, Paper
from .models.organization import is_clerk
from .views.closed import (
    AgendaItemHistoryView,
    AgendaItemUsageView,
    OnlyReadable,
    OnlyVisible,
    PaperHistoryView,
    PaperIndexView,
    PaperUsageView,
    UsageWithoutClosedItems,
)
from .views.showing import add_refusal


class BoundToRun:
    """Tie the step in the address to the page in the address, and show refusals in the form.

    Wagtail takes any step's id, whatever page it belongs to, and answers a refusal with an error page.
    """

    def get_task_state(self):
        runs = self.object.workflow_states.all()
        return get_object_or_404(TaskState, pk=self.task_state_id, workflow_state__in=runs).specific

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except (PermissionDenied, ValidationError) as refusal:
            if request.headers.get("x-requested-with") == "XMLHttpRequest" and self.action_modal:
                form = self.form_class(request.POST)
                form.is_valid()
                add_refusal(form, refusal)
                return self.render_modal_form(request, form)
            words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            messages.error(request, " ".join(words) or gettext("You may not do this."))
            return redirect("wagtailadmin_home")


class BoundWorkflowActionView(BoundToRun, WorkflowActionView):
    """The modal that takes a vote from the editing interface."""


class BoundCollectDataView(BoundToRun, CollectWorkflowActionDataView):
    """The modal that only collects the data of a vote."""


class ResolvablePageViewSet(PageViewSet):
    """The views of pages that bodies resolve; whoever defines such a page registers a subclass."""

    workflow_action_view_class = BoundWorkflowActionView
    collect_workflow_action_data_view_class = BoundCollectDataView


class KeepingDeleteView(generic.DeleteView):
    """Refuse in words to delete what others hang on."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except (ProtectedError, PermissionDenied):
            messages.error(request, gettext("Records hang on this; it cannot be deleted."))
            return redirect(self.get_success_url())


class RouteViewSet(ModelViewSet):
    """What our lists have in common."""

    delete_view_class = KeepingDeleteView
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


class OrganizationViewSet(RouteViewSet):
    """Bodies."""

    model = Organization
    icon = "group"
    menu_label = _("Bodies")
    list_display = ["name", "kind", "statutory_members", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["name"]


class MembershipViewSet(RouteViewSet):
    """Who is in which body, and who keeps its records."""

    model = Membership
    icon = "user"
    menu_label = _("Memberships")
    list_display = ["person", "organization", "role", "votes", "since", "until"]
    list_filter = ["organization", "role"]


class OwnMeeting:
    """A clerk keeps the meetings of her own bodies; an administrator may help with any."""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        user = self.request.user
        if not user.is_superuser:
            own = user.memberships.current().clerks().values("organization")
            form.fields["organization"].queryset = Organization.objects.filter(pk__in=own)
        return form

    def get_success_url(self):
        return reverse("council_meeting", args=[self.object.pk])


class MeetingAddView(OwnMeeting, generic.CreateView):
    """A new meeting leads to its agenda."""


class MeetingEditView(OwnMeeting, generic.EditView):
    """Day, place and number; what is said and noted there has pages of its own."""

    def get_object(self, queryset=None):
        meeting = super().get_object(queryset)
        user = self.request.user
        if not (user.is_superuser or is_clerk(user, meeting.organization)):
            raise PermissionDenied(gettext("Only the clerk of this body keeps its records."))
        return meeting


class MeetingViewSet(RouteViewSet):
    """Meetings; each leads to its agenda."""

    add_view_class = MeetingAddView
    edit_view_class = MeetingEditView
    usage_view_class = UsageWithoutClosedItems
    # What the law asks of an invitation is checked where it is written.
    exclude_form_fields = ["invitation", "minutes"]

    model = Meeting
    icon = "calendar-alt"
    menu_label = _("Meetings")
    list_display = [
        "__str__",
        TitleColumn("agenda", label=_("Agenda"), accessor="place", url_name="council_meeting"),
        "start",
        "present",
    ]
    list_filter = ["organization"]


class AgendaItemIndexView(generic.IndexView):
    """Non-public items are shown to those who belong to the body only."""

    def get_base_queryset(self):
        return super().get_base_queryset() & visible_items(self.request.user)


class AgendaItemDeleteView(OnlyVisible, KeepingDeleteView):
    """Take an item away for good."""


class AgendaItemAddView(generic.CreateView):
    """An item is added on the screen of its meeting."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("council_meetings:index")


class AgendaItemEditView(generic.EditView):
    """An item is changed on a page of its own, by the clerk of its body."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("council_item_edit", kwargs["pk"])


class AgendaItemViewSet(RouteViewSet):
    """Agenda items."""

    model = AgendaItem
    icon = "list-ol"
    index_view_class = AgendaItemIndexView
    history_view_class = AgendaItemHistoryView
    usage_view_class = AgendaItemUsageView
    delete_view_class = AgendaItemDeleteView
    add_view_class = AgendaItemAddView
    edit_view_class = AgendaItemEditView
    menu_label = _("Agenda items")
    list_display = ["title", "meeting", "number", "role", "paper"]
    list_filter = ["meeting__organization", "role"]


class PaperAddView(generic.CreateView):
    """A paper is made of sections: our own page does that."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("council_paper_add")


class PaperEditView(generic.EditView):
    """The words of a paper are changed on our own page, which checks more."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("council_paper_edit", kwargs["pk"])


class PaperDeleteView(OnlyReadable, KeepingDeleteView):
    """Take a paper away for good; only one that holds nothing."""


class PaperViewSet(RouteViewSet):
    """Papers: their words may be mended, the sections in them are pinned."""

    model = Paper
    icon = "doc-full"
    menu_label = _("Papers")
    add_view_class = PaperAddView
    edit_view_class = PaperEditView
    index_view_class = PaperIndexView
    delete_view_class = PaperDeleteView
    history_view_class = PaperHistoryView
    usage_view_class = PaperUsageView
    form_fields = ["reference", "title", "date", "resolution_text", "reasons", "financial_impact"]
    list_display = [
        "__str__",
        TitleColumn("read", label=_("Read"), accessor="reference", url_name="council_paper"),
        "date",
        "withdrawn_at",
    ]
    search_fields = ["reference", "title"]


class CouncilViewSetGroup(ModelViewSetGroup):
    """The menu entry for everything about bodies."""

    menu_label = _("Bodies and meetings")
    menu_name = "council"
    menu_icon = "group"
    menu_order = 120
    items = (
        MeetingViewSet("council_meetings"),
        PaperViewSet("council_papers"),
        AgendaItemViewSet("council_agenda"),
        OrganizationViewSet("council_bodies"),
        MembershipViewSet("council_memberships"),
    )
