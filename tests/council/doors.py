"""Every door that leads past a decision: what people send to it, by the thing they would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from council.models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    Decision,
    Meeting,
    Membership,
    Objection,
    Organization,
    Paper,
    PaperItem,
    ReviewComment,
)
from tests.permissions.conftest import TownHall
from tests.permissions.test_doors import wording

from .doors_beside import commands, media, route
from .knocking import Answer, bulk, posted


@dataclass(frozen=True)
class Door:
    """One way to reach one thing."""

    thing: str
    name: str
    knock: Callable[[Client, TownHall], Answer]

    def __str__(self) -> str:
        return f"{self.thing}: {self.name}"


def doors(hall: TownHall) -> Iterator[Door]:
    """Yield all doors for the things of a town hall."""
    for source in (pages, records, nouns, people, route, media, commands):
        for thing, name, knock in source(hall):
            yield Door(thing, name, lambda client, _hall, knock=knock: knock(client))


def pages(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """Sections under vote, in a paper, public; and what stands above them."""
    other = hall.pages["other chapter"]
    states = ("with the steering group", "released", "before the bodies", "resolved")
    hall.pages["front page"] = hall.pages["strategy"].get_parent()
    things = [*states, "chapter", "strategy", "front page"]
    for state in things:
        page = Page.objects.get(pk=hall.pages[state].pk).specific
        pk, target = page.pk, other.pk if state in states else hall.pages["event"].get_parent().pk
        yield state, "delete", posted("wagtailadmin_pages:delete", pk)
        title = {"confirm_site_name": "x", "type_to_delete": page.title}
        yield state, "delete, confirmed", posted("wagtailadmin_pages:delete", pk, **title)
        yield state, "bulk delete", bulk("wagtailcore", "page", "delete", pk)
        yield state, "move", posted("wagtailadmin_pages:move_confirm", pk, target)
        yield state, "bulk move", bulk("wagtailcore", "page", "move", pk, chooser=target)
        if state != "with the steering group":
            data = {"include_descendants": "on"}
            yield state, "unpublish", posted("wagtailadmin_pages:unpublish", pk, **data)
            yield state, "bulk unpublish", bulk("wagtailcore", "page", "unpublish", pk, **data)
        if state in states:
            yield state, "bulk publish", bulk("wagtailcore", "page", "publish", pk)
        yield (
            state,
            "hide behind a login",
            posted("wagtailadmin_pages:set_privacy", pk, restriction_type="login"),
        )
        yield state, "convert alias", posted("wagtailadmin_pages:convert_alias", pk)
        yield state, "convert to alias", posted("wagtail_localize:convert_to_alias", pk)
        for verb in ("publish", "unpublish", "delete", "move", "convert_alias", "create_alias"):
            data = {"destination_page_id": target, "position": "last-child", "update_slug": "x"}
            if verb == "create_alias":
                continue  # an alias is a draft; tests/permissions/test_doors.py
            if state in ("chapter", "strategy", "front page") and verb == "publish":
                continue  # editors publish what nobody resolves
            if state == "front page" and verb == "unpublish":
                continue  # takes down itself only, not what is below it
            yield (
                state,
                f"interface for programs: {verb}",
                posted("wagtailadmin_api:pages:action", pk, verb, **data),
            )
        if state not in states:
            continue
        first = page.revisions.order_by("pk").first().pk
        for name, more in {
            "edit": {},
            "publish": {"action-publish": "1"},
            "cancel the workflow": {"action-cancel-workflow": "1"},
            "restart the workflow": {"action-restart-workflow": "1"},
            "schedule": {"go_live_at": str(timezone.now() + timedelta(days=1))[:16]},
            "expire": {"expire_at": str(timezone.now() + timedelta(days=1))[:16]},
            "old version": {"revision": str(first), "action-publish": "1"},
            "autosave": {"overwrite_revision_id": str(page.latest_revision_id)},
        }.items():
            if "workflow" in name and state == "with the steering group":
                continue  # the submitter may call a text back until there is a paper
            yield state, name, posted("wagtailadmin_pages:edit", pk, **wording(page, **more))
        yield (
            state,
            "revert",
            posted(
                "wagtailadmin_api:pages:action", pk, "revert_to_page_revision", revision_id=first
            ),
        )
        yield (
            state,
            "unschedule",
            posted("wagtailadmin_pages:revisions_unschedule", pk, first),
        )
    ballot = hall.values["state_id"].pk
    held = hall.pages["with the steering group"].pk
    for verb in ("consent", "approve", "reject", "nonsense"):
        yield (
            "ballot",
            f"workflow action {verb}",
            posted("wagtailadmin_pages:workflow_action", held, verb, ballot),
        )
        yield (
            "ballot of another page",
            f"workflow action {verb}",
            posted("wagtailadmin_pages:workflow_action", hall.pages["draft"].pk, verb, ballot),
        )
    yield "ballot", "vote", posted("council_ballot", ballot, choice="consent")


def records(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """What was decided, objected to, amended, noted: sent once more, or in other words."""
    decision = Decision.objects.filter(kind="resolution").last()
    early = Decision.objects.order_by("pk").first()
    count = {"present": 9999, "yes": 9998, "no": 0, "abstain": 0, "outcome": "rejected"}
    for found in (early, decision):
        yield "decision", "correct beyond reason", posted("council_correct", found.pk, **count)
        item = found.agenda_item
        sections = [row.paper_item_id for row in found.items.all()]
        again = count | {"sections": sections, "present": 5, "yes": 4}
        yield "decision", "record again", posted("council_record", item.pk, **again)
        yield "decided item", "change", posted("council_item_edit", item.pk, title="X", part="two")
        yield "decided item", "remove", posted("council_item_remove", item.pk)
        yield "decided item", "recuse", posted("council_recusals", item.pk, member=1)
        yield "meeting held", "attendance", posted("council_present", item.meeting_id, present=1)
        order = {"order": f"{item.pk},{item.pk}"}
        yield "meeting held", "order", posted("council_reorder", item.meeting_id, **order)
    objection = Objection.objects.last()
    day = {"raised_on": timezone.localdate(), "reason": "X", "raised_by": "mayor"}
    yield "objection", "raise again", posted("council_object", decision.pk, **day)
    tomorrow = {"ended_on": timezone.localdate() + timedelta(days=1)}
    yield "objection", "lift too late", posted("council_objection_lift", objection.pk, **tomorrow)
    yield (
        "objection",
        "decide anew at once",
        posted("council_objection_decide", objection.pk, agenda_item=decision.agenda_item_id,
               outcome="rejected", present=5, yes=1, no=3, abstain=0, confirmed=1),
    )  # fmt: skip
    vote, amendment = AmendmentVote.objects.last(), Amendment.objects.last()
    yield (
        "vote on an amendment",
        "correct beyond reason",
        posted("council_amendment_correct", vote.pk, **count),
    )
    place = vote.agenda_item_id
    again = {f"{amendment.pk}-outcome": "rejected", f"{amendment.pk}-no": 4}
    yield "vote on an amendment", "again", posted("council_amendment_votes", place, **again)
    resolved = PaperItem.objects.get(page=hall.pages["resolved"].pk)
    block = resolved.snapshot["fields"]["body"][1]["id"]
    yield (
        "resolved section",
        "amend",
        posted("council_amend", resolved.pk, query=f"?kind=delete&block={block}", reason="X"),
    )
    paper = resolved.paper
    words = {"reference": "X", "title": "X", "date": "2020-01-01", "resolution_text": "X"}
    yield "decided paper", "change", posted("council_paper_edit", paper.pk, **words)
    yield "decided paper", "withdraw", posted("council_paper_withdraw", paper.pk, reason="X")
    yield "decided paper", "plan", posted("council_paper_plan", paper.pk)
    comment = ReviewComment.objects.last()
    yield "comment", "withdraw for another", posted("council_comment_withdraw", comment.pk)


def nouns(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """The lists of bodies, memberships, meetings, agenda items and papers."""
    lists = {
        "council_meetings": Meeting,
        "council_papers": Paper,
        "council_agenda": AgendaItem,
        "council_bodies": Organization,
        "council_memberships": Membership,
    }
    for space, model in lists.items():
        for row in model.objects.all():
            yield model.__name__, "delete", posted(f"{space}:delete", row.pk)
    for meeting in Meeting.objects.filter(agenda__decisions__isnull=False).distinct():
        words = {"organization": meeting.organization_id, "number": 99, "present": 1}
        start = {"start": "2020-01-01 10:00"}
        yield "Meeting", "edit", posted("council_meetings:edit", meeting.pk, **words, **start)
    for body in Organization.objects.filter(kind__in=["steering", "magistrate"]):
        words = {"name": body.name, "kind": body.kind, "statutory_members": 5}
        yield "body that is waited for", "disable", posted("council_bodies:edit", body.pk, **words)
    Locales = Locale.objects.filter(language_code__in=["de", "ar"])
    for locale in Locales:
        yield "Locale", f"delete {locale}", posted("wagtaillocales:delete", locale.pk)
    yield "Locale", "rename", posted(
        "wagtaillocales:edit", Locale.objects.get(language_code="de").pk, language_code="tr"
    )  # fmt: skip


def people(hall: TownHall) -> Iterator[tuple[str, str, Any]]:
    """Whoever voted, recorded, proposed, commented or belongs to a body."""
    for role in ("member", "steering", "clerk"):
        pk = hall.people[role].pk
        yield role, "delete", posted("wagtailusers_users:delete", pk)
        yield role, "bulk delete", bulk("cms", "user", "delete", pk)
