#!/usr/bin/env bash
# What pages cost, in the same run on SQLite and on a throw-away PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

WIRKT_VAR=$(mktemp -d)
export WIRKT_VAR
trap 'rm -rf "$WIRKT_VAR"' EXIT
trap 'exit 130' INT TERM HUP

"$bin/python" -m benchmarks "$@"
bash scripts/with_postgresql.sh "$bin/python" -m benchmarks "$@"
