"""What must be right before the first test: compiled catalogues and a current, migrated database.

The migrations of Wagtail and ours take half a minute of processor time, so they run once: test
databases are copies of a migrated one, which SQLite keeps until a migration or a package changes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cms import catalogues


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues and migrate the database that is copied, before any worker starts."""
    if hasattr(config, "workerinput"):
        return
    catalogues.compile_all()
    if connection.vendor == "sqlite":
        outdated = config.getoption("create_db") or _note().read_text() != fingerprint()
        if outdated:
            for file in Path(settings.VAR_DIR).glob("test*.sqlite3*"):
                file.unlink()
        if not original().exists():
            with tempfile.TemporaryDirectory() as folder:
                _migrate(WIRKT_VAR=folder)
                original().parent.mkdir(exist_ok=True)
                shutil.copyfile(Path(folder) / "wirkt.sqlite3", folder + "/copy")
                os.replace(folder + "/copy", original())
        _note().write_text(fingerprint())
    else:
        _migrate()  # ``TEST["TEMPLATE"]`` names it


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb: bool) -> bool:
    """Copies are there already; only PostgreSQL makes its own."""
    return django_db_createdb and connection.vendor != "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Give this worker its copy, under the name that the suffix has made."""
    if connection.vendor == "sqlite":
        mine = Path(connection.settings_dict["TEST"]["NAME"])
        if not mine.exists():
            shutil.copyfile(original(), mine)


def original() -> Path:
    """Return where the migrated SQLite database is kept that tests copy."""
    return Path(tempfile.gettempdir()) / f"wirkt-{os.getuid()}" / f"{fingerprint()}.sqlite3"


def fingerprint() -> str:
    """One value for all that a migrated database depends on."""
    root = Path(settings.BASE_DIR)
    files = [*sorted(root.glob("*/migrations/*.py")), root / "requirements.txt"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _note() -> Path:
    note = Path(settings.VAR_DIR) / "test-migrations"
    note.touch()
    return note


def _migrate(**environment: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        check=True,
    )
