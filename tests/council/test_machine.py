"""Random ways through the bodies: whatever people try, in whatever order, what must hold holds.

``WIRKT_EXAMPLES`` and ``WIRKT_STEPS`` make it look longer; a failure prints the way that led there.
"""

import os

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import invariant
from wagtail.models import WorkflowState

from cms.desk import Entry, entries_for
from cms.snapshots import snapshot
from council import guards
from council.models import (
    Amendment,
    AmendmentVote,
    Decision,
    DecisionItem,
    EntryIntoForce,
    FactionVote,
    Objection,
    ObjectionEnd,
    PaperItem,
    Release,
)
from council.standing import Code, standings

from .walking import TRIED, Walk, prepare
from .walking_amendments import Amending
from .walking_doors import Doors

EXAMPLES = int(os.environ.get("WIRKT_EXAMPLES", "10"))
STEPS = int(os.environ.get("WIRKT_STEPS", "40"))

VOTERS = ("s1", "s2", "s3", "s4", "s5")
RECORDS = (
    Decision, DecisionItem, AmendmentVote, FactionVote, EntryIntoForce, Objection, ObjectionEnd,
    PaperItem, Release,
)  # fmt: skip

#: Where sections stood on the way: a walk that gets nowhere proves nothing.
SEEN: set[str] = set()

#: What must have been done, not only tried, for a walk to prove anything.
VERBS = ("submit", "record", "object_to")


class TownHall(Doors, Amending):
    """The walk, and after each step what must hold."""

    @invariant()
    def what_is_live_was_released_or_resolved(self) -> None:
        """The sections themselves, their aliases and copies; a translation goes when its source goes."""
        if not hasattr(self, "town"):
            return
        for page in type(self.pages[0]).objects.filter(alias_of=None, locale__language_code="de"):
            pin = guards.live_pin(page.pk)
            assert page.live is (pin is not None)
            assert not page.live or guards.shows_its_pin(page)
            for alias in page.aliases.filter(live=True).specific():
                assert page.live
                assert snapshot(alias)["fields"] == snapshot(page)["fields"]
            assert page.live or not page.get_translations().filter(live=True).exists()

    @invariant()
    def no_record_ever_changes(self) -> None:
        if not hasattr(self, "town"):
            return
        now = written()
        assert self.written.items() <= now.items()
        self.written = now

    @invariant()
    def every_pin_verifies(self) -> None:
        if hasattr(self, "town"):
            with open(os.devnull, "w") as nowhere:
                call_command("verify_resolutions", stdout=nowhere)

    @invariant()
    def nothing_is_stuck(self) -> None:
        """Each section waits for somebody, and stands on the desk of whoever can go on with it."""
        if not hasattr(self, "town"):
            return
        for page_id, standing in standings([page.pk for page in self.pages]).items():
            SEEN.add(str(standing.code))
            run = type(self.pages[0]).objects.get(pk=page_id).current_workflow_state
            if standing.code == Code.STEERING:
                assert run.status == WorkflowState.STATUS_IN_PROGRESS
                assert any("ballot" in entry.url for entry in self.desks(*VOTERS)), page_id
            elif standing.needs_changes or standing.code in (Code.REFERRED_BACK, Code.SET_ASIDE):
                urls = [entry.url for entry in self.desks("editor")]
                assert any(url.endswith(f"/{page_id}/edit/") for url in urls), (page_id, urls)
            elif standing.waiting_for:
                assert run.status == WorkflowState.STATUS_IN_PROGRESS
                assert any("/council/" in entry.url for entry in self.desks("clerk")), standing
            elif standing.code == Code.SUSPENDED:
                assert any("/objection" in entry.url for entry in self.desks("clerk")), standing
            else:
                assert run is None, (
                    standing
                )  # at rest: the rule ``submit`` proves that it can go on

    def desks(self, *names: str) -> list[Entry]:
        """Return what waits for some people."""
        return [entry for name in names for entry in entries_for(self.town.people[name])]


def written() -> dict:
    """Return every row that is written once, and what never changes of those that may be withdrawn."""
    found = {
        (model._meta.label, row["id"]): row for model in RECORDS for row in model.objects.values()
    }
    for row in Amendment.objects.values():
        del row["withdrawn_at"]
        found["Amendment", row["id"]] = row
    return found


TownHall.TestCase.settings = hypothesis_settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize="WIRKT_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    # Shrinking walks many ways again, for minutes; WIRKT_SHRINK asks for the shortest way there.
    phases=[phase for phase in Phase if phase != Phase.shrink or "WIRKT_SHRINK" in os.environ],
)


@pytest.fixture
def begun(db):
    """Make the town that every walk begins in."""
    Walk.start = prepare()
    yield
    del Walk.start


def test_whatever_people_try_what_must_hold_holds(begun):
    TownHall.TestCase("runTest").runTest()

    print(sorted(SEEN), *sorted(TRIED.items()), sep="\n")
    assert {"council", "resolved", "steering", "suspended"} <= SEEN, SEEN
    assert {verb for verb in VERBS if not TRIED[verb, "done"]} == set()


def test_the_rules_lead_a_section_to_every_stage(begun):
    """Each rule that matters does its work, and what must hold holds after it."""
    hall = TownHall()
    try:
        hall.a_town()
        for name, *values in (
            ("record", "adopted", 0, False),
            ("object_to",),
            ("end_the_objection", "rejected"),
            ("submit", 0, "resolution"),
            ("everybody_consents", 0),
            ("bring_before_the_bodies", False, 0),
            ("through_the_committees", 0),
            ("record", "adopted", 0, True),
            ("let_resolutions_take_effect",),
        ):
            done = hall.done
            getattr(hall, name)(*values)
            assert hall.done > done, name
            hall.what_is_live_was_released_or_resolved()
            hall.no_record_ever_changes()
            hall.every_pin_verifies()
            hall.nothing_is_stuck()
    finally:
        hall.teardown()
    wanted = {"steering", "deliberation", "council", "suspended", "set_aside", "not_yet_in_force"}
    assert wanted <= SEEN, SEEN
