"""What Wagtail asks this app for: its pages, its panel, its log, and friendly words where a door stays shut."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .ballots import answering  # noqa: F401  (register their own hooks)
from .citations import why_kept
from .desk import objections  # noqa: F401  (register their own hooks)
from .desk.waiting import DeskPanel
from .guards import proceedings_below
from .meetings.access import keeps_to_itself
from .models import (
    Amendment,
    AmendmentVote,
    Decision,
    Membership,
    PaperItem,
    ResolvablePage,
    ReviewComment,
    ReviewVote,
)
from .notifications.account import NotificationPanel
from .views import keeping
from .viewsets import CouncilViewSetGroup


@hooks.register("register_admin_urls")
def council_urls() -> list:
    return [path("council/", include("council.urls"))]


@hooks.register("register_admin_urls", order=-1)
def files_that_stay() -> list:
    """Stand before Wagtail's own addresses of the same paths."""
    return keeping.addresses()


@hooks.register("register_admin_viewset")
def council_viewsets() -> CouncilViewSetGroup:
    return CouncilViewSetGroup()


@hooks.register("construct_homepage_panels")
def desk_first(request: HttpRequest, panels: list) -> None:
    panels.append(DeskPanel())


@hooks.register("register_account_settings_panel")
def choose_mails(request: HttpRequest, user: Any, profile: Any) -> NotificationPanel:
    return NotificationPanel(request, user, profile)


@hooks.register("register_log_actions")
def register_council_log_actions(actions: Any) -> None:
    """Keep votes, papers and decisions in the same log as everything else."""
    for name, label, message in (
        ("vote", gettext_lazy("Vote"), gettext_lazy("A member of the steering group voted")),
        ("paper", gettext_lazy("Put in a paper"), gettext_lazy("Put before the bodies")),
        ("decision", gettext_lazy("Decision"), gettext_lazy("A decision was recorded")),
        ("correct", gettext_lazy("Corrected"), gettext_lazy("A record was corrected")),
        ("withdraw", gettext_lazy("Withdrawn"), gettext_lazy("The paper was withdrawn")),
        ("effect", gettext_lazy("In force"), gettext_lazy("The resolution took effect")),
        (
            "objection",
            gettext_lazy("Objection or challenge"),
            gettext_lazy("An objection or a challenge suspends the resolution"),
        ),
        (
            "objection_end",
            gettext_lazy("End of the objection or challenge"),
            gettext_lazy("The objection or challenge ended"),
        ),
        ("amend", gettext_lazy("Amended"), gettext_lazy("The amended wording was entered")),
        ("amendment_propose", gettext_lazy("Amendment"), gettext_lazy("An amendment was proposed")),
        (
            "amendment_withdraw",
            gettext_lazy("Amendment withdrawn"),
            gettext_lazy("An amendment was withdrawn"),
        ),
        (
            "amendment_vote",
            gettext_lazy("Vote on an amendment"),
            gettext_lazy("A vote on an amendment was recorded"),
        ),
        (
            "amendment_correct",
            gettext_lazy("Corrected"),
            gettext_lazy("The record of a vote on an amendment was corrected"),
        ),
        ("agenda", gettext_lazy("Agenda"), gettext_lazy("The agenda was changed")),
        ("attendance", gettext_lazy("Attendance"), gettext_lazy("Those present were noted")),
        ("recusal", gettext_lazy("Recusal"), gettext_lazy("A recusal was noted or taken back")),
        ("invitation", gettext_lazy("Invitation"), gettext_lazy("The invitation was written")),
        ("announce", gettext_lazy("Invited"), gettext_lazy("The members were invited by mail")),
        ("minutes", gettext_lazy("Minutes"), gettext_lazy("The minutes were filed")),
        ("plan", gettext_lazy("Plan"), gettext_lazy("The way through the bodies was planned")),
        ("attach", gettext_lazy("Attachments"), gettext_lazy("The attachments were changed")),
    ):
        actions.register_action(f"council.{name}", label, message)


# --- doors that stay shut, with a word why ---------------------------------------------------------
@hooks.register("before_delete_page")
def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not proceedings_below(page):
        return None
    messages.error(request, _("The page or a page below it is part of proceedings; it stays."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_move_page")
def keep_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if destination.pk == page.get_parent().pk:
        return None
    return keep_page(request, page)


@hooks.register("before_unpublish_page")
def keep_public(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keep_page(request, page)


@hooks.register("before_bulk_action")
def keep_many(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    pages = [o for o in objects if isinstance(o, Page)]
    if action_type in ("delete", "move", "unpublish") and any(map(proceedings_below, pages)):
        messages.error(request, _("Part of the selection is part of proceedings; it stays."))
        return redirect("wagtailadmin_explore_root")
    if action_type == "publish" and any(_publishes_sections(page, request) for page in pages):
        messages.error(
            request, _("Sections go live only by a release or a resolution; nothing was published.")
        )
        return redirect("wagtailadmin_explore_root")
    users = [o for o in objects if isinstance(o, get_user_model())]
    if action_type == "delete" and any(map(has_record, users)):
        messages.error(request, _("Records hang on part of the selection; deactivate instead."))
        return redirect("wagtailusers_users:index")
    if action_type == "delete" and not pages and not users:
        return _keep_cited(request, objects)
    return None


@hooks.register("before_delete_snippet")
def keep_source(request: HttpRequest, instances: Any) -> HttpResponse | None:
    return _keep_cited(request, instances)


def _keep_cited(request: HttpRequest, things: Any) -> HttpResponse | None:
    """Say what of a selection papers, minutes or pinned texts hold."""
    for thing in things:
        if words := why_kept(thing):
            messages.error(request, words)
            return redirect("wagtailadmin_home")
    return None


def _publishes_sections(page: Page, request: HttpRequest) -> bool:
    if issubclass(page.specific_class, ResolvablePage):
        return True
    if not request.POST.get("include_descendants"):
        return False
    below = page.get_descendants().not_live() if page.numchild else Page.objects.none()
    return any(issubclass(child.specific_class, ResolvablePage) for child in below)


@hooks.register("before_delete_user")
def keep_user(request: HttpRequest, user: Any) -> HttpResponse | None:
    if not has_record(user):
        return None
    messages.error(
        request, _("Votes, decisions or memberships hang on this person; deactivate instead.")
    )
    return redirect("wagtailusers_users:edit", user.pk)


def has_record(user: Any) -> bool:
    """Tell whether votes, decisions or memberships name a person."""
    return (
        ReviewVote.objects.filter(person=user).exists()
        or ReviewComment.objects.filter(Q(person=user) | Q(answered_by=user)).exists()
        or Decision.objects.filter(Q(recorded_by=user)).exists()
        or Membership.objects.filter(person=user).exists()
        or Amendment.objects.filter(submitted_by=user).exists()
        or AmendmentVote.objects.filter(recorded_by=user).exists()
    )


@hooks.register("before_serve_document")
def keep_non_public(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Give documents of a non-public part only to those who belong to the body."""
    user = request.user if request.user.is_authenticated else None
    if keeps_to_itself(document.pk, user):
        raise Http404
    return None


# --- the submitter may call a text back only while no paper exists -----------------------------------
CANCELLING = ("action-cancel-workflow", "action-restart-workflow")


def is_in_paper(page: Page) -> bool:
    """Tell whether the current run of a page is part of a paper."""
    run = page.current_workflow_state
    return run is not None and PaperItem.objects.filter(workflow_state=run).exists()


@hooks.register("before_edit_page")
def no_calling_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" or not any(request.POST.get(name) for name in CANCELLING):
        return None
    if not isinstance(page, ResolvablePage) or not is_in_paper(page):
        return None
    messages.error(
        request, _("The section is part of a paper; only its withdrawal ends the deliberation.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_page_action_menu")
def hide_calling_back(menu_items: list, request: HttpRequest, context: dict) -> None:
    page = context.get("page")
    if context.get("view") == "edit" and isinstance(page, ResolvablePage) and is_in_paper(page):
        menu_items[:] = [item for item in menu_items if item.name not in CANCELLING]
