"""Amendments, proposed and voted on in whatever order: rules of the machine in ``test_machine.py``."""

import uuid
from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from council.amendments import submitting
from council.models import Amendment, AmendmentVote, Organization

from .walking import SECTIONS, Walk

Kind, Verdict = Amendment.Kind, AmendmentVote.Outcome


class Amending(Walk):
    """Members who want other words, and bodies that vote on them."""

    @rule(number=SECTIONS, kind=st.sampled_from(Kind.values), paragraph=st.integers(1, 2))
    def propose(self, number, kind, paragraph) -> None:
        item = self.item(number)
        if item is None or Amendment.objects.count() > 6:
            return
        block = item.snapshot["fields"]["body"][paragraph]["id"]
        value = None if kind == Kind.DELETE else f"<p>Vorschlag {Amendment.objects.count()}.</p>"
        self.attempt(
            lambda: submitting.propose(
                paper_item=item, kind=kind, block_id=block, value=value, reason="Klarer",
                token=uuid.uuid4(), by=self.town.member,
            )
        )  # fmt: skip

    @rule(number=SECTIONS, outcome=st.sampled_from(Verdict.values))
    def vote_on_amendments(self, number, outcome) -> None:
        """The body whose turn it is votes on all of them; the last one meets the same outcome."""
        item, body = self.item(number), self.turn(number)
        waiting = Amendment.objects.filter(paper_item=item, withdrawn_at=None)
        if body is None or item is None or not waiting.exists():
            return
        yes, no = (0, 5) if outcome == Verdict.REJECTED else (5, 0)
        if outcome == Verdict.DEALT_WITH:
            yes = no = 0

        def do():
            days = 4 if body.kind == Organization.Kind.COUNCIL else 5
            start = timezone.now() - timedelta(days=days)
            agenda = self.town.agenda(body, item.paper, start=start)
            for found in waiting:
                value = "<p>Einigung.</p>" if outcome == Verdict.ACCEPTED_MODIFIED else None
                submitting.vote(
                    amendment=found, agenda_item=agenda, outcome=outcome, yes=yes, no=no,
                    value=value, by=self.town.clerk,
                )  # fmt: skip

        self.attempt(do)

    @rule(number=SECTIONS)
    def adopt_what_was_amended(self, number) -> None:
        """Go with the amendments to the end: the clerk records what their votes make of the text."""
        if self.turn(number) == self.town.council:
            self.vote_on_amendments(number, Verdict.ACCEPTED_MODIFIED.value)
            self.record("adopted_amended", number, False, texts=False)

    @rule(who=st.sampled_from(["member", "s1"]))
    def withdraw_an_amendment(self, who) -> None:
        found = Amendment.objects.order_by("pk").last()
        if found:
            person = self.town.people[who]
            self.attempt(lambda: submitting.withdraw(amendment=found, by=person))
            if who != "member":
                assert Amendment.objects.get(pk=found.pk).withdrawn_at == found.withdrawn_at

    @rule(yes=st.integers(0, 9), outcome=st.sampled_from(Verdict.values))
    def correct_an_amendment_vote(self, yes, outcome) -> None:
        vote = AmendmentVote.objects.last()
        if vote:
            value = "<p>Anders geeinigt.</p>" if outcome == Verdict.ACCEPTED_MODIFIED else None
            self.attempt(
                lambda: submitting.correct_vote(
                    vote=vote, by=self.town.clerk, yes=yes, outcome=outcome, value=value
                )
            )
