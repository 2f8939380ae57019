#!/usr/bin/env bash
# Browser journeys against a server of their own, freshly seeded with the demo town.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

WIRKT_VAR=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export WIRKT_VAR WIRKT_URL="http://127.0.0.1:$port"
trap 'kill "${server:-}" 2>/dev/null && wait "$server" || true; rm -rf "$WIRKT_VAR"' EXIT
trap 'exit 130' INT TERM HUP

"$bin/python" scripts/serve.py --port "$port" >"$WIRKT_VAR/server.log" 2>&1 &
server=$!
for _ in $(seq 300); do
    grep -q "^Ready" "$WIRKT_VAR/server.log" && break
    kill -0 "$server" 2>/dev/null || { cat "$WIRKT_VAR/server.log"; exit 1; }
    sleep 1
done
"$bin/python" -m pytest tests/journeys -n 2 --override-ini="addopts=-q -ra --strict-markers" "$@" || {
    status=$?
    tail -n 40 "$WIRKT_VAR/server.log"
    exit $status
}
