"""Random ways through the bodies: whatever people try, in whatever order, what must hold holds.

``WIRKT_EXAMPLES`` and ``WIRKT_STEPS`` make it look longer; a failure prints the way that led there.
"""

import os

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import invariant
from wagtail.models import WorkflowState

from cms.desk import entries_for
from council import guards
from council.models import Decision, DecisionItem, EntryIntoForce, Objection, Release
from council.standing import Code, standings

from .walking import Walk

EXAMPLES = int(os.environ.get("WIRKT_EXAMPLES", "3"))
STEPS = int(os.environ.get("WIRKT_STEPS", "30"))

#: Where sections stood on the way: a walk that gets nowhere proves nothing.
SEEN: set[str] = set()


class TownHall(Walk):
    """The walk, and after each step what must hold."""

    @invariant()
    def what_is_live_was_released_or_resolved(self) -> None:
        for page in map(self.page, range(2)) if hasattr(self, "town") else ():
            pin = guards.live_pin(page.pk)
            assert page.live is (pin is not None)
            assert not page.live or guards.shows_its_pin(page)
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
        found = standings([page.pk for page in self.pages])
        for number, page in enumerate(map(self.page, range(2))):
            standing = found[page.pk]
            SEEN.add(str(standing.code))
            run = page.current_workflow_state
            if run is None:
                continue
            desks = [e for who in self.town.people.values() for e in entries_for(who)]
            if standing.code == Code.STEERING:
                assert any("ballot" in entry.url for entry in desks), number
            elif standing.needs_changes:
                assert any(entry.url.endswith(f"/{page.pk}/edit/") for entry in desks), number
            else:
                assert run.status == WorkflowState.STATUS_IN_PROGRESS
                assert standing.waiting_for, standing
                assert any("/council/" in entry.url for entry in desks), standing


def written() -> dict:
    """Return every row that is written once."""
    return {
        (model._meta.label, row["id"]): repr(row)
        for model in (Decision, DecisionItem, EntryIntoForce, Objection, Release)
        for row in model.objects.values()
    }


TownHall.TestCase.settings = hypothesis_settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize="WIRKT_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.mark.django_db
def test_whatever_people_try_what_must_hold_holds(monkeypatch):
    TownHall.TestCase("runTest").runTest()

    assert {"council", "resolved"} <= SEEN, SEEN


@pytest.mark.django_db
def test_the_rules_lead_a_section_to_every_stage():
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
