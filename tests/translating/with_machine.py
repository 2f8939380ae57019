"""A town with a translation server on loopback; tests import what they need."""

from collections.abc import Iterator

import pytest

from translating import asking, machine
from translating.models import LanguageRules, MachineUse

from .at_work import sentences
from .libre import Libre, serving


@pytest.fixture
def libre(settings) -> Iterator[Libre]:
    with serving() as server:
        settings.MACHINE_TRANSLATOR = {
            "CLASS": "translating.libretranslate.CarefulTranslator",
            "OPTIONS": {"LIBRETRANSLATE_URL": server.url, "API_KEY": "schluessel", "TIMEOUT": 5},
        }
        yield server


@pytest.fixture
def allowed(arabic):
    return LanguageRules.objects.create(locale=arabic, machine=True)


@pytest.fixture
def one_by_one(monkeypatch):
    monkeypatch.setattr(asking, "AT_ONCE", 1)


def prefill(work, by) -> MachineUse:
    """Let the machine fill a text to its end; return how it went."""
    use = machine.start(work=work, by=by)
    machine.advance(use.pk, seconds=60)
    use.refresh_from_db()
    assert use.finished_at and not use.is_asking
    return use


def filled(work):
    return {german: seg.words for german, seg in sentences(work).items() if seg.words}
