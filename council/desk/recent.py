"""What a person did or her bodies decided lately, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState, get_page_models

from cms.models import User

from ..models import Amendment, AmendmentVote, Decision, ResolvablePage, ReviewVote
from ..standing import Standing, standings

#: How many lines of each kind are looked at, and how many are shown.
OF_EACH = 5
SHOWN = 8


@dataclass(frozen=True)
class Done:
    """One line: what was done, to what, and how that stands now."""

    when: datetime
    what: str
    title: str
    url: str
    became: str


def recently(user: User) -> list[Done]:
    """Return the newest lines first; the number of queries does not depend on that of lines."""
    votes = list(_votes(user))
    runs = list(_runs(user))
    pages = {int(vote.task_state.workflow_state.object_id) for vote in votes}
    pages |= {int(run.object_id) for run in runs}
    standing = standings(pages) if pages else {}
    lines = [*_voted(votes, standing), *_submitted(runs, standing)]
    lines += [*_proposed(user), *_decided(user)]
    return sorted(lines, key=lambda line: line.when, reverse=True)[:SHOWN]


def _votes(user: User) -> Iterable[ReviewVote]:
    votes = ReviewVote.objects.filter(person=user).order_by("-cast_at")
    rows = votes.select_related("task_state__revision", "task_state__workflow_state")
    return rows.defer("task_state__revision__content")[:OF_EACH]


def _voted(votes: Iterable[ReviewVote], standing: dict[int, Standing]) -> Iterable[Done]:
    for vote in votes:
        yield Done(
            when=vote.cast_at,
            what=_("You voted: %(vote)s") % {"vote": vote.get_choice_display()},
            title=vote.task_state.revision.object_str,
            url=reverse("council_ballot", args=[vote.task_state_id]),
            became=_label(standing.get(int(vote.task_state.workflow_state.object_id))),
        )


def _runs(user: User) -> Iterable[WorkflowState]:
    """Return what a person submitted to the bodies; other pages have other workflows."""
    resolved = [model for model in get_page_models() if issubclass(model, ResolvablePage)]
    types = ContentType.objects.get_for_models(*resolved).values()
    runs = WorkflowState.objects.filter(requested_by=user, content_type__in=types)
    return runs.order_by("-created_at")[:OF_EACH]


def _submitted(runs: Iterable[WorkflowState], standing: dict[int, Standing]) -> Iterable[Done]:
    pages = Page.objects.in_bulk({int(run.object_id) for run in runs})
    for run in runs:
        page = pages.get(int(run.object_id))
        if page is None:
            continue
        yield Done(
            when=run.created_at,
            what=_("You submitted"),
            title=page.draft_title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            became=_label(standing.get(page.pk)),
        )


def _label(standing: Standing | None) -> str:
    if standing is None:
        return ""
    return _("Changes requested") if standing.needs_changes else standing.label


def _proposed(user: User) -> Iterable[Done]:
    """What became of a person's amendments: the last vote on each."""
    in_force = AmendmentVote.objects.in_force().select_related("agenda_item__meeting__organization")
    mine = Amendment.objects.filter(submitted_by=user).order_by("-submitted_at")
    mine = mine.select_related("paper", "paper_item")
    for amendment in mine.prefetch_related(Prefetch("votes", in_force, to_attr="voted"))[:OF_EACH]:
        became = _("Not voted on yet")
        if amendment.withdrawn_at:
            became = _("Withdrawn")
        elif amendment.voted:
            last = amendment.voted[-1]
            became = f"{last.agenda_item.meeting.organization.label}: {last.get_outcome_display()}"
        yield Done(
            when=amendment.submitted_at,
            what=_("You proposed amendment %(number)s") % {"number": amendment.label},
            title=str(amendment.paper_item),
            url=reverse("council_paper", args=[amendment.paper_id]),
            became=became,
        )


def _decided(user: User) -> Iterable[Done]:
    """What the bodies of a person decided; one line a vote, however many sections it covers."""
    bodies = user.memberships.current().values("organization")
    decided = Decision.objects.in_force().filter(agenda_item__meeting__organization__in=bodies)
    decided = decided.select_related("agenda_item__meeting__organization")
    for decision in decided.order_by("-pk")[:OF_EACH]:
        meeting = decision.agenda_item.meeting
        yield Done(
            when=meeting.start,
            what=_("%(body)s decided") % {"body": meeting.organization.label},
            title=decision.agenda_item.title,
            url=reverse("council_meeting", args=[meeting.pk]),
            became=_outcome(decision),
        )


def _outcome(decision: Decision) -> str:
    """Return the outcome, with the votes in words where there were any."""
    count = {"yes": decision.yes, "no": decision.no, "abstain": decision.abstain}
    if not any(count.values()):
        return decision.get_outcome_display()
    votes = _("%(yes)s yes, %(no)s no, %(abstain)s abstentions") % count
    return f"{decision.get_outcome_display()}: {votes}"
