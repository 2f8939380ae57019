"""Many texts are filled by the machine in the background, or one answer a request, and never twice."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import User
from translating import actions, jobs, machine, segments, tasks
from translating.models import Job, JobStep, LanguageRules, MachineMonth, MachineUse, Work
from translating.progress import Progress

from .bulk import an_editor, chapter_with, locales
from .with_machine import filled

JSON = {"accept": "application/json"}


@pytest.fixture
def slices(monkeypatch):
    monkeypatch.setattr(tasks, "IN_A_REQUEST", 0.0)


@pytest.fixture
def order(site, libre, arabic):
    LanguageRules.objects.create(locale=arabic, machine=True)

    def make(sections):
        return jobs.order(
            root=chapter_with(sections), locales=locales("ar"), by=an_editor(), with_machine=True
        )

    return make


def test_a_job_with_the_machine_works_without_a_worker_one_answer_a_request(
    order, libre, client, slices, one_by_one
):
    job = order(2)
    client.force_login(job.by)
    go_on = reverse("translating:job_go_on", args=[job.pk])

    presses, asked = 0, 0
    while jobs.unfinished(job.pk):
        client.post(go_on, headers=JSON)
        presses += 1
        assert len(libre.asked) <= asked + 1 and presses < 60
        asked = len(libre.asked)

    assert set(job.steps.values_list("state", flat=True)) == {JobStep.State.DONE}
    assert all(step.message for step in job.steps.all())
    assert not MachineUse.objects.filter(finished_at=None).exists()
    for work in Work.objects.all():
        assert filled(work) and all(s.is_machine for s in segments_of(work))


def test_no_request_of_a_job_takes_two_seconds_however_slow_the_machine(
    order, libre, client, settings
):
    settings.MACHINE_TRANSLATOR["OPTIONS"]["TIMEOUT"] = 60
    job = order(1)
    client.force_login(job.by)
    libre.hold.clear()  # it never answers

    took = []
    for _press in range(6):
        started = time.monotonic()
        client.post(reverse("translating:job_go_on", args=[job.pk]), headers=JSON)
        took.append(time.monotonic() - started)

    assert libre.asked and max(took) < 2
    libre.hold.set()


def segments_of(work):
    return segments.read(actions.translation_of(work))


def test_the_order_offers_the_machine_without_a_worker(order, client):
    chapter = chapter_with(0)
    client.force_login(an_editor("zweite"))

    answer = client.get(reverse("translating:job_order"), {"page": chapter.pk})

    assert "with_machine" in answer.context["form"].fields


def test_a_job_whose_worker_died_at_the_machine_goes_on(order, libre):
    job = order(1)
    jobs.advance(job.pk, seconds=0)
    step = job.steps.first()
    machine._take(step.machine_use_id)  # killed while it waits for the answer
    assert jobs.advance(job.pk, seconds=0) == 0
    MachineUse.objects.update(touched_at=timezone.now() - timedelta(minutes=3))

    while jobs.advance(job.pk, seconds=60):
        pass

    job.refresh_from_db()
    assert job.finished_at and set(job.steps.values_list("state", flat=True)) == {"done"}


def test_stopping_a_job_ends_its_run_and_the_text_can_be_filled_at_the_sheet(order, libre):
    job = order(1)
    jobs.advance(job.pk, seconds=0)

    jobs.cancel(job=job, by=job.by)

    use = MachineUse.objects.get()
    assert use.finished_at and use.fault and Job.objects.get().cancelled_at
    by = User.objects.get(pk=job.by_id)  # whose rights are not remembered
    assert machine.start(work=use.work, by=by, seen=use.pk).pk != use.pk


def test_a_fault_of_the_machine_stops_no_job(order, libre):
    libre.answer = lambda request: (500, b"")
    job = order(1)

    while jobs.advance(job.pk, seconds=60):
        pass

    assert set(job.steps.values_list("state", flat=True)) == {"done"}
    # The front page has but a name, which stays as it is.
    assert ["500" in step.message for step in job.steps.all()] == [False, True, True, True]
    assert MachineMonth.objects.get().words == 0


def test_a_long_text_at_a_slow_machine_is_no_missing_worker(order, libre):
    """The job's last step is old, but the machine has answered a moment ago."""
    job = order(1)
    jobs.advance(job.pk, seconds=0)
    long_ago = timezone.now() - timedelta(minutes=10)
    Job.objects.update(created_at=long_ago)
    job.refresh_from_db()

    assert not Progress.of(job).is_stalled
    MachineUse.objects.update(touched_at=long_ago)
    assert Progress.of(job).is_stalled
