"""Fill an empty site with the example town."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from demo import load


class Command(BaseCommand):
    """Load the demo town. Safe to run twice: it refuses to touch a filled site."""

    help = "Fill an empty site with the example town; refuses a site that has content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=None,
            metavar="DATE",
            help="the day on which the demo plays (YYYY-MM-DD), today if left out",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, without an error, on a filled site"
        )

    def handle(self, *, today: date | None, if_empty: bool, verbosity: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is no demo site (DEMO is off). Nothing was changed.")
        with without_mail(), transaction.atomic(), override(settings.LANGUAGE_CODE):
            if load.has_content():
                if if_empty:
                    return
                raise CommandError("This site already has content. Nothing was changed.")
            town = load.load(today or timezone.localdate())
        if verbosity:
            self.stdout.write(f"The demo town is loaded: {len(town.pages)} German pages.")


@contextmanager
def without_mail() -> Iterator[None]:
    """Keep the demo's proceedings from writing to people who are not there."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend
