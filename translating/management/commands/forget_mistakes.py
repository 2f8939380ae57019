"""Delete the reports of readers that were settled long enough ago."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from translating.mistakes import forget


class Command(BaseCommand):
    """Meant for cron, once a day. Safe to run twice."""

    help = __doc__

    def handle(self, *, verbosity: int, **options: Any) -> None:
        count = forget(timezone.now())
        if verbosity:
            self.stdout.write(f"{count} reports of mistakes deleted.")
