# WIRkt in two commands: `make run` shows the site, `make test` proves it.
# PYTHON, PORT and ARGS can be set: PORT=8123 make run, make unit ARGS="-k council".

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test prepare-test check format unit unit-postgresql coverage browser benchmark requirements clean

help:  ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## Set up what is missing, load the demo town, serve on http://127.0.0.1:8000
	@$(PYTHON) scripts/prepare.py --port $(PORT)
	@exec $(BIN)/python scripts/serve.py --port $(PORT)

test:  ## Run everything: checks, unit tests on both databases, browser journeys
	@$(PYTHON) scripts/prepare.py --tests
	@bash scripts/test.sh

check: prepare-test  ## Lint, types, contracts, templates, migrations, catalogues
	@bash scripts/check.sh

unit: prepare-test  ## Unit tests on SQLite; ARGS="-k name" selects
	@$(BIN)/python -m pytest -n 2 --reuse-db $(ARGS)

unit-postgresql: prepare-test  ## Unit tests on a throw-away PostgreSQL
	@bash scripts/with_postgresql.sh $(BIN)/python -m pytest -n 2 $(ARGS)

coverage: prepare-test  ## Unit tests on SQLite with branch coverage, which doubles their time; at least 95 %
	@mkdir -p var/coverage && $(BIN)/python -m pytest -n 2 --reuse-db --cov --cov-report= $(ARGS) && $(BIN)/coverage report --fail-under=95

browser: prepare-test  ## Browser journeys with axe against a seeded server
	@bash scripts/browser.sh $(ARGS)

benchmark: prepare-test  ## What pages cost, on SQLite and PostgreSQL, beside a bare Wagtail page
	@bash scripts/benchmark.sh $(ARGS)

format: prepare-test  ## Format the Python code and sort its imports
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

requirements:  ## Compile requirements*.txt from pyproject.toml
	@$(PYTHON) scripts/compile_requirements.py

clean:  ## Remove what can be made again (keeps var/, your data)
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

prepare-test:
	@$(PYTHON) scripts/prepare.py --tests >/dev/null
