"""A worker dies, two workers work, two editors order: on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Page

from home.actions import set_up_site
from tests.council.test_race import restored, together  # noqa: F401 - a fixture
from translating import jobs
from translating.models import Job, JobStep, Work

from .bulk import an_editor, chapter_with, locales
from .dying import DIED

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).parents[2]
State = JobStep.State


@pytest.fixture
def editor(transactional_db):
    set_up_site()
    return an_editor()


def work_in_a_process(job, writes: int = 0) -> int:
    """Let a process of its own work; it dies before its n-th write."""
    environment = os.environ | {"CRASH_DATABASE": str(connection.settings_dict["NAME"])}
    done = subprocess.run(
        [sys.executable, "-m", "tests.translating.dying", str(job.pk), str(writes)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode in (0, DIED), done.stderr
    return done.returncode


def state_of(job):
    return list(job.steps.values_list("page_title", "locale__language_code", "state"))


def whole(job, steps):
    """Check that every step that is done has its work and its page, and no other has anything."""
    done = job.steps.filter(state=State.DONE).count()
    foreign = Page.objects.exclude(locale__language_code="de").filter(depth__gt=1)
    assert (done, Work.objects.count(), foreign.count()) == (steps, steps, steps)
    assert Page.find_problems() == ([], [], [], [], [])
    assert not foreign.filter(live=True).exists()


def test_a_killed_worker_leaves_whole_steps_and_the_next_goes_on(editor):
    job = jobs.order(root=chapter_with(1), locales=locales("en", "ar"), by=editor)
    total = job.steps.count()

    # In the first step, at its last writes, and in the second: whatever it was at is not there.
    for writes, steps in ((3, 0), (12, 0)):
        assert work_in_a_process(job, writes) == DIED
        whole(job, steps)
    jobs.advance(job.pk, seconds=0)
    whole(job, 1)
    assert work_in_a_process(job, 9) == DIED
    whole(job, 1)

    assert work_in_a_process(job) == 0

    job.refresh_from_db()
    assert job.finished_at is not None
    whole(job, total)


def test_two_workers_do_no_step_twice(editor, monkeypatch):
    job = jobs.order(root=chapter_with(4), locales=locales("en", "ar"), by=editor)
    begun, begin, lock = [], jobs.begin, threading.Lock()

    def counting(**what):
        with lock:
            begun.append((what["instance"].pk, what["locale"].pk))
        return begin(**what)

    monkeypatch.setattr(jobs, "begin", counting)

    def working(loaded):
        while jobs.unfinished(job.pk):
            jobs.advance(job.pk, seconds=0)

    results = together(*[(lambda: None, working)] * 2)

    assert results == ["done", "done"]
    assert len(begun) == len(set(begun)) == job.steps.count(), begun
    assert set(job.steps.values_list("state", flat=True)) == {State.DONE}, state_of(job)
    whole(job, job.steps.count())


def test_two_jobs_below_one_parent_do_not_trip_over_each_other(editor):
    chapter = chapter_with(5)
    sections = list(Page.objects.filter(slug__startswith="abschnitt-").order_by("path"))
    above = jobs.order(root=sections[0], locales=locales("ar"), by=editor)
    jobs.advance(above.pk, seconds=60)
    ordered = [
        jobs.order(root=section, locales=locales("ar"), by=editor) for section in sections[1:]
    ]

    def working(some):
        return (lambda: some, lambda loaded: [jobs.advance(job.pk, seconds=60) for job in loaded])

    results = together(working(ordered[:2]), working(ordered[2:]))

    assert not any(isinstance(result, Exception) for result in results), results
    assert not JobStep.objects.exclude(state=State.DONE).exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert chapter.get_translation(locales("ar")[0]).get_children().count() == 5


def test_two_editors_order_the_same_at_the_same_moment(editor):
    chapter = chapter_with(2)
    other = an_editor("zweite")

    def ordering(by):
        return (
            lambda: Page.objects.get(pk=chapter.pk),
            lambda page: jobs.order(root=page, locales=locales("en"), by=by),
        )

    results = together(ordering(editor), ordering(other))

    refused = [isinstance(result, ValidationError) for result in results]
    assert sorted(refused) == [False, True], results
    assert Job.objects.count() == 1


def test_stopping_does_not_wait_for_the_step_at_work(editor):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")

    from django.db import transaction

    with transaction.atomic():
        jobs._claim(job.steps.first().pk)  # somebody is at it
        results = together((lambda: job, lambda found: jobs.cancel(job=found, by=editor)))

    assert results == ["done"]
    assert jobs.advance(job.pk, seconds=60) == 0
