"""A town hall with one person of each role, and one real thing for every placeholder."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from council import actions
from council.amendments import submitting
from council.ballots import reviewing
from council.models import AgendaItem, Decision, Meeting, Membership, Objection, Organization
from council.setup import ensure_workflows
from home import roles
from strategy.models import ChapterPage, SectionPage, StrategyPage
from tests.factories import (
    EventPageFactory,
    HomePageFactory,
    PartnerPageFactory,
    RepresentativeFactory,
    UserFactory,
    paragraph,
)
from translating.actions import begin, comment

from .things import values_of_things

#: The columns of the tables, in their order.
ROLES = ["anonymous", "partner", "translator", "member", "steering", "clerk", "editor", "admin"]


@dataclass
class TownHall:
    """People by role, pages by state, and values for placeholders by name."""

    people: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def town_hall(site: Site, settings: Any, translate: Callable[..., Page]) -> TownHall:
    settings.WAGTAILADMIN_BASE_URL = "http://testserver"
    hall = TownHall()
    _people(hall)
    _pages(hall, site)
    _route(hall)
    _translation(hall, translate)
    hall.values |= values_of_things(hall.pages, hall.people, site)
    return hall


def _people(hall: TownHall) -> None:
    groups = {
        "partner": roles.PARTNERS,
        "translator": roles.translators("ar"),
        "member": roles.MEMBERS,
        "steering": roles.STEERING,
        "clerk": roles.CLERKS,
        "editor": roles.EDITORS,
    }
    for role, group in groups.items():
        hall.people[role] = UserFactory(username=role, roles=[group])
    hall.people["admin"] = get_user_model().objects.create_superuser("admin", "admin@example.org")
    hall.values |= {"uidb64": "MQ", "token": "set-password", "user_id": hall.people["member"]}


def _pages(hall: TownHall, site: Site) -> None:
    home = site.root_page
    german = home.locale
    strategy = home.add_child(
        instance=StrategyPage(title="Strategie", slug="strategie", locale=german)
    )
    chapter = strategy.add_child(instance=ChapterPage(title="Ankommen", slug="a", locale=german))
    other = strategy.add_child(instance=ChapterPage(title="Bildung", slug="b", locale=german))
    hall.pages |= {"strategy": strategy, "chapter": chapter, "other chapter": other}
    for number, state in enumerate(
        ["draft", "with the steering group", "released", "before the bodies", "resolved"], start=1
    ):
        guideline = {"type": "guideline", "value": {"text": "Willkommen."}, "id": str(uuid.uuid4())}
        section = SectionPage(
            title=f"Abschnitt {number}",
            slug=f"abschnitt-{number}",
            locale=german,
            owner=hall.people["editor"],
            number=number,
            summary="Worum es geht.",
            body=[guideline, paragraph("Alle gehören dazu.")],
        )
        chapter.add_child(instance=section)
        section.save_revision(user=hall.people["editor"])
        hall.pages[state] = section
    hall.pages["event"] = EventPageFactory()
    hall.pages["own profile"] = PartnerPageFactory()
    hall.pages["other profile"] = PartnerPageFactory()
    RepresentativeFactory(partner=hall.pages["own profile"], user=hall.people["partner"])


def _route(hall: TownHall) -> None:
    """Bodies with members, and each section carried to where its name says."""
    Organization.objects.create(
        name="Sozialausschuss", kind=Organization.Kind.COMMITTEE, statutory_members=9
    )
    ensure_workflows()
    since = timezone.localdate() - timedelta(days=30)
    steering = Organization.objects.get(kind=Organization.Kind.STEERING)
    voters = [hall.people["steering"], *(UserFactory(username=f"s{n}") for n in (2, 3))]
    for voter in voters:
        Membership.objects.create(person=voter, organization=steering, since=since)
    for body in Organization.objects.exclude(pk=steering.pk):
        Membership.objects.create(
            person=hall.people["clerk"], organization=body, role="clerk", votes=False, since=since
        )
        Membership.objects.create(person=hall.people["member"], organization=body, since=since)

    editor = hall.people["editor"]
    for state, purpose in {
        "with the steering group": "resolution",
        "released": "release",
        "before the bodies": "resolution",
        "resolved": "resolution",
    }.items():
        page = hall.pages[state]
        actions.submit(page=page, purpose=purpose, by=editor)
        if state != "with the steering group":
            for voter in voters:
                actions.cast_vote(
                    task_state=_fresh(page).current_workflow_task_state, choice="consent", by=voter
                )
    before, resolved = (
        _paper(hall, hall.pages[state], f"DS {number}")
        for number, state in enumerate(["before the bodies", "resolved"], start=1)
    )
    Kind = Organization.Kind
    for kind in (Kind.MAGISTRATE, Kind.COMMITTEE, Kind.COUNCIL):
        item = _agenda(resolved, Organization.objects.get(kind=kind))
        actions.record_decision(
            agenda_item=item,
            items=resolved.items.all(),
            outcome="adopted",
            yes=4,
            by=hall.people["clerk"],
        )
    magistrate = Organization.objects.get(kind=Kind.MAGISTRATE)
    item = _agenda(before, magistrate)
    hall.values |= _amendment(hall, before.items.get(), item)
    ballot = _fresh(hall.pages["with the steering group"]).current_workflow_task_state
    run = _fresh(hall.pages["with the steering group"]).current_workflow_state
    hall.values |= {
        "state_id": ballot,
        "comment_id": reviewing.comment(
            task_state=ballot, text="Bitte kürzer.", by=hall.people["steering"]
        ),
        "council_reviews/page_id": hall.pages["with the steering group"],
        "task_state_id": ballot,
        "workflow_state_id": run,
        "item_id": item,
        "decision_id": Decision.objects.last(),
        "objection_id": Objection.objects.create(
            decision=Decision.objects.last(),
            raised_by="mayor",
            reason="Rechtswidrig",
            recorded_by=hall.people["clerk"],
        ),
        "meeting_id": item.meeting,
        "paper_id": before,
        "body_id": magistrate,
        "action_name": "consent",
        **{
            f"wagtailadmin_pages:{name}/page_id": hall.pages["with the steering group"]
            for name in (
                "workflow_action",
                "collect_workflow_action_data",
                "confirm_workflow_cancellation",
                "workflow_preview",
                "workflow_history_detail",
            )
        },
    }


def _amendment(hall: TownHall, paper_item: Any, agenda_item: AgendaItem) -> dict[str, Any]:
    """An amendment that the Magistrat has voted on."""
    made = submitting.propose(
        paper_item=paper_item,
        kind="delete",
        block_id=paper_item.snapshot["fields"]["body"][1]["id"],
        reason="Zu lang.",
        token=uuid.uuid4(),
        by=hall.people["member"],
    )
    vote = submitting.vote(
        amendment=made, agenda_item=agenda_item, outcome="accepted", yes=4, by=hall.people["clerk"]
    )
    return {"paper_item_id": paper_item, "amendment_id": made, "vote_id": vote}


def _paper(hall: TownHall, page: Page, reference: str) -> Any:
    return actions.create_paper(
        date=timezone.localdate() - timedelta(days=7),
        reference=reference,
        title="Strategie",
        pages=[page],
        by=hall.people["clerk"],
    )


def _agenda(paper: Any, body: Organization) -> AgendaItem:
    resolves = body.kind == Organization.Kind.COUNCIL
    meeting = Meeting.objects.create(
        organization=body,
        number=paper.pk,
        start=timezone.now() - timedelta(days=1),
        present=body.statutory_members,
    )
    return AgendaItem.objects.create(
        meeting=meeting,
        order=1,
        number="1",
        title=paper.title,
        paper=paper,
        role=AgendaItem.Role.RESOLUTION if resolves else AgendaItem.Role.RECOMMENDATION,
    )


def _fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


def _translation(hall: TownHall, translate: Callable[..., Page]) -> None:
    """Give the released section to the translators into Arabic and English."""
    german = _fresh(hall.pages["released"])
    for code in ("ar", "en"):
        HomePageFactory(language=code)
        for above in (hall.pages["strategy"], hall.pages["chapter"]):
            translate(above, code, title=f"{above.title} {code}")
    locales = list(Locale.objects.filter(language_code__in=["ar", "en"]).order_by("language_code"))
    translate_object(german, locales)
    for code in ("ar", "en"):
        hall.pages[f"translation {code}"] = german.get_translation(
            Locale.objects.get(language_code=code)
        )
    source = TranslationSource.objects.get(object_id=german.translation_key)
    hall.values |= {
        "translation_source_id": source,
        "translation_id": Translation.objects.get(source=source, target_locale__language_code="ar"),
        **_work(german, locales[0], hall.people["translator"]),
        "string_segment_id": StringSegment.objects.filter(source=source).first(),
        "overridable_segment_id": OverridableSegment.objects.filter(source=source).first() or 1,
    }


def _work(german: Page, locale: Locale, translator: Any) -> dict[str, Any]:
    """Somebody has begun to translate into Arabic, and has said something about it."""
    work = begin(instance=german, locale=locale, by=translator)
    return {
        "key": german.translation_key,
        "code": locale.language_code,
        "translating:work_id": work,
        "translating:comment_id": comment(work=work, by=translator, text="Bitte prüfen."),
    }
