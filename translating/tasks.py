"""What django-tasks runs: a slice of a job or of a text for the machine. With a worker, one slice orders the next.

Without a worker (the embedded default runs a task at once, in the request that orders it) a slice is
so short that nobody waits, and the page that shows the progress orders the next.
"""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task

from . import jobs, machine
from .models import MachineUse
from .people import language_of

#: Seconds after which no further step of a slice begins: in a request, and in a worker.
IN_A_REQUEST = 0.5
IN_A_WORKER = 20.0
#: Seconds that a request waits for an answer of the translation server: a translator for their one
#: text, and less where the page of a job asks again and again.
PATIENCE_FOR_A_TEXT = 4.0
PATIENCE_IN_A_JOB = 1.2
#: How long a worker waits when somebody else is at the next step.
PAUSE = timedelta(seconds=5)


# Below the tasks that keep search and references up to date: those are short.
@task(priority=-10)
def work_on(job_id: int) -> int:
    """Do a slice of a job, and see to the next where a worker runs; return the steps done."""
    return _slice(work_on, job_id, jobs.advance, jobs.unfinished, PATIENCE_IN_A_JOB)


# Before the jobs: a translator sits and waits.
@task(priority=-5)
def fill(use_id: int) -> int:
    """Let the machine fill some segments, and see to the next where a worker runs."""
    # In a worker nobody is there whose language could be taken; whoever asked will read what it says.
    by = MachineUse.objects.select_related("by__wagtail_userprofile").get(pk=use_id).by
    with override(language_of(by) if has_worker() else get_language()):
        return _slice(fill, use_id, machine.advance, machine.unfinished, PATIENCE_FOR_A_TEXT)


def _slice(
    this: Task,
    pk: int,
    advance: Callable[..., int],
    unfinished: Callable[[int], bool],
    patience: float,
) -> int:
    if not has_worker():
        return advance(pk, seconds=IN_A_REQUEST, patience=patience)
    done = advance(pk, seconds=IN_A_WORKER)
    if unfinished(pk):
        later = this if done else this.using(run_after=timezone.now() + PAUSE)
        later.enqueue(pk)
    return done


def has_worker() -> bool:
    """Tell whether tasks are done by a process of its own."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)
