"""A worker that is killed: ``python -m tests.translating.dying JOB WRITES``.

Works on a job in the database named by ``CRASH_DATABASE`` and dies, without any clean-up, before its
n-th write. With 0 it works until nothing is left.
"""

import os
import sys

import django
from django.conf import settings

DIED = 9


def main(job_id: str, writes: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    settings.DATABASES["default"]["NAME"] = os.environ["CRASH_DATABASE"]
    django.setup()
    from tests.council.crashing import die_before
    from translating import jobs

    if int(writes):
        # Its commits are counted, too, but only the first: a job commits once a step.
        die_before(int(writes))
    while jobs.unfinished(int(job_id)) and jobs.advance(int(job_id), seconds=60):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
