"""A small town: bodies, people, both routes, and verbs to carry a section along."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import GroupPagePermission, Locale, Page

from council import actions
from council.models import (
    AgendaItem,
    DeliberationTask,
    Meeting,
    Membership,
    Organization,
    ResolutionTask,
    SteeringTask,
)
from council.setup import ensure_workflows
from strategy.models import ChapterPage, SectionPage, StrategyPage


def paragraph(text: str, kind: str = "paragraph") -> dict:
    return {"type": kind, "value": text, "id": str(uuid.uuid4())}


@dataclass
class Town:
    """Everything a test about the route needs, by name."""

    chapter: ChapterPage
    people: dict = field(default_factory=dict)
    bodies: dict = field(default_factory=dict)
    numbers: int = 0

    def __getattr__(self, name):
        for found in (self.__dict__.get("people", {}), self.__dict__.get("bodies", {})):
            if name in found:
                return found[name]
        raise AttributeError(name)

    @property
    def next_number(self) -> int:
        self.numbers += 1
        return self.numbers

    def section(self, title="Gut ankommen", texts=("<p>Alt.</p>", "<p>Bleibt.</p>"), locale=None):
        number = self.next_number
        page = SectionPage(
            title=title,
            slug=f"abschnitt-{number}",
            locale=locale or self.chapter.locale,
            owner=self.editor,
            number=number,
            summary="Worum es geht.",
            body=[
                {
                    "type": "guideline",
                    "value": {"text": "Wir heißen willkommen."},
                    "id": str(uuid.uuid4()),
                },
                *(paragraph(text) for text in texts),
            ],
        )
        self.chapter.add_child(instance=page)
        page.save_revision(user=self.editor)
        return page

    def join(self, person, body, **fields):
        return Membership.objects.create(person=person, organization=body, **fields)

    @property
    def ballot_task(self):
        return SteeringTask.objects.get()

    @property
    def committees_task(self):
        return DeliberationTask.objects.get(name="Ausschüsse und Beiräte")

    @property
    def council_task(self):
        return ResolutionTask.objects.get()

    def fresh(self, page):
        return type(page).objects.get(pk=page.pk)

    def submit(self, page, purpose="resolution", by=None):
        actions.submit(page=page, purpose=purpose, by=by or self.editor)
        return self.fresh(page)

    def ballot(self, page):
        return self.fresh(page).current_workflow_task_state

    def vote(self, page, who, choice="consent", reason=""):
        actions.cast_vote(task_state=self.ballot(page), choice=choice, by=who, reason=reason)
        return self.fresh(page)

    def through_steering(self, page, purpose="resolution"):
        self.submit(page, purpose)
        for who in (self.s1, self.s2, self.s3):
            page = self.vote(page, who)
        return page

    def translation(self, page, code="en"):
        """Return a draft of the page in another language, below drafts of its ancestors."""
        locale, _new = Locale.objects.get_or_create(language_code=code)
        for ancestor in page.get_ancestors(inclusive=True).filter(depth__gt=1).specific():
            if not ancestor.has_translation(locale):
                copy = ancestor.copy_for_translation(locale)
        return copy

    def edit(self, page, text="<p>Neu.</p>"):
        draft = self.fresh(page).get_latest_revision_as_object()
        raw = [dict(block) for block in draft.body.raw_data]
        raw[1]["value"] = text
        draft.body = draft.body.stream_block.to_python(raw)
        draft.save_revision(user=self.editor)
        return self.fresh(page)

    def paper(self, *pages, reference=None, by=None, **words):
        reference = reference or f"DS {self.next_number}"
        words = {"title": "Strategie", "date": timezone.localdate() - timedelta(days=7)} | words
        return actions.create_paper(reference=reference, pages=pages, by=by or self.clerk, **words)

    def meeting(self, body, present=None, **fields):
        members = body.statutory_members
        fields = {
            "number": self.next_number,
            "start": timezone.now() - timedelta(days=1),
            "present": members - 1 if present is None else present,
        } | fields
        return Meeting.objects.create(organization=body, **fields)

    def agenda(self, body, paper, **meeting):
        role = {
            Organization.Kind.ADVISORY: AgendaItem.Role.HEARING,
            Organization.Kind.COUNCIL: AgendaItem.Role.RESOLUTION,
        }.get(body.kind, AgendaItem.Role.RECOMMENDATION)
        item = AgendaItem(
            meeting=self.meeting(body, **meeting),
            order=1,
            number="1",
            title=paper.title,
            paper=paper,
            role=role,
        )
        item.full_clean()
        item.save()
        return item

    def decide(self, body, paper, outcome="adopted", yes=5, no=1, items=None, by=None, **more):
        agenda = more.pop("agenda", None) or self.agenda(body, paper)
        return actions.record_decision(
            agenda_item=agenda,
            items=paper.items.all() if items is None else items,
            outcome=outcome,
            yes=yes,
            no=no,
            by=by or self.clerk,
            **more,
        )

    def to_council(self, *pages, reference=None):
        paper = self.paper(*pages, reference=reference)
        for body in (self.magistrate, self.social, self.finance, self.advisory):
            self.decide(body, paper)
        return paper

    def resolve(self, *pages):
        """Carry sections the whole way."""
        for page in pages:
            self.through_steering(page)
        paper = self.to_council(*pages)
        return self.decide(self.council, paper, yes=20, no=5)


def make_user(name: str, *groups: Group, **fields):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "x", **fields)
    user.groups.set(groups)
    return user


def admin_group(name: str) -> Group:
    group, _new = Group.objects.get_or_create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


def make_town() -> Town:
    german, _new = Locale.objects.get_or_create(language_code="de")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.get_children().first()
    if home is None:
        home = root.add_child(instance=Page(title="Start", slug="start", locale=german))
    strategy = home.add_child(
        instance=StrategyPage(title="Strategie", slug="strategie", locale=german)
    )
    chapter = strategy.add_child(
        instance=ChapterPage(title="Ankommen", slug="ankommen", locale=german)
    )
    town = Town(chapter=chapter)
    editors, others = admin_group("Redaktion"), admin_group("Gremien")
    for action in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=editors, page=home, permission=Permission.objects.get(codename=action)
        )
    people = town.people
    people["editor"] = make_user("editor", editors)
    for number in range(1, 6):
        people[f"s{number}"] = make_user(f"s{number}", others)
    people["clerk"] = make_user("clerk", others)
    people["member"] = make_user("member", others)
    people["admin"] = make_user("admin", is_superuser=True)

    Kind = Organization.Kind
    for key, name, kind, members in (
        ("social", "Sozialausschuss", Kind.COMMITTEE, 9),
        ("finance", "Haupt- und Finanzausschuss", Kind.COMMITTEE, 9),
        ("advisory", "Ausländerbeirat", Kind.ADVISORY, 7),
    ):
        town.bodies[key] = Organization.objects.create(
            name=name, kind=kind, statutory_members=members
        )
    ensure_workflows()
    for key, kind in (
        ("steering", Kind.STEERING),
        ("magistrate", Kind.MAGISTRATE),
        ("council", Kind.COUNCIL),
    ):
        town.bodies[key] = Organization.objects.get(kind=kind)
    since = timezone.localdate() - timedelta(days=30)
    for number in range(1, 6):
        town.join(people[f"s{number}"], town.steering, since=since)
    for key in ("magistrate", "social", "finance", "advisory", "council"):
        town.join(people["clerk"], town.bodies[key], role="clerk", votes=False, since=since)
    town.join(people["member"], town.social, since=since)
    return town


@pytest.fixture(autouse=True)
def english():
    """Speak English outside of requests, so that tests can name the messages of the code."""
    with override("en"):
        yield


@pytest.fixture
def town(db) -> Town:
    return make_town()
