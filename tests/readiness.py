"""What must be right before the first test: compiled catalogues, a current test database.

SQLite's test databases are kept between runs until a migration changes.
"""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from cms import catalogues


def fingerprint() -> str:
    """One value for all migrations of our apps."""
    files = sorted(Path(settings.BASE_DIR).glob("*/migrations/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues and throw outdated databases away, before any worker starts."""
    if hasattr(config, "workerinput"):
        return
    catalogues.compile_all()
    folder = Path(settings.VAR_DIR)
    note = folder / "test-migrations"
    if not note.exists() or note.read_text() != fingerprint():
        for file in folder.glob("test.sqlite3*"):
            file.unlink()
        note.write_text(fingerprint())
