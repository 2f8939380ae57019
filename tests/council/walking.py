"""What people do, in whatever order: the rules of the state machine in ``test_machine.py``."""

import sys
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from wagtail.models import Page, Revision, WorkflowState

from council import actions
from council.decisions import effect, objecting
from council.decisions.correcting import correct_decision
from council.models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    Decision,
    DecisionItem,
    EntryIntoForce,
    Objection,
    ObjectionEnd,
    Organization,
    Paper,
    PaperItem,
    Release,
    ReviewVote,
)
from council.models.deliberation import DeliberationTaskState

from .conftest import Town, make_town

#: What an action may answer; anything else is a defect.
REFUSALS = (PermissionDenied, ValidationError, ProtectedError, CommandError)

#: How often each verb was done or refused: a verb that is always refused walks nowhere.
TRIED: Counter[tuple[str, str]] = Counter()

SECTIONS = st.integers(0, 1)
OUTCOMES = st.sampled_from(
    ["adopted", "adopted", "adopted", "adopted", "rejected", "deferred", "referred_back",
     "withdrawn", "dealt_with", "noted", "adopted_amended"]
)  # fmt: skip
PEOPLE = st.sampled_from(["s1", "s2", "s3", "s4", "s5"])


def prepare() -> tuple[Town, list[Page]]:
    """Make a town in which something can happen: one section is before the council, one is resolved.

    Random ways alone seldom get that far.
    """
    town = make_town()
    pages = [town.section(f"Abschnitt {number}") for number in range(2)]
    town.to_council(town.through_steering(pages[0]))
    town.resolve(pages[1])
    return town, pages


class Walk(RuleBasedStateMachine):
    """Two sections, everybody who may act on them, and some who may not."""

    #: The town and its sections; made once by ``prepare``, before the walks.
    start: tuple[Town, list[Page]]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.language = override("en")
        self.language.__enter__()
        self.done = 0

    def teardown(self) -> None:
        self.language.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def a_town(self) -> None:
        """Begin every walk in the same town; what the walk before did is rolled back."""
        self.town, self.pages = Walk.start
        self.written: dict[int, tuple] = {}

    def attempt(self, do, must=False) -> None:
        """Do what may be refused; a refusal changes nothing. What ``must`` be possible is not refused."""
        before, verb = rows(), sys._getframe(1).f_code.co_name
        try:
            with transaction.atomic():
                do()
        except REFUSALS as refusal:
            TRIED[verb, "refused"] += 1
            assert rows() == before
            assert not must, refusal
        else:
            TRIED[verb, "done"] += 1
            self.done += 1

    def page(self, number: int) -> Page:
        return self.town.fresh(self.pages[number])

    def item(self, number: int) -> PaperItem | None:
        """Return the section in the last paper that it was part of."""
        return PaperItem.objects.filter(page=self.pages[number]).last()

    def turn(self, number: int) -> Organization | None:
        """Return a body whose turn it is with a section."""
        run = self.page(number).current_workflow_state
        state = DeliberationTaskState.objects.filter(
            pk=run.current_task_state_id if run else None
        ).first()
        return state.waits_for().first() if state else None

    # --- editors ------------------------------------------------------------------------------------
    @rule(number=SECTIONS, word=st.integers(0, 9))
    def edit(self, number, word) -> None:
        page = self.page(number)
        if page.permissions_for_user(self.town.editor).page_locked():
            return
        self.attempt(lambda: self.town.edit(page, f"<p>Neu {word}.</p>"))

    @rule(number=SECTIONS, purpose=st.sampled_from(["release", "resolution", "resolution"]))
    def submit(self, number, purpose) -> None:
        """Whatever became of a section: it can be submitted again as long as it is not on its way."""
        page = self.page(number)
        self.attempt(
            lambda: self.town.submit(page, purpose), must=page.current_workflow_state is None
        )

    @rule(number=SECTIONS)
    def resubmit(self, number) -> None:
        page = self.page(number)
        self.attempt(lambda: actions.resubmit(page=page, by=self.town.editor))

    # --- the steering group -------------------------------------------------------------------------
    @rule(number=SECTIONS, who=PEOPLE, changes=st.booleans())
    def vote(self, number, who, changes) -> None:
        self._votes(number, who, changes and who == "s5")

    @rule(number=SECTIONS)
    def everybody_consents(self, number) -> None:
        for who in ("s1", "s2", "s3"):
            self._votes(number, who, False)

    def _votes(self, number, who, changes) -> None:
        ballot = self.town.ballot(self.page(number))
        if ballot is None or not hasattr(ballot, "electorate"):
            return
        choice = "request_changes" if changes else "consent"
        person = self.town.people[who]
        self.attempt(
            lambda: actions.cast_vote(task_state=ballot, choice=choice, reason="x", by=person)
        )

    # --- the clerk ----------------------------------------------------------------------------------
    @rule(both=st.booleans(), number=SECTIONS)
    def bring_before_the_bodies(self, both, number) -> None:
        pages = [self.page(n) for n in range(2)] if both else [self.page(number)]
        self.attempt(lambda: self.town.paper(*pages))

    @rule(outcome=OUTCOMES, number=SECTIONS, later=st.booleans(), texts=st.booleans())
    def record(self, outcome, number, later, texts=True) -> None:
        """Record for whatever body the section waits for; without ``texts`` as its amendments have it."""
        item = self.item(number)
        if item is None:
            return
        body = self.turn(number) or self.town.council
        yes, no = (0, 5) if outcome == "rejected" else (20 if body == self.town.council else 4, 1)
        if outcome in ("withdrawn", "deferred"):
            yes = no = 0
        more = {}
        if later and body == self.town.council and outcome == "adopted":
            more["effective_on"] = timezone.localdate() + timedelta(days=2)
        if texts and outcome == "adopted_amended" and body == self.town.council:
            block = item.snapshot["fields"]["body"][1]["id"]
            more["final_texts"] = {item.pk: {block: f"<p>Beschlossen {item.pk}.</p>"}}
        start = timezone.now() - timedelta(days=4 if body == self.town.council else 5)

        def do():
            agenda = self.town.agenda(body, item.paper, start=start)
            items = item.paper.items.filter(workflow_state__status="in_progress")
            chosen = [item] if outcome == "adopted_amended" else items
            self.town.decide(
                body, item.paper, outcome, yes=yes, no=no, items=chosen, agenda=agenda, **more
            )

        self.attempt(do)

    @rule(number=SECTIONS)
    def through_the_committees(self, number) -> None:
        """Carry a section as far as the council in one step: random ways alone seldom get there."""
        for _body in range(4):
            if self.turn(number) in (None, self.town.council):
                return
            self.record("adopted", number, False)

    @rule(number=SECTIONS)
    def withdraw_the_paper(self, number) -> None:
        item = self.item(number)
        if item:
            is_open = item.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
            self.attempt(
                lambda: actions.withdraw_paper(paper=item.paper, reason="Neu", by=self.town.clerk),
                must=is_open and item.paper.withdrawn_at is None,
            )

    @rule(yes=st.integers(0, 30), no=st.integers(0, 30))
    def correct(self, yes, no) -> None:
        decision = Decision.objects.last()
        if decision:
            self.attempt(
                lambda: correct_decision(
                    decision=decision, present=30, yes=yes, no=no, abstain=0, by=self.town.clerk
                )
            )

    # --- after the resolution -----------------------------------------------------------------------
    @rule()
    def object_to(self) -> None:
        decision = Decision.objects.in_force().filter(kind="resolution").last()
        if decision:
            self.attempt(
                lambda: objecting.object_to(
                    decision=decision, raised_by="mayor", raised_on=timezone.localdate(),
                    reason="Rechtswidrig", by=self.town.clerk,
                )
            )  # fmt: skip

    @rule(how=st.sampled_from(["lift", "adopted", "adopted", "rejected", "upheld", "annulled"]))
    def end_the_objection(self, how) -> None:
        """By whoever can end it; for a challenge that is a court, and for an objection the council."""
        objection = Objection.objects.last()
        if objection is None:
            return
        if how in ("upheld", "annulled"):
            self.attempt(
                lambda: objecting.settle(
                    objection=objection, holds=how == "upheld", ended_on=timezone.localdate(),
                    reason="Gericht", by=self.town.clerk,
                )
            )  # fmt: skip
            return
        if how == "lift":
            day = timezone.localdate()
            self.attempt(
                lambda: objecting.lift(
                    objection=objection, ended_on=day, reason="", by=self.town.clerk
                )
            )
            return
        yes, no = (20, 1) if how == "adopted" else (1, 20)

        def do():
            paper = objection.decision.agenda_item.paper
            agenda = self.town.agenda(
                self.town.council, paper, start=timezone.now() - timedelta(minutes=1)
            )
            objecting.decide_anew(
                objection=objection, agenda_item=agenda, outcome=how, by=self.town.clerk,
                present=30, yes=yes, no=no,
            )  # fmt: skip

        self.attempt(do)

    @rule()
    def let_resolutions_take_effect(self) -> None:
        """As if cron ran three days from now."""
        day = timezone.localdate() + timedelta(days=3)
        for item in effect.overdue(day):
            self.attempt(lambda item=item: effect.take_effect(item=item, on=day))
        assert effect.overdue(day) == []


def rows() -> tuple:
    """Return how many of what there are, and what is live."""
    counted = (
        Decision, DecisionItem, EntryIntoForce, Objection, ObjectionEnd, Paper, PaperItem, Release,
        AgendaItem, Amendment, AmendmentVote, ReviewVote, Revision,
    )  # fmt: skip
    live = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("pk")
    runs = WorkflowState.objects.order_by("pk").values_list("pk", "status", "current_task_state")
    return (
        [model.objects.count() for model in counted],
        list(live.values_list("pk", "live", "live_revision", "path")),
        list(runs),
    )
