"""No request of a job takes longer than two seconds, whatever its steps cost: by a clock that is set."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from translating import jobs
from translating.models import Job, JobStep, Work

from .bulk import FIVE, an_editor, chapter_with, locales

State = JobStep.State
#: What is promised, in seconds.
PROMISED = 2.0


class Clock:
    """Time that passes only when a step costs some."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def editor(site, client):
    person = an_editor()
    client.force_login(person)
    return person


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(jobs, "time", made)
    return made


def cost_each(monkeypatch, clock, seconds):
    """Let each step cost so much; return what was begun."""
    begun = []

    def begin(*, instance, locale, by):
        clock.now += seconds(instance) if callable(seconds) else seconds
        begun.append((instance.pk, locale.pk))

    monkeypatch.setattr(jobs, "begin", begin)
    return begun


def press(client, job):
    url = reverse("translating:job_go_on", args=[job.pk])
    return client.post(url, headers={"accept": "application/json"}).json()


@pytest.mark.parametrize("seconds", [0.004, 0.12, 0.49, 0.51, 1.4])
def test_no_request_of_sixty_sections_in_five_languages_takes_two_seconds(
    editor, client, clock, monkeypatch, seconds
):
    begun = cost_each(monkeypatch, clock, seconds)
    chapter = chapter_with(60)
    order = {"root": chapter.pk, "locales": [one.pk for one in locales(*FIVE)], "confirm": "1"}
    client.post(reverse("translating:job_order"), order)
    assert clock.now == 0, "the order itself does no step"
    job, longest, running = Job.objects.get(), 0.0, True

    while running:
        before, done = clock.now, len(begun)
        running = press(client, job)["running"]
        longest = max(longest, clock.now - before)
        assert len(begun) > done, "every request gets on"

    assert longest < PROMISED
    assert len(begun) == len(set(begun)) == 63 * 5
    parents = [Page.objects.get(pk=pk).depth for pk, _locale in begun]
    assert parents == sorted(parents), "parents first"


def test_a_long_page_may_begin_at_the_last_moment(editor, client, clock, monkeypatch):
    """Pages of one chapter differ; the longest that was measured takes a fifth of this."""
    job = jobs.order(root=chapter_with(6), locales=locales("en"), by=editor)
    cost_each(monkeypatch, clock, lambda page: 0.24 if page.depth < 5 else 1.2)
    times, running = [], True

    while running:
        before = clock.now
        running = press(client, job)["running"]
        times.append(round(clock.now - before, 3))

    assert max(times) < PROMISED, times


def test_a_failing_page_in_the_middle_stops_nobody_and_costs_nobody_time(
    editor, client, clock, monkeypatch
):
    job = jobs.order(root=chapter_with(5), locales=locales("en", "ar"), by=editor)

    def begin(*, instance, locale, by):
        clock.now += 0.4
        if instance.title == "Abschnitt 2":
            raise ValidationError("Ein Absatz ist kaputt.")
        return Work()

    monkeypatch.setattr(jobs, "begin", begin)
    running, times = True, []
    while running:
        before = clock.now
        running = press(client, job)["running"]
        times.append(clock.now - before)

    assert max(times) < PROMISED
    failed = job.steps.filter(state=State.FAILED)
    assert {step.page_title for step in failed} == {"Abschnitt 2"} and failed.count() == 2
    assert job.steps.filter(state=State.DONE).count() == job.steps.count() - 2
    job.refresh_from_db()
    assert job.finished_at and not job.steps.filter(state=State.WAITING).exists()


def test_who_stops_a_job_in_the_middle_of_a_request_stops_it_after_that_step(
    editor, client, clock, monkeypatch
):
    job = jobs.order(root=chapter_with(3), locales=locales("en"), by=editor)
    begin = jobs.begin

    def stopping(**what):
        work = begin(**what)
        if Work.objects.count() == 2:
            jobs.cancel(job=job, by=editor)
        return work

    monkeypatch.setattr(jobs, "begin", stopping)
    state = press(client, job)

    assert state["running"] is False and state["over"] == 2
    assert Work.objects.count() == 2
    assert press(client, job)["over"] == 2
