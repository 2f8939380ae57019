"""The pages of background jobs: counted before ordered, watched, stopped; no request does it all."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from home import roles
from tests.factories import UserFactory
from translating import jobs, tasks
from translating.models import Job, JobStep, Work

from .bulk import FIVE, an_editor, chapter_with, locales

State = JobStep.State
WITH_WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def editor(site, client):
    person = an_editor()
    client.force_login(person)
    return person


@pytest.fixture
def slices(monkeypatch):
    """Let a slice in a request be over after its first step, however fast the machine is."""
    monkeypatch.setattr(tasks, "IN_A_REQUEST", 0.0)


def form_of(chapter, *codes, **more):
    return {"root": chapter.pk, "locales": [loc.pk for loc in locales(*codes)], **more}


def in_english(client, method, url, *args, **kwargs):
    return getattr(client, method)(url, *args, headers={"accept-language": "en"}, **kwargs)


def as_script(client, url):
    answer = client.post(url, headers={"accept": "application/json"})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_pages_and_words_are_counted_before_anything_is_ordered(editor, client):
    chapter = chapter_with(2)

    answer = client.post(reverse("translating:job_order"), form_of(chapter, "en", "ar"))

    assert answer.status_code == 200 and not Job.objects.exists()
    plan = answer.context["plan"]
    assert (plan.pages, len(plan.pairs)) == (5, 10)
    assert f"<dd>{plan.words}</dd>" in answer.content.decode()
    assert 'name="confirm"' in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"locales": []},
        {"root": ""},
        {"root": "²"},
        {"root": "99999999999999999999"},
        {"locales": ["x"]},
    ],
)
def test_a_wrong_order_gets_its_form_back(editor, client, wrong):
    chapter = chapter_with(1)
    data = form_of(chapter, "en", confirm="1") | wrong

    answer = client.post(reverse("translating:job_order"), data)

    assert answer.status_code == 422 and answer.context["form"].errors
    assert not Job.objects.exists()


def test_german_and_translations_cannot_be_chosen(editor, client, translate):
    chapter = chapter_with(1)
    foreign = translate(chapter, "ar", title="وصول")
    german = form_of(chapter, "en") | {"locales": [chapter.locale_id]}

    for data in (german, form_of(foreign, "en")):
        assert client.post(reverse("translating:job_order"), data).status_code == 422


def test_a_single_page_is_offered_to_who_comes_from_it(editor, client):
    chapter = chapter_with(1)
    section = Page.objects.get(slug="abschnitt-0")

    answer = client.get(reverse("translating:job_order"), {"page": section.pk})

    offered = set(answer.context["form"].fields["root"].queryset.values_list("pk", flat=True))
    assert {section.pk, chapter.pk} <= offered


def test_the_order_itself_does_no_step(editor, client):
    answer = client.post(
        reverse("translating:job_order"), form_of(chapter_with(2), "en", confirm="1")
    )

    job = Job.objects.get()
    assert answer.url == reverse("translating:job", args=[job.pk])
    assert job.by == editor and not Work.objects.exists()


def test_looking_changes_nothing(editor, client):
    job = jobs.order(root=chapter_with(2), locales=locales("en"), by=editor)

    for name in ("job", "job_state"):
        assert client.get(reverse(f"translating:{name}", args=[job.pk])).status_code == 200
    for name in ("job_go_on", "job_cancel", "job_try_again"):
        assert client.get(reverse(f"translating:{name}", args=[job.pk])).status_code == 405

    assert not Work.objects.exists() and Job.objects.get().cancelled_at is None


def test_sixty_sections_into_five_languages_a_step_at_a_time(editor, client, slices, monkeypatch):
    """However slow the machine is, no request begins a second step when its time is up.

    What a step costs is measured, not tested: ``python -m benchmarks --job 60``.
    """
    begun = []
    monkeypatch.setattr(jobs, "begin", lambda **what: begun.append(what))
    client.post(reverse("translating:job_order"), form_of(chapter_with(60), *FIVE, confirm="1"))
    job = Job.objects.get()
    total = (60 + 3) * len(FIVE)
    assert job.steps.count() == total

    go_on = reverse("translating:job_go_on", args=[job.pk])
    for number in range(1, total + 1):
        state = as_script(client, go_on)
        assert len(begun) == number
        assert (state["over"], state["running"]) == (number, number < total)

    assert len({(what["instance"].pk, what["locale"].pk) for what in begun}) == total
    job.refresh_from_db()
    assert job.finished_at


def test_a_request_begins_no_step_after_half_a_second(editor, monkeypatch):
    job = jobs.order(root=chapter_with(3), locales=locales("en"), by=editor)
    clock = iter([0.0, 0.4, 0.6, 0.8])
    monkeypatch.setattr(jobs.time, "monotonic", lambda: next(clock))

    tasks.work_on.enqueue(job.pk)

    assert job.steps.filter(state=State.DONE).count() == 2


def test_without_a_script_the_button_does_the_next_part(editor, client, slices):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    page = reverse("translating:job", args=[job.pk])

    answer = client.post(reverse("translating:job_go_on", args=[job.pk]))

    assert answer.url == page and Work.objects.count() == 1
    shown = in_english(client, "get", page).content.decode()
    assert "1 of 4 steps are done." in shown and 'role="status"' in shown
    assert str(editor) in shown


def test_a_job_is_stopped_between_two_requests(editor, client, slices):
    job = jobs.order(root=chapter_with(2), locales=locales("en"), by=editor)
    as_script(client, reverse("translating:job_go_on", args=[job.pk]))

    client.post(reverse("translating:job_cancel", args=[job.pk]))
    state = as_script(client, reverse("translating:job_go_on", args=[job.pk]))

    assert state["running"] is False and state["over"] == 1
    assert Work.objects.count() == 1


def test_a_failure_stands_on_the_page_and_can_be_tried_again(editor, client):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    last = job.steps.last()
    JobStep.objects.filter(pk=last.pk).update(state=State.FAILED, message="Zu lang <b>.")
    url = reverse("translating:job", args=[job.pk])

    shown = client.get(url).content.decode()
    client.post(reverse("translating:job_try_again", args=[job.pk]))

    assert (
        "Zu lang &lt;b&gt;." in shown
        and reverse("translating:job_try_again", args=[job.pk]) in shown
    )
    last.refresh_from_db()
    assert (last.state, last.message) == (State.WAITING, "")


def test_progress_costs_the_same_queries_however_many_steps(editor, client, count_queries):
    small = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    chapter = small.root
    url = reverse("translating:job_state", args=[small.pk])
    client.get(url)
    few = count_queries(lambda: client.get(url))
    JobStep.objects.bulk_create(
        JobStep(job=small, page=chapter, page_title="x", locale=locales("en")[0], position=n)
        for n in range(100, 400)
    )

    assert count_queries(lambda: client.get(url)) == few


@pytest.mark.parametrize("role", [roles.translators("ar"), roles.CLERKS, roles.PARTNERS])
def test_others_do_not_see_jobs(editor, client, role):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    client.force_login(UserFactory(roles=[role]))

    for name, args in (("jobs", []), ("job", [job.pk]), ("job_order", []), ("job_state", [job.pk])):
        answer = client.get(reverse(f"translating:{name}", args=args))
        assert answer.status_code == 403


# --- with a worker ---------------------------------------------------------------------------------
@pytest.fixture
def worker(settings, monkeypatch):
    """Return a function that lets a worker do what is queued, until nothing is."""
    settings.TASKS = WITH_WORKER
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)  # the test needs its own
    return lambda: call_command(
        "db_worker", batch=True, startup_delay=False, verbosity=0, reload=False
    )


def test_with_a_worker_the_order_is_done_without_anybody_watching(
    editor, client, worker, monkeypatch
):
    monkeypatch.setattr(tasks, "IN_A_WORKER", 0.0)  # so that it needs several slices
    client.post(reverse("translating:job_order"), form_of(chapter_with(2), "en", "ar", confirm="1"))
    assert not Work.objects.exists()

    worker()

    job = Job.objects.get()
    assert job.finished_at and set(job.steps.values_list("state", flat=True)) == {State.DONE}
    assert DBTaskResult.objects.filter(task_path__endswith="work_on").count() == 10


def test_a_job_whose_worker_was_killed_says_so_and_goes_on(editor, client, worker):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    Job.objects.update(created_at=timezone.now() - timedelta(hours=1))
    url = reverse("translating:job", args=[job.pk])
    assert reverse("translating:job_go_on", args=[job.pk]) in client.get(url).content.decode()
    assert "job-stalled" in client.get(url).content.decode()

    client.post(reverse("translating:job_go_on", args=[job.pk]))
    worker()

    job.refresh_from_db()
    assert job.finished_at


def test_after_a_restart_unfinished_jobs_are_handed_to_the_worker(editor, worker, capsys):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    stopped = jobs.order(root=job.root, locales=locales("ar"), by=editor)
    jobs.cancel(job=stopped, by=editor)

    call_command("continue_jobs")
    worker()

    job.refresh_from_db()
    assert job.finished_at and Work.objects.count() == 4


def test_without_a_worker_the_command_does_the_jobs_itself(editor, capsys):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)

    call_command("continue_jobs")

    job.refresh_from_db()
    assert job.finished_at and "0 steps left" in capsys.readouterr().out
