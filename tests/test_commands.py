"""The two commands: what they say when they cannot go on, and how they recover."""

import importlib.util
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from wagtail.models import Page

from tests.factories import PlainPageFactory

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def prepare(monkeypatch, tmp_path):
    """The set-up script as a module, working in an empty folder."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "scripts" / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VAR", tmp_path / "var")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "NODE_MODULES", tmp_path / "node_modules")
    return module


@pytest.fixture
def commands(monkeypatch, prepare):
    """What the script would have run, instead of running it."""
    ran = []

    def run(command, name, **options):
        ran.append(name)
        if name == "venv":
            prepare.VENV.mkdir()
        if name == "npm":
            prepare.NODE_MODULES.mkdir(exist_ok=True)

    monkeypatch.setattr(prepare, "run", run)
    monkeypatch.setattr(prepare, "venv_works", prepare.VENV.exists)
    return ran


def test_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)

    answer = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    listed = re.findall(r"^  make ([a-z-]+)", answer.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(set(targets) - {"prepare-test"})


def test_a_taken_port_stops_the_start_before_anything_is_installed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "scripts/prepare.py", "--port", str(port)]

        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 3
    assert f"Port {port} cannot be used" in answer.stderr
    assert "PORT=8123 make run" in answer.stderr
    assert ".venv" not in answer.stdout


def test_an_old_python_is_refused_by_name(prepare, monkeypatch, capsys):
    monkeypatch.setattr(prepare, "OLDEST_PYTHON", (99, 0))

    with pytest.raises(SystemExit) as refusal:
        prepare.check_python()

    assert refusal.value.code == 2
    assert "PYTHON=python3.11 make run" in capsys.readouterr().err


def test_packages_are_installed_once(prepare, commands):
    prepare.prepare_python(tests=False)
    prepare.prepare_python(tests=False)

    assert commands == ["venv", "pip"]


def test_tests_add_to_what_the_site_needs_and_the_site_keeps_it(prepare, commands):
    prepare.prepare_python(tests=False)
    prepare.prepare_python(tests=True)
    prepare.prepare_python(tests=False)

    assert commands == ["venv", "pip", "pip"]


def test_a_half_made_environment_is_made_anew(prepare, commands):
    prepare.VENV.mkdir()
    (prepare.VENV / "leftover").touch()

    prepare.prepare_python(tests=False)

    assert commands == ["venv", "pip"]
    assert not (prepare.VENV / "leftover").exists()


def test_an_environment_that_was_moved_is_made_anew(prepare, commands):
    prepare.prepare_python(tests=False)
    moved = prepare.VENV.rename(prepare.VENV.with_name("elsewhere"))
    prepare.VENV = moved

    prepare.prepare_python(tests=False)

    assert commands == ["venv", "pip", "venv", "pip"]


def test_front_end_packages_are_installed_once(prepare, commands):
    prepare.prepare_node(tests=True)
    prepare.prepare_node(tests=False)
    prepare.prepare_node(tests=True)

    assert commands == ["npm"]


def test_links_belong_to_somebody_else(prepare, commands, tmp_path):
    for folder in (prepare.VENV, prepare.NODE_MODULES):
        folder.symlink_to(tmp_path)

    prepare.prepare_python(tests=True)
    prepare.prepare_node(tests=True)

    assert commands == []


def test_a_failing_step_says_where_its_output_is(prepare, capsys):
    with pytest.raises(SystemExit) as failure:
        prepare.run([sys.executable, "-c", "print('no network'); raise SystemExit(1)"], "pip")

    assert failure.value.code == 4
    message = capsys.readouterr().err
    assert "no network" in message
    assert "pip.log" in message


@pytest.mark.django_db
def test_a_second_start_keeps_what_is_there_and_is_quick(home, settings, monkeypatch):
    spec = importlib.util.spec_from_file_location("serve", ROOT / "scripts" / "serve.py")
    serve = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(serve)
    settings.DEMO = settings.WHITENOISE_USE_FINDERS = True
    home.title = "Was jemand eingetragen hat"
    home.save_revision().publish()
    PlainPageFactory(title="Noch eine Seite")
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "live"))
    loaded = Mock()
    monkeypatch.setattr("demo.load.load", loaded)

    used = time.process_time()
    serve.bring_up_to_date()
    serve.bring_up_to_date()
    used = time.process_time() - used

    assert list(Page.objects.order_by("pk").values_list("pk", "title", "live")) == before
    assert not loaded.called
    assert used / 2 < 5, f"{used / 2:.1f} s"
