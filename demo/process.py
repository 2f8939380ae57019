"""The seven phases, planned in 2020 and moved to now, in every language that has them."""

from typing import Any

from wagtail.models import Locale

from strategy.models import Phase, SubStep

from .town import Town


def load_phases(town: Town) -> None:
    """Make the phases with their steps, and their translations."""
    german = [_phase(town, entry) for entry in town.table("de", "phases")["phase"]]
    for locale in Locale.objects.exclude(pk=town.home.locale.pk):
        words = {
            entry["number"]: entry
            for entry in town.table(locale.language_code, "phases").get("phase", [])
        }
        for phase in german:
            if phase.number in words:
                _translate(phase, locale, words[phase.number])


def _phase(town: Town, entry: dict[str, Any]) -> Phase:
    days = town.days
    start, end = days.month(entry["start"]), days.month(entry["end"], last=True)
    begun = start <= days.today
    phase = Phase(
        number=entry["number"],
        kind=entry["kind"],
        title=entry["title"],
        summary=entry["summary"],
        planned_start=days.month(entry["start"], shifted=False),
        planned_end=days.month(entry["end"], last=True, shifted=False),
        actual_start=start if begun else None,
        actual_end=end if end < days.today else None,
        locale=town.home.locale,
    )
    phase.steps = [
        SubStep(sort_order=order, locale=town.home.locale, **step)
        for order, step in enumerate(entry["step"])
    ]
    phase.full_clean()
    phase.save()
    return phase


def _translate(phase: Phase, locale: Locale, words: dict[str, Any]) -> None:
    translation = phase.copy_for_translation(locale)
    translation.title, translation.summary = words["title"], words["summary"]
    said = {step["letter"]: step for step in words.get("step", [])}
    for step in translation.steps.all():
        for name in ("title", "owner", "note"):
            setattr(step, name, said[step.letter].get(name, getattr(step, name)))
    translation.save()
