"""Bring the site up to date, fill it with the demo town if it is empty, and serve it.

Runs inside `.venv`. Every step can be repeated: what is done already takes no time
and what a person entered stays.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = (
    "admin, editor, steering1 … steering5, clerk, member, translator-ar, reviewer-ar, "
    "translator-tr, reviewer-tr, partner"
)
SERVER_FAILED = 6


def bring_up_to_date() -> None:
    """Catalogues, database, roles, demo town, style sheets and static files."""
    steps = [
        ("Interface catalogues", ["compile_catalogues"]),
        ("Database", ["migrate", "--no-input"]),
        ("Roles and languages", ["setup_site"]),
        ("Demo town, if the site is empty", ["load_demo", "--if-empty"]),
    ]
    if not settings.WHITENOISE_USE_FINDERS:
        steps.append(("Static files", ["collectstatic", "--no-input"]))
    for name, (command, *arguments) in steps:
        print(f"  {name} …", flush=True)
        call_command(command, *arguments, verbosity=0, stdout=io.StringIO())


def start_server(port: int) -> subprocess.Popen[bytes]:
    """Start one WSGI process with a few threads, as production would."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "4", "--log-level", "warning", "cms.wsgi:application"]
    # A session of its own: Ctrl-C reaches this script only, which then ends the server.
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when the site answers; stop when the server has given up."""
    for _attempt in range(150):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise SystemExit(SERVER_FAILED)


def stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()


def interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    address = f"http://127.0.0.1:{port}"

    signal.signal(signal.SIGTERM, interrupt)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    os.environ.setdefault("BASE_URL", address)
    try:
        django.setup()
        bring_up_to_date()
        server = start_server(port)
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again to go on.")
        raise SystemExit(130) from None
    try:
        wait_until_ready(server, address)
        print(
            f"\nReady. The site:   {address}/\n"
            f"       Editing:    {address}/cms/\n"
            f"       Demo people: {PEOPLE}\n"
            "       Password:   wirkt-demo\n"
            "Ctrl-C ends it; what you entered stays in var/.\n",
            flush=True,
        )
        server.wait()
        raise SystemExit(SERVER_FAILED)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
    finally:
        stop(server)


if __name__ == "__main__":
    main()
