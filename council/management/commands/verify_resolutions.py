"""Recompute every checksum of the route."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from council import guards
from council.models import (
    Decision,
    DecisionItem,
    EntryIntoForce,
    PaperItem,
    Release,
    ResolvablePage,
)
from council.models.pins import Pinned

from ...decisions.votes import CARRIED


class Command(BaseCommand):
    """Compare what was pinned (papers, resolutions, releases) with what is stored; changes nothing."""

    help = "Recompute every checksum; exit with 1 and name what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = 0
        problems = []
        for row, found in self.findings():
            checked += 1
            for problem in found:
                problems.append(f"{row._meta.verbose_name} {row.pk}, {row}: {problem}")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(
                _("%(wrong)d of %(checked)d records differ.")
                % {"wrong": len(problems), "checked": checked}
            )
        self.stdout.write(_("%(checked)d records checked, all as pinned.") % {"checked": checked})

    def findings(self) -> Iterator[tuple[Model, list[str]]]:
        """Yield everything that holds or shows a pinned text, with what is wrong about it."""
        for record in self.records():
            yield record, record.problems()
        for page in self.public_sections():
            # Without anything in force (a day to come, or set aside) nothing is public.
            in_force = guards.live_pin(page.pk) is not None
            fine = page.live == in_force and (not in_force or guards.shows_its_pin(page))
            yield page, [] if fine else [_("the public text is not the one that is in force")]
        for entry in self.entries_without_resolution():
            yield entry, [_("it took effect without being resolved")]

    def records(self) -> Iterator[Pinned]:
        """Yield everything that holds a pinned text, with its revision."""
        yield from PaperItem.objects.select_related("revision").iterator(chunk_size=100)
        carried = Q(decision__kind=Decision.Kind.RESOLUTION, decision__outcome__in=CARRIED)
        yield from (
            DecisionItem.objects.filter(carried | ~Q(number=""))
            .select_related(
                "final_revision", "paper_item", "decision__agenda_item__meeting__organization"
            )
            .iterator(chunk_size=100)
        )
        yield from Release.objects.select_related("revision").iterator(chunk_size=100)

    def entries_without_resolution(self) -> QuerySet[EntryIntoForce]:
        """Return entries into force that no adopted resolution stands behind."""
        resolved = DecisionItem.objects.resolutions().values("paper_item")
        return EntryIntoForce.objects.exclude(paper_item__in=resolved)

    def public_sections(self) -> Iterator[ResolvablePage]:
        """Yield the German sections that the public reads, or should be able to read."""
        resolved = DecisionItem.objects.resolutions().values("paper_item__page")
        public = Q(live=True) | Q(releases__isnull=False) | Q(pk__in=resolved)
        for model in get_page_models():
            if issubclass(model, ResolvablePage):
                sections = model.objects.filter(
                    public, alias_of=None, locale__language_code=settings.LANGUAGE_CODE
                )
                yield from sections.distinct().order_by("pk").iterator(chunk_size=100)
