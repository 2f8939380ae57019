"""Settings from the environment fail loudly."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import env


def test_a_missing_value_stops_the_start_and_names_both_ways_to_set_it(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY or SECRET_KEY_FILE"):
        env.text("SECRET_KEY")


def test_a_value_may_come_from_a_file(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "key").write_text("geheim\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env.text("SECRET_KEY") == "geheim"


def test_a_file_that_cannot_be_read_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nothing"))

    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        env.text("SECRET_KEY", "default")


def test_words_flags_and_numbers(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, b.example,")
    monkeypatch.setenv("ON", "yes")
    monkeypatch.setenv("OFF", "0")
    monkeypatch.setenv("PORT", "25")

    assert env.words("HOSTS") == ["a.example", "b.example"]
    assert env.flag("ON", False) is True
    assert env.flag("OFF", True) is False
    assert env.number("PORT") == 25


@pytest.mark.parametrize(
    ("read", "value"), [(lambda: env.flag("X", True), "maybe"), (lambda: env.number("X"), "many")]
)
def test_nonsense_stops_the_start(read, value, monkeypatch):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X must be"):
        read()
