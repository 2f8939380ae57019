"""Settings of a town's server: loud when something is missing, strict when all is there."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

NEEDED = {
    "SECRET_KEY": "k" * 30 + "0123456789-abcdefghij-0123456789",
    "ALLOWED_HOSTS": "strategie.example.org",
    "BASE_URL": "https://strategie.example.org",
    "SMTP_HOST": "mail.example.org",
}


def python(*arguments, **environment):
    """Run Python as a town's server would, in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.production", **environment},
        capture_output=True,
        text=True,
    )


def test_a_complete_environment_passes_the_deployment_check():
    answer = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **NEEDED)

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("missing", NEEDED)
def test_the_server_does_not_start_when_something_is_missing(missing):
    environment = {name: value for name, value in NEEDED.items() if name != missing}

    answer = python("-c", "import cms.wsgi", **environment)

    assert answer.returncode == 1
    assert f"Set {missing} or {missing}_FILE in the environment." in answer.stderr


def test_a_secret_can_come_from_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(NEEDED["SECRET_KEY"])
    environment = {name: value for name, value in NEEDED.items() if name != "SECRET_KEY"}

    answer = python("-c", "import cms.wsgi", **environment, SECRET_KEY_FILE=str(secret))

    assert answer.returncode == 0, answer.stderr
