"""The register of what the bodies decided: which entries a reader asked for, and what each may say.

What was dealt with in the non-public part of a meeting shows its body, day and outcome only (HGO § 52).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.listing import ListFilter, Listing, Names
from cms.navigation import SiteMap, site_map
from council.decisions.votes import Outcome
from council.models import (
    AgendaItem,
    Decision,
    DecisionItem,
    FactionVote,
    Objection,
    Organization,
)

PER_PAGE = 12


@dataclass(frozen=True)
class Section:
    """A section that a decision is about; ``url`` is empty while nothing of it is public."""

    title: str
    url: str
    #: The number and the address of the wording that the decision made.
    version: str = ""
    version_url: str = ""


@dataclass(frozen=True)
class Entry:
    """One decision as the public may read it, in one language."""

    decision: Decision
    language: str
    base: str
    objections: tuple[Objection, ...] = ()

    @property
    def url(self) -> str:
        """Return the address that never changes; empty where the register has no page."""
        return f"{self.base}{self.decision.pk}/" if self.base else ""

    @property
    def read_url(self) -> str:
        """Return where one can read on: the decision's own page, else its first public section."""
        return self.url or next((section.url for section in self.sections if section.url), "")

    @property
    def is_public(self) -> bool:
        return self.decision.agenda_item.is_public

    @property
    def title(self) -> str:
        if self.is_public:
            return str(self.decision.agenda_item.title)
        return gettext("Non-public item")

    @property
    def title_language(self) -> str:
        """Return the language of the title: the agenda is written in German."""
        return settings.LANGUAGE_CODE if self.is_public else self.language

    @property
    def german_parts(self) -> set[str]:
        return {"title"} if self.is_public else set()

    @property
    def meeting(self) -> Any:
        return self.decision.agenda_item.meeting

    @property
    def body(self) -> str:
        return str(self.meeting.organization)

    @property
    def outcome(self) -> str:
        return self.decision.get_outcome_display()

    @property
    def counted(self) -> bool:
        """Tell whether votes were counted and may be shown."""
        decision = self.decision
        return self.is_public and bool(decision.yes or decision.no or decision.abstain)

    @property
    def kind(self) -> str:
        """Return which badge fits the outcome."""
        if self.decision.outcome in (Outcome.ADOPTED, Outcome.ADOPTED_AMENDED):
            return "success"
        return "danger" if self.decision.outcome == Outcome.REJECTED else "neutral"

    @property
    def factions(self) -> list[FactionVote]:
        return list(self.decision.faction_votes.all()) if self.is_public else []

    @cached_property
    def sections(self) -> list[Section]:
        if not self.is_public:
            return []
        sites = site_map()
        return [section_of(item, sites, self.language) for item in self.decision.items.all()]

    @property
    def corrected_url(self) -> str:
        """Return the address of the record that takes the place of this one."""
        later = getattr(self.decision, "corrected_by", None)
        return f"{self.base}{later.pk}/" if later and self.base else ""

    @property
    def corrects_url(self) -> str:
        """Return the address of the record that this one corrects."""
        earlier = self.decision.corrects_id
        return f"{self.base}{earlier}/" if earlier and self.base else ""

    @property
    def suspended(self) -> Objection | None:
        """Return the objection or challenge that stands and has not ended."""
        standing = (found for found in self.objections if getattr(found, "end", None) is None)
        return next(standing, None)


def section_of(item: DecisionItem, sites: SiteMap, language: str) -> Section:
    """Return what a register says about one section of a decision; no query."""
    page = item.paper_item.page
    place = sites.place(page.pk, language)
    german = sites.place(page.pk, settings.LANGUAGE_CODE)
    home = german.url if german else ""
    above = sites.by_path.get(page.path[: -page.steplen])
    if not german and above and hasattr(item.paper_item, "entry_into_force"):
        home = f"{above.url}{page.slug}/"  # it left the public; its versions keep their addresses
    address = f"{home}version/{item.number}/" if home and item.number else ""
    return Section(page.title, place.url if place else "", item.number, address)


class RegisterFilter(ListFilter):
    """What a reader can ask the register for."""

    body = forms.ChoiceField(
        label=_("Body"), required=False, widget=Names(language=settings.LANGUAGE_CODE)
    )
    year = forms.ChoiceField(label=_("Year"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All outcomes")), *Outcome.choices],
    )
    subject = forms.CharField(label=_("Word in the title"), required=False, max_length=100)

    def __init__(self, data: Mapping):
        super().__init__(data)
        bodies = Organization.objects.filter(
            pk__in=AgendaItem.objects.exclude(decisions=None).values("meeting__organization")
        )
        years = Decision.objects.datetimes("agenda_item__meeting__start", "year", order="DESC")
        self.fields["body"].choices = [
            ("", _("All bodies")),
            *((str(body.pk), body.name) for body in bodies),
        ]
        self.fields["year"].choices = [
            ("", _("All years")),
            *((str(year.year), str(year.year)) for year in years),
        ]


class Register(Listing):
    """One page of the register, newest meeting first."""

    @classmethod
    def of(cls, language: str, base: str, asked: Mapping) -> "Register":
        """Read the register: the same few queries, however much was decided."""
        form = RegisterFilter(asked)
        wishes = form.wishes()
        found = with_everything(Decision.objects.in_force())
        if wishes["body"]:
            found = found.filter(agenda_item__meeting__organization=wishes["body"])
        if wishes["year"]:
            found = found.filter(agenda_item__meeting__start__year=wishes["year"])
        if wishes["outcome"]:
            found = found.filter(outcome=wishes["outcome"])
        if wishes["subject"]:
            found = about(found, wishes["subject"])
        register = cls(form, newest_first(found), asked, PER_PAGE)
        register.language, register.base = language, base
        return register

    language: str
    base: str

    @cached_property
    def entries(self) -> list[Entry]:
        return entries(self.pages.object_list, self.language, self.base)


def newest_first(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    return decisions.order_by("-agenda_item__meeting__start", "-pk")


def with_everything(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Fetch along what an entry shows, texts of sections left out."""
    return decisions.select_related(
        "agenda_item__meeting__organization", "agenda_item__paper", "corrects", "corrected_by"
    ).prefetch_related(
        Prefetch("items", DecisionItem.objects.order_by("paper_item__position").light()),
        Prefetch("faction_votes", FactionVote.objects.select_related("faction")),
    )


def about(decisions: QuerySet[Decision], words: str) -> QuerySet[Decision]:
    """Leave what names the words in a title; a non-public title is not searched."""
    # SQLite compares letters outside of ASCII only as they are written.
    spellings = {words, words.lower(), words.capitalize(), words.upper()}
    titled = Q()
    for spelling in spellings:
        for name in ("title", "paper__title", "paper__reference", "paper__items__page__title"):
            titled |= Q(**{f"{name}__icontains": spelling})
    named = AgendaItem.objects.exclude(part=AgendaItem.Part.NON_PUBLIC).filter(titled)
    return decisions.filter(agenda_item__in=named.values("pk"))


def entries(decisions: Iterable[Decision], language: str, base: str) -> list[Entry]:
    """Return decisions as entries, each with the objections to it and to the records it mends."""
    decisions = list(decisions)
    objections = objections_to(decisions)
    return [
        Entry(decision, language, base, tuple(objections.get(decision.pk, ())))
        for decision in decisions
    ]


def objections_to(decisions: Sequence[Decision]) -> dict[int, list[Objection]]:
    """Return the objections to decisions, by their ids; two queries.

    A corrected record keeps its objections: they count for the row that corrects it, too.
    """
    items = {decision.agenda_item_id for decision in decisions}
    found: dict[int, list[Objection]] = {}
    raised = Objection.objects.filter(decision__agenda_item__in=items).select_related("end")
    for objection in raised.order_by("pk"):
        found.setdefault(objection.decision_id, []).append(objection)
    if not found:
        return {}
    rows = Decision.objects.filter(agenda_item__in=items, corrects__isnull=False)
    corrects = dict(rows.values_list("pk", "corrects"))
    whole: dict[int, list[Objection]] = {}
    for decision in decisions:
        row: int | None = decision.pk
        while row is not None:
            whole.setdefault(decision.pk, []).extend(found.get(row, []))
            row = corrects.get(row)
    return whole
