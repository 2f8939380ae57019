"""A process that dies in the middle of a record leaves all of it, or nothing: SQLite and PostgreSQL."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from council.decisions import objecting
from council.models import DecisionItem

from .conftest import make_town
from .test_race import restored  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def town(transactional_db):
    return make_town()


def crash(verb, about, actor) -> dict:
    """Kill the verb before each of its writes; return at which write it was left in peace."""
    environment = os.environ | {"CRASH_DATABASE": str(connection.settings_dict["NAME"])}
    done = subprocess.run(
        [sys.executable, "-m", "tests.council.crashing", verb, str(about.pk), str(actor.pk)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_record_of_two_sections_is_there_as_a_whole_or_not_at_all(town):
    pages = [town.through_steering(town.section(f"A{n}")) for n in range(2)]
    agenda = town.agenda(town.council, town.to_council(*pages))

    found = crash("record", agenda, town.clerk)

    assert found["exit"] == 0 and found["changed"], found
    assert found["writes"] > 20
    assert [town.fresh(page).live for page in pages] == [True, True]


def test_so_is_what_the_council_sets_aside(town):
    page = town.section()
    town.resolve(page)
    town.edit(page)
    town.through_steering(page)
    paper = town.to_council(page)
    first = town.agenda(town.council, paper, start=timezone.now() - timedelta(days=5))
    decision = town.decide(town.council, paper, yes=20, agenda=first)
    day = timezone.localdate()
    objecting.object_to(
        decision=decision, raised_by="mayor", raised_on=day, reason="x", by=town.clerk
    )
    later = town.agenda(town.council, paper, start=timezone.now() - timedelta(minutes=1))

    found = crash("anew", later, town.clerk)

    assert found["exit"] == 0 and found["changed"], found
    assert town.fresh(page).body[1].value.source == "<p>Alt.</p>"


def test_so_is_what_takes_effect_on_its_day(town):
    page = town.through_steering(town.section())
    day = timezone.localdate() + timedelta(days=1)
    town.decide(town.council, town.to_council(page), yes=20, effective_on=day)

    found = crash("take_effect", DecisionItem.objects.get(number="1.0"), town.clerk)

    assert found["exit"] == 0 and found["changed"], found
    assert town.fresh(page).live
