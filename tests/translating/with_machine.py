"""A town with a translation server on loopback; tests import what they need."""

from collections.abc import Iterator

import pytest

from translating import machine
from translating.models import LanguageRules

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
    monkeypatch.setattr(machine, "AT_ONCE", 1)


def filled(work):
    return {german: seg.words for german, seg in sentences(work).items() if seg.words}
