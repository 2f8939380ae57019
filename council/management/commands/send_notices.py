"""Send the mails that are due: what failed before, reminders, the mail of the day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from council.notifications.daily import send_daily
from council.notifications.deadlines import remind
from council.notifications.delivery import deliver, forget


class Command(BaseCommand):
    """Meant for cron, every quarter of an hour. Safe to run twice, and at the same time."""

    help = __doc__

    def handle(self, *, verbosity: int, **options: Any) -> None:
        now = timezone.now()
        remind(now)
        results = [deliver(now), send_daily(now)]
        forgotten = forget(now)
        sent, failed = (sum(getattr(r, name) for r in results) for name in ("sent", "failed"))
        if verbosity:
            self.stdout.write(f"{sent} mails sent, {forgotten} old notices deleted.")
        if failed:
            raise CommandError(f"{failed} mails could not be sent; the next run tries again.")
