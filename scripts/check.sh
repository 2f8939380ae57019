#!/usr/bin/env bash
# Everything that can be checked without running the product. Shows all findings, not only the first.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() {  # check NAME COMMAND…
    local start=$SECONDS output
    if output=$("${@:2}" 2>&1); then
        printf '  ok    %-28s %3d s\n' "$1" $((SECONDS - start))
    else
        printf '  FAIL  %-28s %3d s\n%s\n' "$1" $((SECONDS - start)) "$output"
        failed+=("$1")
    fi
}

export DJANGO_SETTINGS_MODULE=cms.settings.test
check "ruff (lint)" "$bin/ruff" check --no-fix .
check "ruff (format)" "$bin/ruff" format --check .
check "import contracts" "$bin/lint-imports"
check "types (mypy)" "$bin/mypy"
check "templates (djlint)" "$bin/djlint" --lint --quiet .
check "django system checks" "$bin/python" manage.py check --fail-level WARNING
check "migrations complete" "$bin/python" manage.py makemigrations --check --dry-run
check "catalogues complete" "$bin/python" manage.py check_catalogues

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFailed: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
