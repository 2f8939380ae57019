"""Go on with what a killed worker has left behind; also does the jobs where no worker runs."""

from typing import Any

from django.core.management.base import BaseCommand

from translating.jobs import advance, unfinished
from translating.models import Job, MachineUse
from translating.tasks import IN_A_WORKER, fill, has_worker, work_on


class Command(BaseCommand):
    """Wake the worker up for each unfinished job, or do them here where there is none. Safe to run twice."""

    help = "Go on with unfinished background jobs: hand them to the worker, or do them where there is none."

    def handle(self, **options: Any) -> None:
        jobs = Job.objects.filter(finished_at=None, cancelled_at=None).order_by("pk")
        for job in jobs:
            if has_worker():
                work_on.enqueue(job.pk)
                self.stdout.write(f"{job.pk} {job.title}: handed to the worker")
                continue
            while unfinished(job.pk) and advance(job.pk, seconds=IN_A_WORKER):
                pass
            left = job.steps.filter(state="waiting").count()
            self.stdout.write(f"{job.pk} {job.title}: {left} steps left")
        # Texts that somebody wanted filled by the machine at the sheet.
        for use in MachineUse.objects.filter(finished_at=None).order_by("pk"):
            fill.enqueue(use.pk)
            self.stdout.write(f"{use.title}: handed to the machine")
