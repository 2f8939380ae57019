"""Make the site ready: languages, front page, roles, workflows."""

from typing import Any

from django.core.management.base import BaseCommand

from home.actions import set_up_site


class Command(BaseCommand):
    """Set up languages, German front page, address, roles and workflows. Safe to run again."""

    help = __doc__

    def handle(self, *, verbosity: int, **options: Any) -> None:
        home = set_up_site()
        if verbosity:
            self.stdout.write(f"The site is set up; its front page is “{home.title}”.")
