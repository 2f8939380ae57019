"""A text is filled in the background, or in slices: at once for who presses, once for who presses twice."""

import json
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.wording import german
from translating import machine, tasks
from translating.models import MachineMonth, MachineUse, Step, Work

from .test_job_pages import worker  # noqa: F401 - a fixture
from .with_machine import filled

JSON = {"accept": "application/json"}


@pytest.fixture
def sheet(client, people, work):
    """Return addresses and the browser of a translator who sits before the sheet."""
    client.force_login(people("translator"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    class Sheet:
        def press(self, seen="", **headers):
            url = reverse("translating:prefill", args=[work.pk])
            return client.post(url, {"seen": seen}, headers=headers)

        def state(self):
            return json.loads(
                client.get(reverse("translating:prefill_state", args=[work.pk])).content
            )

        def shown(self):
            return client.get(reverse("translating:edit", args=[work.pk])).content.decode()

    return Sheet()


@pytest.fixture
def slices(monkeypatch):
    monkeypatch.setattr(tasks, "IN_A_REQUEST", 0.0)


# --- with a worker ----------------------------------------------------------------------------------
def test_with_a_worker_the_button_answers_before_the_server_is_asked(
    libre, allowed, sheet, work, worker  # noqa: F811
):  # fmt: skip
    sheet.press()

    assert libre.asked == [] and "The machine is at work" in sheet.shown()
    assert sheet.state()["running"] is True
    worker()
    assert sheet.state() == {"running": False, "words": "The machine filled 4 segments."}
    assert "The machine filled 4 segments." in sheet.shown() and len(filled(work)) == 4


def test_a_double_click_and_two_people_give_one_run(
    libre, allowed, sheet, work, people, client, worker  # noqa: F811
):  # fmt: skip
    sheet.press()
    sheet.press()
    client.force_login(people("second"))
    sheet.press()

    worker()

    use = MachineUse.objects.get()
    assert use.by == people("translator") and len(libre.asked) == 1
    assert MachineMonth.objects.get().words == use.words == 11
    assert work.steps.filter(kind=Step.Kind.PREFILLED).count() == 1


def test_a_second_press_after_the_end_starts_nothing(libre, allowed, sheet, work):
    """Both presses of a double click know of no run; the second comes when the first has ended."""
    libre.answer = lambda request: (500, b"")
    sheet.press()
    sheet.press()
    assert MachineUse.objects.count() == 1

    sheet.press(seen=MachineUse.objects.get().pk)
    assert MachineUse.objects.count() == 2, "who has read how it went may try again"


def test_a_killed_worker_leaves_nothing_stuck(
    libre, allowed, sheet, work, worker  # noqa: F811
):  # fmt: skip
    sheet.press()
    use = MachineUse.objects.get()
    assert (
        machine._take(use.pk).words == 11
    )  # it is killed here: the words are taken, no answer came
    worker()
    assert not filled(work), "somebody may still be waiting for the answer"
    MachineUse.objects.update(touched_at=timezone.now() - timedelta(minutes=3))

    assert "Wake the worker up" in sheet.shown()
    sheet.press(seen=use.pk)
    worker()

    use.refresh_from_db()
    assert use.finished_at and len(filled(work)) == 4
    assert MachineMonth.objects.get().words == use.words == 22, "sent twice, counted twice"


def test_handing_in_meanwhile_ends_the_run_in_words(
    libre, allowed, sheet, work, people, worker  # noqa: F811
):  # fmt: skip
    sheet.press()
    Work.objects.update(stage=Work.Stage.HANDED_IN)

    worker()

    assert libre.asked == [] and not filled(work)
    told = german("The translation was handed in meanwhile.")  # in the translator's language
    assert told in sheet.state()["words"]


def test_an_answer_after_handing_in_is_dropped(libre, allowed, work, people, monkeypatch):
    use = machine.start(work=work, by=people("translator"))
    answers = machine._answers

    def meanwhile(question, patience):
        Work.objects.update(stage=Work.Stage.HANDED_IN)
        return answers(question, patience)

    monkeypatch.setattr(machine, "_answers", meanwhile)
    machine.advance(use.pk, seconds=60)

    use.refresh_from_db()
    assert use.finished_at and use.fault and not filled(work)


def test_who_has_lost_the_right_meanwhile_sends_nothing(libre, allowed, work, people):
    use = machine.start(work=work, by=people("translator"))
    people("translator").groups.clear()

    machine.advance(use.pk, seconds=60)

    use.refresh_from_db()
    assert use.finished_at and use.fault and libre.asked == []


def test_a_text_that_is_deleted_meanwhile_ends_the_run(libre, allowed, work, people):
    use = machine.start(work=work, by=people("translator"))
    Step.objects.all().delete()
    Work.objects.all().delete()

    machine.advance(use.pk, seconds=60)

    use.refresh_from_db()
    assert use.finished_at and use.work is None and libre.asked == []


# --- without a worker -------------------------------------------------------------------------------
def test_without_a_worker_each_request_asks_once(libre, allowed, sheet, work, slices, one_by_one):
    sheet.press()
    use = MachineUse.objects.get()
    for asked in (1, 2, 3):
        assert len(libre.asked) == asked
        shown = sheet.shown()
        assert "The machine is at work" in shown and "Do the next part" in shown
        state = json.loads(sheet.press(use.pk, **JSON).content)
        assert state["running"] is (asked < 3)

    assert len(filled(work)) == 4 and "Do the next part" not in sheet.shown()


def test_without_a_worker_no_request_waits_longer_than_one_short_answer(
    libre, allowed, sheet, work, monkeypatch, settings
):
    settings.MACHINE_TRANSLATOR["OPTIONS"]["TIMEOUT"] = 60
    monkeypatch.setattr(tasks, "PATIENCE_FOR_A_TEXT", 0.7)
    libre.hold.clear()
    started = time.monotonic()

    sheet.press()

    assert time.monotonic() - started < 3
    assert "at work" in sheet.state()["words"] and MachineUse.objects.get().one_by_one
    libre.hold.set()
    sheet.press(MachineUse.objects.get().pk)
    assert len(filled(work)) == 4, "a single text is quick enough"


def test_what_the_machine_did_is_news_for_a_day(libre, allowed, sheet, work):
    sheet.press()
    assert "data-run" in sheet.shown()

    MachineUse.objects.update(finished_at=timezone.now() - timedelta(days=2))

    assert "data-run" not in sheet.shown()


def test_looking_asks_nobody(libre, allowed, sheet, work, people):
    machine.start(work=work, by=people("translator"))

    sheet.shown(), sheet.state()

    assert libre.asked == []


@pytest.mark.parametrize("seen", ["x", "²", "-1", "9" * 30])
def test_nonsense_from_the_browser_is_no_accident(libre, allowed, sheet, seen):
    assert sheet.press(seen).status_code == 302


def test_only_the_languages_translators_see_how_far_it_is(libre, allowed, client, people, work):
    machine.start(work=work, by=people("translator"))
    client.force_login(people("turkish"))

    for name, call in (("prefill", client.post), ("prefill_state", client.get)):
        answer = call(reverse(f"translating:{name}", args=[work.pk]), headers=JSON)
        assert answer.status_code == 403 and "running" not in answer.content.decode()
    assert libre.asked == []
