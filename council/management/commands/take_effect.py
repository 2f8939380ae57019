"""Let resolutions take effect whose day has come."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...decisions.effect import overdue, take_effect


class Command(BaseCommand):
    """Publish adopted wordings on their day; for cron, safe to run as often as one likes.

    Each section is a transaction of its own: what fails is named and holds nothing else up.
    """

    help = "Publish resolutions whose day has come; --check only names what is overdue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; exit with 1 if something is overdue.",
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        today = timezone.localdate()
        waiting = overdue(today)
        if check:
            return self._report(waiting)
        failed = []
        for item in waiting:
            try:
                done = take_effect(item=item, on=today)
            except Exception as problem:  # one broken text must not keep the others from the public
                failed.append(f"{item.paper_item.page}: {problem}")
                continue
            if done:
                words = _("%(section)s: version %(number)s is public.")
                self.stdout.write(words % {"section": item.paper_item.page, "number": item.number})
        if failed:
            raise CommandError("\n".join(failed))
        return None

    def _report(self, waiting: list) -> None:
        for item in waiting:
            day = item.decision.effective_on or ""
            self.stderr.write(f"{item.paper_item.page}, {item.number}: {day}")
        if waiting:
            raise CommandError(_("Overdue; run “manage.py take_effect” (is cron running?)."))
        self.stdout.write(_("Nothing is overdue."))
