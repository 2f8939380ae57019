"""The demo's sections on their way through the bodies, by the same actions that people use."""

from datetime import date, timedelta
from typing import Any

from wagtail.models import WorkflowState

from council.actions import cast_vote, create_paper, submit
from council.decisions.deciding import record_decision
from council.decisions.factions import Part
from council.decisions.votes import Room
from council.meetings.attending import note_recusal
from council.models import (
    AgendaItem,
    Faction,
    Meeting,
    Membership,
    Organization,
    Paper,
    ReviewVote,
)
from council.models.settings import Purpose
from council.setup import ensure_workflows
from strategy.models import SectionPage

from .backdating import backdate, backdate_disputes
from .disputes import finish_paper, object_to_decisions, propose_amendments, vote_on_amendments
from .people import STEERING
from .town import Town

#: Sections in these stages have never left the town hall.
NOT_PUBLIC = {"draft", "steering"}
#: Bodies there is one of in a town.
SINGLE = {Organization.Kind.STEERING, Organization.Kind.MAGISTRATE, Organization.Kind.COUNCIL}


def load_proceedings(town: Town) -> None:
    """Make bodies and meetings, release the sections, bring the papers in and record the votes."""
    data = town.table("de", "council")
    bodies = {entry["key"]: _organization(town, entry) for entry in data["organization"]}
    ensure_workflows()
    sections = town.sections()
    stages = {
        town.texts[place].front["slug"]: town.texts[place].front.get("stage")
        for place in town.texts
    }
    with_old_words(town, sections)
    for slug, page in sections.items():
        if stages[slug] not in NOT_PUBLIC:
            _release(town, page)
    for ballot in data["ballot"]:
        _open_ballot(town, sections[ballot["section"]], ballot)
    papers: dict[str, Paper] = {}
    for entry in data["paper"]:
        papers[entry["reference"]] = _paper(town, entry, sections)
        finish_paper(town, papers[entry["reference"]], entry)
    propose_amendments(town, bodies, papers)
    for entry in data["meeting"]:
        _meeting(town, bodies[entry["organization"]], entry, papers)
    object_to_decisions(town, data["objection"])
    for page in sections.values():
        page.refresh_from_db()
    backdate(town, data)
    backdate_disputes(town, data)


def with_old_words(town: Town, sections: dict[str, SectionPage]) -> None:
    """Give sections that were amended later the wording they were submitted with."""
    for place, text in town.texts.items():
        if "amended" in text.front:
            page = town.pages[place]
            raw = [dict(block) for block in page.body.raw_data]
            block = raw[text.front["amended"]["block"] - 1]
            block["value"] = _reworded(block["value"], text.front["amended"]["old"])
            page.body = raw
            page.save_revision(user=town.people["editor"])


def _reworded(value: Any, words: str) -> Any:
    return value | {"text": words} if isinstance(value, dict) else f"<p>{words}</p>"


def _organization(town: Town, entry: dict[str, Any]) -> Organization:
    # The bodies that no site is without are there already, under a general name.
    body = None
    if entry["kind"] in SINGLE:
        body = Organization.objects.filter(kind=entry["kind"]).first()
    body = body or Organization(kind=entry["kind"])
    for name in ("name", "short_name", "statutory_members"):
        setattr(body, name, entry[name])
    body.full_clean()
    body.save()
    for name in entry.get("factions", []):
        Faction.objects.create(organization=body, name=name)
    for member in entry.get("member", []):
        Membership.objects.create(
            organization=body,
            person=town.people[member["user"]],
            role=member["role"],
            votes=member["voting"],
            since=_days_ago(town, 365),
        )
    return body


def _release(town: Town, page: SectionPage) -> None:
    run = submit(page=page, purpose=Purpose.RELEASE, by=town.people["editor"])
    _consent(town, run)


def _consent(town: Town, run: WorkflowState) -> None:
    ballot = run.current_task_state.specific
    for login in STEERING[: ballot.task.specific.consent_needed]:
        cast_vote(task_state=ballot, choice=ReviewVote.Choice.CONSENT, by=town.people[login])


def _open_ballot(town: Town, page: SectionPage, entry: dict[str, Any]) -> None:
    run = submit(page=page, purpose=entry["purpose"], by=town.people["editor"])
    for vote in entry["vote"]:
        cast_vote(
            task_state=run.current_task_state.specific,
            choice=vote["vote"],
            reason=vote["comment"],
            by=town.people[vote["user"]],
        )


def _paper(town: Town, entry: dict[str, Any], sections: dict[str, SectionPage]) -> Paper:
    pages = [sections[slug] for slug in entry["sections"]]
    for page in pages:
        page.refresh_from_db()
        _consent(town, submit(page=page, purpose=Purpose.RESOLUTION, by=town.people["editor"]))
    return create_paper(
        reference=entry["reference"],
        title=entry["title"],
        pages=pages,
        by=town.people["clerk"],
        date=_days_ago(town, entry["days_ago"]),
        resolution_text=entry["proposal"],
        reasons=entry["reasons"],
        financial_impact=entry["financial_effects"],
    )


def _meeting(
    town: Town, body: Organization, entry: dict[str, Any], papers: dict[str, Paper]
) -> None:
    meeting = Meeting.objects.create(
        organization=body,
        number=int(entry["number"]),
        start=town.days.from_today(-entry["days_ago"], entry["at"]),
        place=entry["place"],
        present=entry.get("present"),
        second_call=entry["second_call"],
        invitation=entry.get("invitation", ""),
    )
    for order, item in enumerate(entry.get("item", []), start=1):
        agenda_item = _agenda_item(meeting, order, item, papers)
        for login in item.get("recused", []):
            member = body.memberships.get(person=town.people[login])
            note_recusal(item=agenda_item, member=member, by=town.people["clerk"])
        vote_on_amendments(town, agenda_item, item.get("amendments", []))
        if "outcome" in item:
            _record(town, agenda_item, item)


def _agenda_item(
    meeting: Meeting, order: int, item: dict[str, Any], papers: dict[str, Paper]
) -> AgendaItem:
    paper = papers[item["paper"]] if "paper" in item else None
    agenda_item = AgendaItem(
        meeting=meeting,
        order=order,
        number=item["number"],
        title=paper.title if paper else item["title"],
        paper=paper,
        part=item.get("part", AgendaItem.Part.ONE),
        role=item["role"],
    )
    agenda_item.full_clean()
    agenda_item.save()
    return agenda_item


def _record(town: Town, agenda_item: AgendaItem, item: dict[str, Any]) -> None:
    effective_on = None
    if "effective_in_days" in item:
        effective_on = town.days.from_today(item["effective_in_days"], "00:00").date()
    by_faction = {
        Faction.objects.get(name=name).pk: Part(*votes)
        for name, votes in item.get("factions", {}).items()
    }
    record_decision(
        agenda_item=agenda_item,
        items=list(agenda_item.paper.items.all()),
        by=town.people["clerk"],
        outcome=item["outcome"],
        yes=item["yes"],
        no=item["no"],
        abstain=item["abstain"],
        present=Room.of(agenda_item).can_take_part,
        text=item["text"],
        effective_on=effective_on,
        by_faction=by_faction,
    )


def release_again(town: Town) -> None:
    """Change German words after they were translated, so that some translations are outdated."""
    for place, text in town.texts.items():
        if "later" not in text.front:
            continue
        page = type(town.pages[place]).objects.get(pk=town.pages[place].pk)
        page = page.get_latest_revision_as_object()
        for name, words in text.front["later"].items():
            setattr(page, name, words)
        revision = page.save_revision(user=town.people["editor"])
        if isinstance(page, SectionPage):
            _release(town, page)
        else:
            revision.publish(user=town.people["admin"])


def _days_ago(town: Town, days: int) -> date:
    return town.days.today - timedelta(days=days)
