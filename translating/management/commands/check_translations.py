"""``manage.py check_translations``: does every language fit its German tree?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from translating.consistency import faults


class Command(BaseCommand):
    help = "List what is wrong between the trees of the languages; ends with 1 if anything is."

    def handle(self, **options: Any) -> None:
        found = list(faults())
        for fault in found:
            self.stdout.write(f"- {fault}")
        if found:
            raise CommandError(
                ngettext("%(count)d fault found.", "%(count)d faults found.", len(found))
                % {"count": len(found)},
                returncode=1,
            )
        self.stdout.write(self.style.SUCCESS("All translations fit."))
