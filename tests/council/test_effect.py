"""A resolution takes effect at once, or on the day that was resolved; cron sees to it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from council.decisions import effect
from council.guards import live_pin
from council.models import Decision, EntryIntoForce
from council.standing import standing_of

pytestmark = pytest.mark.django_db


def days(count: int):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def scheduled(town):
    """Return a section whose second wording is resolved for a day to come."""
    page = town.section()
    town.resolve(page)
    town.edit(page)
    town.through_steering(page)
    paper = town.to_council(page)
    town.decide(town.council, paper, yes=20, effective_on=days(5))
    return page


def words(town, page) -> str:
    return town.fresh(page).body[1].value.source


def tomorrow(monkeypatch, count: int) -> None:
    """Let the clock of the town stand some days later."""
    day = days(count)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)


def test_without_a_day_a_resolution_takes_effect_at_once(town):
    page = town.section()
    town.resolve(page)

    assert EntryIntoForce.objects.get().paper_item.page_id == page.pk
    assert town.fresh(page).live


def test_until_its_day_the_earlier_wording_stays_public(town, scheduled, capsys):
    assert words(town, scheduled) == "<p>Alt.</p>"
    standing = standing_of(town.fresh(scheduled))
    assert (standing.code, standing.resolution.number) == ("not_yet_in_force", "1.0")
    assert (standing.pending.number, standing.effective_on) == ("2.0", days(5))
    assert "2.0" in standing.notice and standing.version_code("2.0")
    call_command("take_effect")
    call_command("take_effect", "--check")
    call_command("verify_resolutions")
    assert words(town, scheduled) == "<p>Alt.</p>"


def test_on_its_day_it_goes_public_once(town, scheduled, monkeypatch, capsys):
    tomorrow(monkeypatch, 5)
    with pytest.raises(CommandError, match="Overdue"):
        call_command("take_effect", "--check")
    assert "Gut ankommen, 2.0" in capsys.readouterr().err

    call_command("take_effect")
    assert "version 2.0" in capsys.readouterr().out
    call_command("take_effect")

    assert capsys.readouterr().out == ""
    assert words(town, scheduled) == "<p>Neu.</p>"
    assert EntryIntoForce.objects.count() == 2
    standing = standing_of(town.fresh(scheduled))
    assert (standing.code, standing.resolution.number) == ("resolved", "2.0")
    call_command("take_effect", "--check")
    call_command("verify_resolutions")


def test_what_a_later_resolution_overtook_never_takes_effect(town, scheduled, monkeypatch):
    town.edit(scheduled, "<p>Noch neuer.</p>")
    town.resolve(scheduled)
    assert words(town, scheduled) == "<p>Noch neuer.</p>"
    tomorrow(monkeypatch, 6)

    call_command("take_effect")

    assert effect.overdue(days(6)) == []
    assert words(town, scheduled) == "<p>Noch neuer.</p>"
    assert standing_of(town.fresh(scheduled)).resolution.number == "3.0"


def test_a_broken_text_holds_no_other_up(town, scheduled, monkeypatch, capsys):
    other = town.through_steering(town.section("Zweiter"))
    town.decide(town.council, town.to_council(other), yes=20, effective_on=days(5))
    enter = effect._enter

    def fails(items, user):
        if scheduled.pk in [item.paper_item.page_id for item in items]:
            raise RuntimeError("kaputt")
        enter(items, user)

    monkeypatch.setattr(effect, "_enter", fails)
    tomorrow(monkeypatch, 5)

    with pytest.raises(CommandError, match="Gut ankommen: kaputt"):
        call_command("take_effect")

    assert town.fresh(other).live and words(town, scheduled) == "<p>Alt.</p>"


def test_nothing_takes_effect_before_the_body_met_or_without_being_adopted(town):
    paper = town.to_council(town.through_steering(town.section()))

    for outcome, yes, day in (("adopted", 20, days(-2)), ("rejected", 0, days(5))):
        with pytest.raises(ValidationError) as refused:
            town.decide(town.council, paper, outcome, yes=yes, effective_on=day)
        assert "effective_on" in refused.value.message_dict
    assert not Decision.objects.filter(kind="resolution").exists()


def test_a_day_that_has_passed_since_the_meeting_means_at_once(town):
    page = town.through_steering(town.section())
    town.decide(town.council, town.to_council(page), yes=20, effective_on=days(-1))

    assert town.fresh(page).live and live_pin(page.pk)
