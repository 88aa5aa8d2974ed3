# `make run` serves the site on this machine, `make test` checks everything.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
MANAGE := DJANGO_DEBUG=1 $(PY) manage.py

.PHONY: run test lint types test-sqlite test-postgresql pictures clean
.DEFAULT_GOAL := help

help:
	@echo "make run [PORT=8123]   install, load the sample articles, serve the site"
	@echo "make test              lint, check types, run all tests on SQLite and PostgreSQL"
	@echo "make pictures          make the README's pictures from the sample articles"
	@echo "make clean             remove the virtual environment and caches; keeps var/, your data"

# Installed once, and again only when the requirements change, so that a second run needs no network.
.venv/runs: requirements.txt
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "On Record needs Python 3.11 or later; set PYTHON=/path/to/python3.11")'
	@echo "Installing what the site needs …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/tests: requirements-dev.txt .venv/runs
	@echo "Installing what the tests need …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: .venv/runs
	@$(MANAGE) prepare_local --port $(PORT)
	@$(MANAGE) runserver $(PORT)

test: lint types test-sqlite test-postgresql

lint: .venv/tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(MANAGE) makemigrations --check --dry-run

types: .venv/tests
	$(PY) -m mypy

test-sqlite: .venv/tests
	DJANGO_DEBUG=1 $(PY) -m pytest

# Where PostgreSQL is not installed this says so in one line and goes on.
test-postgresql: .venv/tests
	DJANGO_DEBUG=1 $(PY) tests/with_postgresql.py $(PY) -m pytest -m "not sqlite_only"

pictures: .venv/tests
	DJANGO_DEBUG=1 $(PY) docs/pictures.py

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache
