"""Every kind of page is valid HTML, in a language of each direction (the Nu Html Checker)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .addresses import fetch, samples

CHECKER = Path(__file__).resolve().parent.parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"
KINDS_IN_GERMAN_AND_ARABIC = [sample for sample in samples() if sample.language in ("de", "ar")]


@pytest.mark.skipif(
    not shutil.which("java") or not CHECKER.is_file(),
    reason="the HTML checker needs java and the npm package vnu-jar",
)
def test_every_kind_of_page_is_valid_html(tmp_path: Path):
    names = {}
    pages = [(str(sample), sample.path) for sample in KINDS_IN_GERMAN_AND_ARABIC]
    pages += [("languages", "/"), ("missing de", "/de/x/"), ("missing ar", "/ar/x/")]
    for number, (name, path) in enumerate(pages):
        file = tmp_path / f"{number}.html"
        file.write_text(fetch(path).text, encoding="utf-8")
        names[file.name] = name
    assert len(names) > 20

    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True)

    found = {
        f"{names[fault['url'].rpartition('/')[2]]}: {fault['message']} {fault.get('extract', '')[:120]}"
        for fault in json.loads(answer.stderr)["messages"]
    }
    assert found == set()
