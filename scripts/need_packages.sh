#!/usr/bin/env bash
# Install the system packages the tests need, when they are missing and apt may be used.
set -euo pipefail

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
command -v xgettext >/dev/null || missing+=(gettext)
[ ${#missing[@]} -eq 0 ] && exit 0

apt=(apt-get install --yes --no-install-recommends "${missing[@]}")
if ! command -v apt-get >/dev/null; then
    echo "The tests need these Debian packages, and this machine has no apt: ${missing[*]}" >&2
    exit 5
elif [ "$(id -u)" -eq 0 ]; then
    as_root=(env DEBIAN_FRONTEND=noninteractive)
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
else
    echo "The tests need system packages that only an administrator can install. Please run:" >&2
    echo "    sudo apt-get update && sudo ${apt[*]}" >&2
    exit 5
fi
echo "Installing ${missing[*]} …"
"${as_root[@]}" apt-get update --quiet=2 </dev/null
"${as_root[@]}" "${apt[@]}" --quiet=2 </dev/null
