#!/usr/bin/env bash
# The whole proof, called by `make test` after .venv and node_modules are ready.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export PYTHONUNBUFFERED=1

step() { printf '\n== %s\n' "$1"; }

step "System packages"
bash scripts/need_packages.sh

step "Checks"
"$bin/python" manage.py compile_catalogues
bash scripts/check.sh

step "Unit tests on SQLite"
"$bin/python" -m pytest -n 2 --create-db

step "Unit tests on PostgreSQL"
# Files that look at nothing a database could change run once.
once=(tests/test_house.py tests/test_benchmarks.py tests/demo/test_repeatable.py
    tests/cms/test_catalogues.py tests/cms/test_assets.py tests/cms/test_components.py)
bash scripts/with_postgresql.sh "$bin/python" -m pytest -n 2 --create-db "${once[@]/#/--ignore=}"

step "Browser journeys"
bash scripts/browser.sh

step "All passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
