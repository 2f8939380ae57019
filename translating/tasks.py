"""What django-tasks runs: a slice of a job. With a worker, one slice orders the next.

Without a worker (the embedded default runs a task at once, in the request that orders it) a slice is
so short that nobody waits, and the page that shows the progress orders the next.
"""

from datetime import timedelta

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from .jobs import advance, unfinished

#: Seconds after which no further step of a slice begins: in a request, and in a worker.
IN_A_REQUEST = 0.5
IN_A_WORKER = 20.0
#: How long a worker waits when somebody else is at the next step.
PAUSE = timedelta(seconds=5)


# Below the tasks that keep search and references up to date: those are short.
@task(priority=-10)
def work_on(job_id: int) -> int:
    """Do a slice of a job, and see to the next where a worker runs; return the steps done."""
    if not has_worker():
        return advance(job_id, seconds=IN_A_REQUEST)
    done = advance(job_id, seconds=IN_A_WORKER)
    if unfinished(job_id):
        later = work_on if done else work_on.using(run_after=timezone.now() + PAUSE)
        later.enqueue(job_id)
    return done


def has_worker() -> bool:
    """Tell whether tasks are done by a process of its own."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)
