"""How far a job is, and the machine with a text, in numbers and in words."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from . import machine
from .models import Job, JobStep, MachineUse, Work
from .tasks import has_worker

State = JobStep.State
#: After so long without a step a worker seems to be missing.
STALLED = timedelta(minutes=2)
#: So long a sheet tells what the machine did; the history keeps it.
NEWS = timedelta(days=1)


@dataclass
class Progress:
    """The steps of a job by their state, and by language."""

    job: Job
    total: int = 0
    waiting: int = 0
    done: int = 0
    skipped: int = 0
    failed: int = 0
    last: Any = None
    #: Language, how many steps are over, how many there are.
    languages: list[tuple[Locale, int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, job: Job) -> "Progress":
        """Count the steps of a job; two queries, however many there are."""
        found = cls(job)
        rows = (
            job.steps.values("locale")
            .order_by("locale")
            .annotate(
                total=Count("pk"),
                last=Max("at"),
                asked=Max("machine_use__touched_at"),
                **{state.value: Count("pk", filter=Q(state=state)) for state in State},
            )
        )
        locales = Locale.objects.in_bulk([row["locale"] for row in rows])
        for row in rows:
            for name in ("total", "waiting", "done", "skipped", "failed"):
                setattr(found, name, getattr(found, name) + row[name])
            over = row["total"] - row["waiting"]
            found.languages.append((locales[row["locale"]], over, row["total"]))
            found.last = max(filter(None, [found.last, row["last"], row["asked"]]), default=None)
        return found

    @property
    def over(self) -> int:
        return self.total - self.waiting

    @property
    def percent(self) -> int:
        return 100 * self.over // self.total if self.total else 100

    @property
    def is_running(self) -> bool:
        return not (self.job.finished_at or self.job.cancelled_at)

    @property
    def is_stalled(self) -> bool:
        """Tell whether nothing has moved for so long that a worker seems to be missing."""
        return self.is_running and timezone.now() - (self.last or self.job.created_at) > STALLED

    @property
    def words(self) -> str:
        """Return how far it is as one sentence."""
        counts = {"over": self.over, "total": self.total}
        if self.job.cancelled_at:
            return _("Stopped after %(over)s of %(total)s steps.") % counts
        if self.job.finished_at and self.failed:
            return _("Finished; %(failed)s of %(total)s steps failed.") % {
                "failed": self.failed,
                "total": self.total,
            }
        if self.job.finished_at:
            return _("Finished: all %(total)s steps are done.") % counts
        return _("%(over)s of %(total)s steps are done.") % counts

    def as_data(self) -> dict[str, Any]:
        """Return what the script on the page needs."""
        return {
            "words": self.words,
            "over": self.over,
            "total": self.total,
            "failed": self.failed,
            "running": self.is_running,
            "at": date_format(timezone.localtime(), "TIME_FORMAT"),
        }


@dataclass(frozen=True)
class Run:
    """What the sheet says about the machine: whether it may be asked, is at work, or has been."""

    last: MachineUse | None
    #: Whether there is something that it could still fill.
    is_offered: bool = False
    has_worker: bool = field(default_factory=has_worker)

    @classmethod
    def of(cls, work: Work, *, has_empty: bool = False) -> "Run":
        """Return how the machine stands to a text; ``has_empty`` where somebody may write into it."""
        return cls(work.uses.first(), has_empty and machine.offers(work.locale))

    @property
    def is_running(self) -> bool:
        return self.last is not None and self.last.finished_at is None

    @property
    def is_stalled(self) -> bool:
        """Tell whether somebody has to press the button for it to go on."""
        return self.last is not None and self.last.is_gone

    @property
    def words(self) -> str:
        """Return how far it is, or what came of it lately, as one text; empty when there is no news."""
        if self.last is None:
            return ""
        if self.last.finished_at:
            is_news = timezone.now() - self.last.finished_at < NEWS
            return self.last.message if is_news else ""
        return ngettext(
            "The machine is at work; so far it has filled %(count)s segment.",
            "The machine is at work; so far it has filled %(count)s segments.",
            self.last.filled,
        ) % {"count": self.last.filled}

    def as_data(self) -> dict[str, Any]:
        """Return what the script on the page needs."""
        return {"words": self.words, "running": self.is_running}
