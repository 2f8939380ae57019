"""Two at once: the month is never overspent, and one text is filled once. On SQLite and on PostgreSQL."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from home.actions import set_up_site
from tests.council.test_race import restored, together  # noqa: F401 - a fixture
from translating import actions, budget, machine
from translating.models import LanguageRules, MachineMonth, MachineUse, Step

from .bulk import an_editor, chapter_with
from .with_machine import filled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def arabic(transactional_db):
    set_up_site()
    locale = Locale.objects.get(language_code="ar")
    LanguageRules.objects.create(locale=locale, machine=True)
    return locale


def test_two_at_once_never_overspend_the_month(arabic, settings):
    settings.MACHINE_WORDS_PER_MONTH = 10
    month = budget.this_month()
    uses = [MachineUse.objects.create(month=month, locale=arabic, title="x") for _n in "12345"]

    def spending(use):
        return (lambda: use, lambda loaded: budget.spend(loaded, 3))

    results = together(*map(spending, uses))

    refused = [isinstance(result, ValidationError) for result in results]
    assert sorted(refused) == [False, False, False, True, True], results
    spent = MachineMonth.objects.get().words
    assert spent == sum(MachineUse.objects.values_list("words", flat=True)) == 9


def test_two_who_press_at_once_get_one_run_that_asks_once(arabic, libre):
    editor = an_editor()
    chapter = chapter_with(0)
    for page in [*chapter.get_ancestors()[1:], chapter]:
        work = actions.begin(instance=page.specific, locale=arabic, by=editor)
    people = [type(editor).objects.get(pk=editor.pk) for _n in "123"]

    def pressing(by):
        def press(loaded):
            use = machine.start(work=loaded, by=by)
            machine.advance(use.pk, seconds=60)

        return (lambda: type(work).objects.get(pk=work.pk), press)

    results = together(*map(pressing, people))

    assert results == [None] * 3 or results == ["done"] * 3, results
    use = MachineUse.objects.get()
    assert use.finished_at and len(libre.asked) == 1 and len(filled(work)) == use.filled
    assert work.steps.filter(kind=Step.Kind.PREFILLED).count() == 1
