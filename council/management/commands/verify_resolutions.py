"""Recompute every checksum of the route."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from django.utils.translation import gettext as _

from council.models import DecisionItem, PaperItem, Release


class Command(BaseCommand):
    """Compare what was pinned (papers, resolutions, releases) with what is stored; changes nothing."""

    help = "Recompute every checksum; exit with 1 and name what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = 0
        problems = []
        for record in self.records():
            checked += 1
            for problem in record.problems():
                problems.append(f"{record._meta.verbose_name} {record.pk}, {record}: {problem}")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(
                _("%(wrong)d of %(checked)d records differ.")
                % {"wrong": len(problems), "checked": checked}
            )
        self.stdout.write(_("%(checked)d records checked, all as pinned.") % {"checked": checked})

    def records(self) -> Iterator[Model]:
        """Yield everything that holds a pinned text, with its revision."""
        yield from PaperItem.objects.select_related("revision").iterator(chunk_size=100)
        yield from (
            DecisionItem.objects.exclude(number="")
            .select_related(
                "final_revision", "paper_item", "decision__agenda_item__meeting__organization"
            )
            .iterator(chunk_size=100)
        )
        yield from Release.objects.select_related("revision").iterator(chunk_size=100)
