"""The phases of the process: planned by month or day, and what really happened."""

import calendar
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.models import TranslatedSnippet


class PhaseQuerySet(models.QuerySet):
    """A phase runs from its actual (else planned) start to its actual (else planned) end.

    One that has really begun runs on until somebody enters its actual end: plans slip.
    """

    def begun(self, on: date) -> Self:
        return self.annotate(starts=Coalesce("actual_start", "planned_start")).filter(
            starts__lte=on
        )

    def on(self, day: date) -> Self:
        """Phases that run on a day; several at once, because phases overlap."""
        return self.begun(day).filter(
            Q(actual_end__gte=day)
            | Q(actual_end=None, actual_start__isnull=False)
            | Q(actual_end=None, planned_end__gte=day)
        )

    def past(self, day: date) -> Self:
        """Phases that had ended before a day."""
        return self.filter(
            Q(actual_end__lt=day) | Q(actual_end=None, actual_start=None, planned_end__lt=day)
        )

    def upcoming(self, day: date) -> Self:
        """Phases that begin after a day."""
        return self.annotate(starts=Coalesce("actual_start", "planned_start")).filter(
            starts__gt=day
        )

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def readable_in(self, code: str) -> list["Phase"]:
        """Return each phase once: in a language, or in German where it is not translated yet."""
        found: dict = {}
        rows = self.filter(locale__language_code__in={code, settings.LANGUAGE_CODE}).select_related(
            "locale"
        )
        for phase in rows:
            if phase.translation_key not in found or phase.language == code:
                found[phase.translation_key] = phase
        return sorted(found.values(), key=lambda phase: phase.number)


class Phase(TranslatedSnippet, ClusterableModel):
    """One phase of the process. Phases overlap and are known by month or by day."""

    class Kind(models.TextChoices):
        PLANNING = "planning", _("Planning")
        KICKOFF = "kickoff", _("Kick-off")
        PARTICIPATION = "participation", _("Participation")
        MIDTERM = "midterm", _("Midterm review")
        CLOSING = "closing", _("Closing event")
        RESOLUTION = "resolution", _("Resolution")

    class Precision(models.TextChoices):
        MONTH = "month", _("by month")
        DAY = "day", _("by day")

    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    planned_start = models.DateField(_("planned start"))
    planned_end = models.DateField(_("planned end"))
    precision = models.CharField(
        _("dates are known"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.MONTH,
        help_text=_("By month, a phase counts from the first to the last day."),
    )
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_end = models.DateField(
        _("actual end"),
        null=True,
        blank=True,
        help_text=_("A phase that has begun runs until its actual end is entered."),
    )

    objects = PhaseQuerySet.as_manager()
    history = HistoricalRecords()

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("precision"),
        FieldRowPanel([FieldPanel("planned_start"), FieldPanel("planned_end")]),
        FieldRowPanel([FieldPanel("actual_start"), FieldPanel("actual_end")]),
        InlinePanel("steps", heading=_("Steps"), label=_("Step")),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "locale"],
                name="strategy_phase_number_once",
                violation_error_message=_("Another phase has this number."),
            ),
            models.CheckConstraint(
                name="strategy_phase_planned_in_order",
                condition=Q(planned_end__gte=F("planned_start")),
                violation_error_message=_("The planned end lies before the start."),
            ),
            models.CheckConstraint(
                name="strategy_phase_actual_in_order",
                condition=Q(actual_end=None)
                | Q(actual_start=None)
                | Q(actual_end__gte=F("actual_start")),
                violation_error_message=_("The actual end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args, **kwargs):
        """Save whole months where only months are known."""
        if self.precision == self.Precision.MONTH:
            self.planned_start = self.planned_start.replace(day=1)
            last = calendar.monthrange(self.planned_end.year, self.planned_end.month)[1]
            self.planned_end = self.planned_end.replace(day=last)
        super().save(*args, **kwargs)

    @property
    def language(self) -> str:
        return self.locale.language_code

    def state_on(self, day: date) -> str:
        """Return ``planned``, ``running`` or ``done``, as the queryset methods see it."""
        if (self.actual_start or self.planned_start) > day:
            return SubStep.State.PLANNED
        if self.actual_end:
            over = self.actual_end < day
        else:
            over = self.actual_start is None and self.planned_end < day
        return SubStep.State.DONE if over else SubStep.State.RUNNING

    def period(self) -> str:
        """Return when the phase takes place in words: as it came, or as planned while it has not begun."""
        if self.actual_start is None:
            return self.planned_period()
        if self.actual_end is None:
            return str(_("since %(month)s") % {"month": self._day(self.actual_start)})
        return self._range(self.actual_start, self.actual_end)

    def planned_period(self) -> str:
        """Return the planned time in words, as exact as it is known."""
        return self._range(self.planned_start, self.planned_end)

    def _range(self, first: date, last: date) -> str:
        start, end = self._day(first), self._day(last)
        return start if start == end else f"{start} – {end}"

    def _day(self, day: date) -> str:
        by_day = self.precision == self.Precision.DAY
        return date_format(day, "DATE_FORMAT" if by_day else "YEAR_MONTH_FORMAT")


class SubStep(TranslatableMixin, Orderable):
    """One step of a phase, with who is responsible and how far it is."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    phase = ParentalKey(
        Phase, verbose_name=_("phase"), on_delete=models.CASCADE, related_name="steps"
    )
    letter = models.CharField(_("letter"), max_length=2)
    title = models.CharField(_("title"), max_length=250)
    owner = models.CharField(_("responsible"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    note = models.TextField(_("note"), blank=True, help_text=_("How one can tell that it is done."))

    override_translatable_fields = [SynchronizedField("letter")]
    panels = [
        FieldRowPanel([FieldPanel("letter"), FieldPanel("state")]),
        FieldPanel("title"),
        FieldPanel("owner"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta, TranslatableMixin.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.letter}) {self.title}"
