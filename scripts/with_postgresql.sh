#!/usr/bin/env bash
# Run a command beside a throw-away PostgreSQL: scripts/with_postgresql.sh python -m pytest
# The server lives in a temporary folder, listens on loopback only and is gone afterwards.
set -euo pipefail

binaries=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

server() {  # initdb and pg_ctl refuse to work as root
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$folder" && runuser -u postgres -- env LC_ALL=C.UTF-8 "$binaries/$1" "${@:2}")
    else
        LC_ALL=C.UTF-8 "$binaries/$1" "${@:2}"
    fi
}
stop() {
    server pg_ctl --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
fi
server initdb --pgdata="$folder/data" --auth=trust --username=wirkt --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >/dev/null
server pg_ctl --pgdata="$folder/data" --log="$folder/log" --wait start --options="-p $port -k $folder \
    -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null
server createdb --host=127.0.0.1 --port="$port" --username=wirkt wirkt

export WIRKT_DB=postgresql PGHOST=127.0.0.1 PGPORT="$port" PGUSER=wirkt PGPASSWORD=wirkt PGDATABASE=wirkt
"$@"
