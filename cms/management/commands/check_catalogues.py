"""Say whether the interface catalogues are complete."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import catalogues


class Command(BaseCommand):
    help = "Compare every interface catalogue with the code; exit 1 when one is incomplete."

    def handle(self, **options: Any) -> None:
        messages = list(catalogues.messages_in_code().values())
        incomplete = []
        for code in catalogues.shipped_languages():
            problems = list(catalogues.problems_of(code, messages))
            for problem in problems:
                self.stderr.write(f"{code}: {problem}")
            if problems:
                incomplete.append(f"{code} ({len(problems)})")
        if incomplete:
            raise CommandError(f"Incomplete catalogues: {', '.join(incomplete)}.")
        self.stdout.write(f"{len(messages)} messages, complete in every language.")
