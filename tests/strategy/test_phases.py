"""Phases overlap, are known by month, and slip."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale

from cms.models import Generation
from strategy.models import Phase, SubStep

pytestmark = pytest.mark.django_db


def make_phase(number: int, start: str, end: str, **fields) -> Phase:
    fields = {"kind": Phase.Kind.PARTICIPATION, "title": f"Phase {number}"} | fields
    return Phase.objects.create(
        number=number,
        planned_start=date.fromisoformat(start),
        planned_end=date.fromisoformat(end),
        **fields,
    )


def test_a_phase_known_by_month_counts_from_the_first_to_the_last_day():
    phase = make_phase(1, "2020-02-11", "2020-02-03")

    assert (phase.planned_start, phase.planned_end) == (date(2020, 2, 1), date(2020, 2, 29))


def test_a_phase_known_by_day_keeps_its_days():
    phase = make_phase(1, "2020-02-03", "2020-02-11", precision=Phase.Precision.DAY)

    assert phase.planned_end == date(2020, 2, 11)


def test_several_phases_run_at_the_same_time():
    five = make_phase(5, "2020-07-01", "2020-11-01")
    six = make_phase(6, "2020-11-01", "2020-11-01")
    make_phase(8, "2021-01-01", "2021-01-01")
    day = date(2020, 11, 15)

    assert list(Phase.objects.on(day)) == [five, six]
    assert [phase.number for phase in Phase.objects.upcoming(day)] == [8]
    assert list(Phase.objects.past(date(2020, 12, 1))) == [five, six]


@pytest.mark.parametrize(
    ("actual", "day", "state"),
    [
        ({}, "2020-01-31", "planned"),
        ({}, "2020-02-01", "running"),
        ({}, "2020-02-29", "running"),
        ({}, "2020-03-01", "done"),
        ({"actual_start": date(2020, 2, 20)}, "2020-02-10", "planned"),
        ({"actual_start": date(2020, 2, 20)}, "2020-06-01", "running"),
        ({"actual_end": date(2020, 2, 10)}, "2020-02-11", "done"),
        (
            {"actual_start": date(2020, 1, 7), "actual_end": date(2020, 5, 5)},
            "2020-05-05",
            "running",
        ),
        ({"actual_start": date(2020, 1, 7), "actual_end": date(2020, 5, 5)}, "2020-05-06", "done"),
    ],
)
def test_what_really_happened_comes_before_the_plan(actual, day, state):
    phase = make_phase(1, "2020-02-01", "2020-02-01", **actual)
    day = date.fromisoformat(day)
    asked = {
        "planned": Phase.objects.upcoming,
        "running": Phase.objects.on,
        "done": Phase.objects.past,
    }

    assert phase.state_on(day) == state
    assert {name for name, ask in asked.items() if ask(day).exists()} == {state}


def test_the_end_cannot_lie_before_the_start():
    phase = Phase(
        number=1, kind="planning", title="x", locale=Locale.get_default(),
        planned_start=date(2020, 3, 1), planned_end=date(2020, 2, 1),
        actual_start=date(2020, 3, 1), actual_end=date(2020, 2, 1),
    )  # fmt: skip

    with pytest.raises(ValidationError) as refused:
        phase.full_clean()

    assert len(refused.value.messages) == 2


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (("2020-04-01", "2020-04-30"), "April 2020"),
        (("2020-02-01", "2020-03-31"), "February 2020 – March 2020"),
    ],
)
def test_the_period_is_said_as_exactly_as_it_is_known(dates, words):
    with translation.override("en"):
        assert make_phase(1, *dates).period() == words


def test_a_period_known_by_day_names_the_days():
    phase = make_phase(1, "2020-11-06", "2020-11-06", precision=Phase.Precision.DAY)

    with translation.override("en"):
        assert phase.period() == "6 November 2020"


def test_a_phase_without_translation_is_shown_in_german():
    arabic = Locale.objects.get_or_create(language_code="ar")[0]
    first = make_phase(1, "2020-02-01", "2020-03-01")
    make_phase(2, "2020-04-01", "2020-04-01")
    translated = first.copy_for_translation(arabic)
    translated.save()

    shown = Phase.objects.readable_in("ar")

    assert [(phase.number, phase.language) for phase in shown] == [(1, "ar"), (2, "de")]
    assert list(Phase.objects.in_language("ar")) == [translated]


def test_steps_are_translated_with_their_phase_and_keep_their_order():
    phase = make_phase(1, "2020-02-01", "2020-03-01")
    phase.steps = [SubStep(letter="a", title="Planen"), SubStep(letter="b", title="Suchen")]
    phase.save()

    assert [str(step) for step in phase.steps.all()] == ["a) Planen", "b) Suchen"]
    assert str(phase) == "1 Phase 1"


def test_a_changed_phase_starts_a_new_generation_of_public_pages():
    phase = make_phase(1, "2020-02-01", "2020-03-01")
    before = Generation.current()

    phase.save()

    assert Generation.current() != before


def test_a_phase_that_has_begun_says_when_it_really_took_place():
    phase = make_phase(1, "2020-02-01", "2020-03-31")
    phase.actual_start = date(2026, 2, 1)

    with translation.override("en"):
        assert phase.period() == "since February 2026"
        phase.actual_end = date(2026, 4, 30)
        assert phase.period() == "February 2026 – April 2026"
        assert phase.planned_period() == "February 2020 – March 2020"
