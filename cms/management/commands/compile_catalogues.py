"""Compile the interface catalogues without system gettext."""

from typing import Any

from django.core.management.base import BaseCommand

from cms import catalogues


class Command(BaseCommand):
    help = "Compile every changed interface catalogue (.po to .mo)."
    requires_system_checks: list[str] = []

    def handle(self, *, verbosity: int, **options: Any) -> None:
        written = catalogues.compile_all()
        if verbosity:
            self.stdout.write(f"{written} catalogues compiled.")
