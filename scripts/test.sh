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

rm -rf var/coverage
mkdir -p var/coverage
step "Unit tests on SQLite"
"$bin/python" -m pytest -n 2 --create-db --cov --cov-report=
# Not "data.sqlite": the next run erases everything that begins like its own data file.
mv var/coverage/data var/coverage/sqlite.data

step "Unit tests on PostgreSQL"
bash scripts/with_postgresql.sh "$bin/python" -m pytest -n 2 --create-db --cov --cov-report=
mv var/coverage/data var/coverage/postgresql.data

step "Branch coverage of both unit runs"
"$bin/coverage" combine --quiet var/coverage/*.data
"$bin/coverage" report --fail-under=95

step "Browser journeys"
bash scripts/browser.sh

step "All passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
