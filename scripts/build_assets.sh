#!/bin/sh
# Build what browsers load from the pinned packages in node_modules: one style
# sheet per text direction and the font subsets. Output: cms/static/cms/built/.
set -eu
cd "$(dirname "$0")/.."
node=.venv/bin/node
[ -x "$node" ] || node=node
"$node" scripts/build_css.mjs
.venv/bin/python scripts/subset_fonts.py
# Readers check an exported version with it; docs/ holds the one source.
cp docs/verify_version.py cms/static/cms/built/verify_version.py
