"""Whatever the translation server does, and when the month is spent: people learn it in words."""

import csv
import io
import time
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.words import plain
from translating import budget, machine
from translating.models import MachineMonth, MachineUse
from translating.segments import count_words

from .libre import body
from .with_machine import filled, prefill


def after_two(answer):
    """Answer two texts well, and everything after them in another way."""
    count = iter(range(100))
    return lambda request: (
        (200, body([f"«{t}»" for t in request["q"]])) if next(count) < 2 else answer(request)
    )


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: (500, b"Internal Server Error"),
        lambda request: (400, b'{"error": "ar is not supported"}'),
        lambda request: (403, b'{"error": "Invalid API key"}'),
        lambda request: (429, b'{"error": "Slowdown"}'),
        lambda request: (302, b""),
        lambda request: (200, b'{"translatedText": ["halb'),
        lambda request: (200, b"<html>Wartung</html>"),
        lambda request: (200, b'{"translatedText": "ein Text"}'),
        lambda request: (200, b'{"translatedText": [1]}'),
        lambda request: (200, b"[]"),
        lambda request: (200, b"\xff\xfe\x00"),
        lambda request: (200, b'{"translatedText": []}'),
        lambda request: (200, body(["eins", "zwei"])),
    ],
    ids=["500", "400", "403", "429", "302", "half", "html", "text", "number", "list", "bytes",
         "none", "two"],
)  # fmt: skip
def test_what_came_back_is_kept_and_the_rest_stays_empty(
    libre, allowed, work, people, one_by_one, answer
):
    libre.answer = after_two(answer)

    found = prefill(work, by=people("translator"))

    assert found.filled == len(filled(work)) == 2
    assert found.fault and found.fault in found.message
    assert MachineUse.objects.get().fault == found.fault
    assert len(libre.asked) == 3, "nobody knocks again at a door that is shut"


def test_an_answer_that_breaks_off_is_a_fault(libre, allowed, work, people):
    libre.breaks_off = True

    found = prefill(work, by=people("translator"))

    assert found.fault and not filled(work)


def test_a_server_that_is_silent_is_given_up(libre, allowed, work, people, settings):
    settings.MACHINE_TRANSLATOR["OPTIONS"]["TIMEOUT"] = 0.3
    libre.hold.clear()

    found = prefill(work, by=people("translator"))

    assert found.fault and not filled(work)
    assert [len(request["q"]) for request in libre.asked] == [4, 1], "perhaps one alone is quicker"


def test_a_server_that_drips_is_given_up(libre, allowed, work, people, settings):
    settings.MACHINE_TRANSLATOR["OPTIONS"]["TIMEOUT"] = 0.3
    libre.drips = 0.1
    started = time.monotonic()

    found = prefill(work, by=people("translator"))

    assert found.fault and not filled(work)
    assert time.monotonic() - started < 10


def test_an_answer_without_end_is_given_up(libre, allowed, work, people, monkeypatch):
    monkeypatch.setattr("translating.libretranslate.LARGEST_ANSWER", 50)

    found = prefill(work, by=people("translator"))

    assert found.fault and not filled(work)


def test_a_server_that_is_not_there_is_a_fault(allowed, work, people, libre, settings):
    settings.MACHINE_TRANSLATOR["OPTIONS"]["LIBRETRANSLATE_URL"] = "http://127.0.0.1:9"

    found = prefill(work, by=people("translator"))

    assert found.fault and not filled(work)


def test_a_fault_of_ours_ends_the_run_in_words_too(libre, allowed, work, people, monkeypatch):
    monkeypatch.setattr("translating.masking.Mask.take_off", lambda mask, answer: 1 / 0)

    found = prefill(work, by=people("translator"))

    assert found.fault and not filled(work) and "zero" not in found.fault


def test_too_few_texts_are_asked_for_one_by_one(libre, allowed, work, people):
    """Nobody knows which of three texts a server left out; a single one is beyond doubt."""

    def some(request):
        words = [f"«{text}»" for text in request["q"]]
        return 200, body(words if len(words) == 1 else words[:-1])

    libre.answer = some

    found = prefill(work, by=people("translator"))

    assert found.filled == 4 and not found.fault
    for german, words in filled(work).items():
        assert plain(words) == f"«{german}»"


# --- the budget ---------------------------------------------------------------------------------------
def test_words_are_counted_by_month_language_and_person(libre, allowed, work, people):
    prefill(work, by=people("translator"))

    use = MachineUse.objects.get()
    assert (use.words, use.title, use.locale, use.by, use.fault) == (
        1 + 2 + 3 + 5, "Mitmachen", work.locale, people("translator"), "",
    )  # fmt: skip
    assert MachineMonth.objects.get().words == use.words


def test_a_spent_budget_is_refused_in_words_and_nothing_is_sent(
    libre, allowed, work, people, settings
):
    settings.MACHINE_WORDS_PER_MONTH = 10

    with pytest.raises(ValidationError) as refusal:
        prefill(work, by=people("translator"))

    assert "10" in refusal.value.messages[0] and "11" in refusal.value.messages[0]
    assert libre.asked == [] and not MachineUse.objects.exists()


def use_of(locale):
    return MachineUse.objects.create(month=budget.this_month(), locale=locale, title="x")


def test_a_new_month_has_a_new_budget(settings, arabic, monkeypatch):
    settings.MACHINE_WORDS_PER_MONTH = 10
    day = date(2026, 11, 30)
    monkeypatch.setattr(budget.timezone, "localdate", lambda timezone: day)
    budget.spend(use_of(arabic), 10)
    with pytest.raises(ValidationError):
        budget.spend(use_of(arabic), 1)

    day = date(2026, 12, 1)
    budget.spend(use_of(arabic), 10)

    assert list(MachineMonth.objects.values_list("words", flat=True)) == [10, 10]


@pytest.fixture
def at(monkeypatch):
    """Set the clock to a day of November 2026 and a time, in UTC."""

    def set_to(*moment: int) -> None:
        now = datetime(2026, 11, *moment, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return set_to


def test_the_month_is_the_towns_whatever_time_zone_somebody_has_chosen(site, at):
    """In Auckland the new month, and its budget, would begin twelve hours early."""
    at(30, 12, 0)
    with timezone.override("Pacific/Auckland"):
        assert budget.this_month().first_day == date(2026, 11, 1)
    at(30, 23, 30)
    with timezone.override("UTC"):
        assert budget.this_month().first_day == date(2026, 12, 1)


def test_words_that_nobody_answered_for_are_given_back(libre, allowed, work, people, one_by_one):
    """A server that is down over night must not cost the month's budget."""
    libre.answer = after_two(lambda request: (500, b""))

    prefill(work, by=people("translator"))

    answered = sum(count_words(text) for text in libre.texts[:2])
    assert MachineMonth.objects.get().words == MachineUse.objects.get().words == answered


def test_a_budget_that_somebody_else_spends_meanwhile_stops_in_words(
    libre, allowed, work, people, one_by_one, settings, arabic
):
    use = machine.start(work=work, by=people("translator"))
    machine.advance(use.pk, seconds=0)
    settings.MACHINE_WORDS_PER_MONTH = MachineMonth.objects.get().words

    machine.advance(use.pk, seconds=60)

    use.refresh_from_db()
    assert (
        use.finished_at and use.filled == 1 and "spent" in use.fault
    ) or "verbraucht" in use.fault
    assert MachineMonth.objects.get().words == use.words and len(libre.asked) == 1


# --- pages ----------------------------------------------------------------------------------------------
def test_the_sheet_says_how_it_went(libre, allowed, work, people, client):
    libre.answer = lambda request: (500, b"")
    client.force_login(people("translator"))
    url = reverse("translating:prefill", args=[work.pk])

    answer = client.post(url, headers={"accept-language": "en"})

    assert answer.url == reverse("translating:edit", args=[work.pk])
    page = client.get(answer.url, headers={"accept-language": "en"})
    assert "reports a fault (500)" in page.content.decode()
    assert client.get(url).status_code == 405


def test_the_day_of_a_use_is_the_towns(people, client, arabic, at):
    at(14, 23, 30)
    use_of(arabic)
    client.force_login(people("editor"))

    rows = client.get(reverse("translating:machine_report"), {"format": "csv"}).content.decode()

    assert "2026-11-15" in rows


def test_the_report_counts_and_can_be_taken_along(libre, allowed, work, people, client):
    prefill(work, by=people("translator"))
    MachineUse.objects.update(title="=HYPERLINK(1)", fault="Zu <langsam>")
    client.force_login(people("editor"))
    url = reverse("translating:machine_report")

    page = client.get(url)
    rows = client.get(
        url, {"format": "csv", "month": f"{MachineMonth.objects.get().first_day:%Y-%m}"}
    )

    assert page.context["languages"] == [(work.locale.get_display_name(), 11)]
    assert "Zu &lt;langsam&gt;" in page.content.decode()
    head, line = csv.reader(io.StringIO(rows.content.decode("utf-8-sig")), delimiter=";")
    assert len(head) == 6 and line[1] == "'=HYPERLINK(1)" and line[4] == "11"


@pytest.mark.parametrize("month", ["", "2020-01", "x", "2026-13"])
def test_a_report_without_a_month_says_so(people, client, site, month):
    client.force_login(people("editor"))

    for form in ("", "csv"):
        answer = client.get(reverse("translating:machine_report"), {"month": month, "format": form})
        assert answer.status_code == 200
