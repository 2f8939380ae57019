"""Bring the interface catalogues in line with the code."""

from typing import Any

from django.core.management.base import BaseCommand

from cms import catalogues


class Command(BaseCommand):
    help = "Add new messages (empty) to every catalogue and drop those used nowhere."

    def handle(self, **options: Any) -> None:
        messages = list(catalogues.messages_in_code().values())
        for code in catalogues.shipped_languages():
            added, dropped = catalogues.update(code, messages)
            self.stdout.write(f"{code}: {added} new, {dropped} dropped, {len(messages)} in all")
