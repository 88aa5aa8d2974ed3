# `make run` serves the site on this machine, `make test` checks everything.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
MANAGE := DJANGO_DEBUG=1 $(PY) manage.py

# Where the public corpora and their scorers are (docs/scores.md).
CORPORA ?= ../shared/corpora
SCORERS ?= ../shared/tools

.PHONY: scores run test lint types test-sqlite test-postgresql test-training pictures clean
.DEFAULT_GOAL := help

help:
	@echo "make run [PORT=8123]   install, load the sample articles, serve the site"
	@echo "make test              lint, check types, run all tests on SQLite and PostgreSQL"
	@echo "make test-training     the training recipe on made-up sentences; installs PyTorch into .venv-train"
	@echo "make scores            all figures of docs/scores.md, where the corpora are: CORPORA=… SCORERS=…"
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

# One worker for each core; a file's tests stay together, for they share a served site.
WORKERS := -n auto --dist loadfile

test: lint types test-sqlite test-postgresql

lint: .venv/tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(MANAGE) makemigrations --check --dry-run

types: .venv/tests
	$(PY) -m mypy

test-sqlite: .venv/tests
	DJANGO_DEBUG=1 $(PY) -m pytest $(WORKERS)

# Where PostgreSQL is not installed this says so in one line and goes on.
test-postgresql: .venv/tests
	DJANGO_DEBUG=1 $(PY) tests/with_postgresql.py $(PY) -m pytest $(WORKERS) -m "not sqlite_only"

# A virtual environment of its own: PyTorch is large and nothing else needs it. Where no CPU build is
# to be had, pip takes the ordinary one.
.venv-train/ready: requirements-train.txt requirements.txt
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@echo "Installing what training needs …"
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	@touch $@

test-training: .venv-train/ready
	.venv-train/bin/python -m pytest -p no:cacheprovider -c articles/extraction/training/tests/pytest.ini --rootdir . articles/extraction/training/tests

scores: .venv/runs
	@DJANGO_DEBUG=1 $(PY) tests/scores.py $(CORPORA) $(SCORERS)

pictures: .venv/tests
	DJANGO_DEBUG=1 $(PY) docs/pictures.py

clean:
	rm -rf .venv .venv-train .pytest_cache .ruff_cache .mypy_cache
