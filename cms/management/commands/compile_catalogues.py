"""Compile the interface catalogues without system gettext."""

from typing import Any

from django.core.management.base import BaseCommand

from cms import catalogues


class Command(BaseCommand):
    help = "Compile every changed interface catalogue (.po to .mo)."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{catalogues.compile_all()} catalogues compiled.")
