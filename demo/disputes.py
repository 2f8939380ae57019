"""What the demo's bodies argue about: amendments and the votes on them, objections, papers taken back."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile

from cms.models import Document
from council.actions import withdraw_paper
from council.amendments import submitting
from council.decisions import objecting
from council.models import AgendaItem, Amendment, Decision, Faction, Organization, Paper
from council.papers.drafting import attach, edit_paper

from .reading import CONTENT
from .town import Town


def propose_amendments(
    town: Town, bodies: dict[str, Organization], papers: dict[str, Paper]
) -> None:
    """Let bodies and factions propose other words; the clerk enters them."""
    for number, entry in enumerate(town.table("de", "amendments")["amendment"]):
        item = papers[entry["paper"]].items.get(page__slug=entry["section"])
        block = item.snapshot["fields"]["body"][entry["block"] - 1]
        submitting.propose(
            paper_item=item,
            kind=entry["kind"],
            reason=entry["reason"],
            token=uuid5(NAMESPACE_URL, f"demo-amendment-{number}"),
            by=town.people["clerk"],
            block_id=block["id"],
            value=_proposed(town, entry, block),
            faction=Faction.objects.filter(name=entry.get("faction")).first(),
            organization=bodies.get(entry.get("body", "")),
        )


def _proposed(town: Town, entry: dict[str, Any], block: dict[str, Any]) -> Any:
    """Return the proposed words as their block holds them; by default the section's final ones."""
    if "words" not in entry:
        place = next(p for p, page in town.pages.items() if page.slug == entry["section"])
        return town.stream(town.texts[place])[entry["block"] - 1]["value"]
    if entry["kind"] == Amendment.Kind.CHANGE and isinstance(block["value"], dict):
        return block["value"] | {"text": entry["words"]}
    return f"<p>{entry['words']}</p>"


def vote_on_amendments(town: Town, agenda_item: AgendaItem, entries: list[dict[str, Any]]) -> None:
    """Record what a body recommends or decides about the amendments to a paper."""
    for entry in entries:
        words = {name: value for name, value in entry.items() if name != "number"}
        submitting.vote(
            amendment=Amendment.objects.get(paper=agenda_item.paper, number=entry["number"]),
            agenda_item=agenda_item,
            by=town.people["clerk"],
            **words,
        )


def finish_paper(town: Town, paper: Paper, entry: dict[str, Any]) -> None:
    """Take a paper back, or let it take the place of one that was."""
    clerk = town.people["clerk"]
    if "withdrawn" in entry:
        withdraw_paper(paper=paper, reason=entry["withdrawn"], by=clerk)
    if "supersedes" in entry:
        edit_paper(
            paper=paper, supersedes=Paper.objects.get(reference=entry["supersedes"]), by=clerk
        )
    if "document" in entry:
        attach(paper=paper, document=_document(**entry["document"]), by=clerk)


def _document(title: str, file: str) -> Document:
    path = CONTENT / "de" / "documents" / file
    return Document.objects.create(title=title, file=ContentFile(path.read_bytes(), name=file))


def object_to_decisions(town: Town, entries: list[dict[str, Any]]) -> None:
    """Let the mayor or the Magistrat object to resolutions, and take some objections back."""
    clerk = town.people["clerk"]
    for entry in entries:
        decision = Decision.objects.get(
            agenda_item__paper__reference=entry["paper"], kind=Decision.Kind.RESOLUTION
        )
        objection = objecting.object_to(
            decision=decision,
            raised_by=entry["raised_by"],
            raised_on=town.days.from_today(-entry["raised_days_ago"], "12:00").date(),
            reason=entry["reason"],
            by=clerk,
        )
        if "lifted" in entry:
            objecting.lift(
                objection=objection,
                ended_on=town.days.from_today(-entry["lifted_days_ago"], "12:00").date(),
                reason=entry["lifted"],
                by=clerk,
            )
