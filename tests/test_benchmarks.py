"""The benchmark runs from end to end and prints a row for each kind of page."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
ROWS = (
    "bare Wagtail page", "front page", "strategy, 1 chapters", "chapter, 30 sections",
    "section, 12 paragraphs", "section in Arabic", "whole strategy", "process", "directory",
    "partner", "events", "event", "plain page", "sitemap",
)  # fmt: skip


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one database is enough for a trial run")
def test_a_tiny_run_prints_a_row_for_each_kind_of_page(django_db_setup, tmp_path):
    """It starts from a copy of the tests' empty database, so nothing is migrated anew."""
    empty = sqlite3.connect(connection.settings_dict["NAME"])
    with sqlite3.connect(tmp_path / "benchmark.sqlite3") as copy:
        empty.backup(copy)
    command = [sys.executable, "-m", "benchmarks", "--sections", "2", "--repeat", "1"]
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    answer = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | {"WIRKT_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stderr
    assert "2 sections in all languages" in answer.stdout
    for name in ROWS:
        assert f"\n| {name} | " in answer.stdout, name
