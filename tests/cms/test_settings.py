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
    "MAIL_FROM": "Strategie <strategie@example.org>",
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


BROKEN = """
import django
django.setup()
from unittest.mock import patch
from django.test import Client
client = Client(raise_request_exception=False)
with patch("cms.views.site_map", side_effect=RuntimeError("the map is torn")):
    answer = client.get("/robots.txt?mail=somebody@example.org",
        headers={"host": "localhost", "cookie": "sessionid=secret"})
print(answer.status_code)
"""


def test_an_error_leaves_its_traceback_in_the_log_and_nothing_about_the_reader(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "cms.settings.development", "WIRKT_VAR": str(tmp_path)}

    answer = python("-c", BROKEN, **environment)

    assert answer.stdout.strip() == "500", answer.stderr
    assert "ERROR django.request: Internal Server Error: /robots.txt" in answer.stderr
    assert "Traceback (most recent call last)" in answer.stderr
    assert "RuntimeError: the map is torn" in answer.stderr
    assert "somebody" not in answer.stderr and "secret" not in answer.stderr


def test_the_two_ways_of_encrypting_mail_exclude_each_other():
    both = {**NEEDED, "SMTP_SSL": "1", "SMTP_TLS": "1"}

    answer = python("-c", "import cms.wsgi", **both)

    assert answer.returncode == 1 and "only one of SMTP_TLS and SMTP_SSL" in answer.stderr
    assert python("-c", "import cms.wsgi", **{**NEEDED, "SMTP_SSL": "1"}).returncode == 0
