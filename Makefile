# Spot BF1. `make run` and `make test` need Python 3.11+ and make, nothing else.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
IN := $(VENV)/bin
hash = $(shell cat $(1) | sha256sum | cut -c1-16)

# A stamp's name carries the hash of what it was made from: the same files are never installed or built twice.
RUNTIME := $(VENV)/runtime-$(call hash,requirements.txt)
DEVELOPMENT := $(VENV)/development-$(call hash,requirements.txt requirements-dev.txt)
NODE := $(VENV)/node-$(call hash,frontend/requirements.txt)
MODULES := frontend/node_modules/.installed-$(call hash,frontend/package-lock.json)
SOURCES := $(shell find frontend spot/templates spot/desks -type f -not -path '*/node_modules/*' \
	\( -name '*.css' -o -name '*.js' -o -name '*.mjs' -o -name '*.json' -o -name '*.html' -o -name '*.py' \) 2>/dev/null)
ASSETS := static/dist/.built
INSTALL := $(IN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(IN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock"

export PATH := $(CURDIR)/$(IN):$(PATH)

.PHONY: help run free-port writable assets install test check stack faults screenshots drill lock clean

help:
	@sed -n 's/^## //p' Makefile

## make run          the demonstration on http://127.0.0.1:8000 (PORT=, DATA_DIR=)
run: free-port writable $(RUNTIME) $(ASSETS)
	@exec $(IN)/python manage.py demonstrate

## make test         the whole suite on SQLite, browser journeys included
test: $(DEVELOPMENT) $(ASSETS)
	@$(IN)/python -m tests.machine
	$(IN)/python -m pytest -n 2 --dist loadgroup $(SUITE)

# CI runs the whole suite on PostgreSQL; on SQLite what goes another way there, and the journeys. So it stays under 40 minutes.
ON_SQLITE := tests/journeys tests/journal tests/test_hostile_text.py

## make check        everything CI asks: linters, types, boundaries, tests, once more on PostgreSQL and Redis, audit
check: $(DEVELOPMENT) $(ASSETS)
	@$(IN)/python -m tests.machine
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/mypy spot spot_bf1
	$(IN)/lint-imports --no-cache
	$(IN)/djlint spot/templates --lint --quiet
	$(IN)/python manage.py makemigrations --check --dry-run
	$(IN)/bandit -q -ll -r spot spot_bf1 -c pyproject.toml
	@$(MAKE) --no-print-directory test SUITE='$(ON_SQLITE) -m "not reliability"'
	$(IN)/python -m tests.services
	$(IN)/python -m tests.audit

## make stack        the shape of production without containers: nginx, gunicorn, uvicorn, PostgreSQL, Redis
stack: writable $(RUNTIME) $(ASSETS)
	@exec $(IN)/python manage.py stack --port "$${PORT:-0}"

## make faults       the long reliability runs
faults: $(DEVELOPMENT) $(ASSETS)
	@$(IN)/python -m tests.machine
	SPOT_FAULTS=100 $(IN)/python -m pytest tests/reliability -m reliability -ra

## make screenshots  every page at three widths in both themes, under screenshots/
screenshots: $(DEVELOPMENT) $(ASSETS)
	@$(IN)/python -m tests.machine
	$(IN)/python -m tests.screenshots

# Said before two minutes of installing. PORT and DATA_DIR reach the commands by the environment; .env may name them too.
free-port:
	@grep -qs '^PORT=.' .env && [ -z "$$PORT" ] || $(PYTHON) -I spot/operations/ports.py "$${PORT:-8000}"

writable:
	@[ -w . ] || [ -e $(RUNTIME) -a -e $(ASSETS) ] || { echo "Impossible d’écrire dans $(CURDIR) : paquets et feuilles de style y sont installés." >&2; exit 1; }

## make drill        restore the newest backup apart, verify it, throw it away
drill: $(RUNTIME)
	@exec $(IN)/python manage.py drill

## make lock         the pins of *.in with all they need, and the hash of each file, for Python 3.11 to 3.13
lock: $(DEVELOPMENT)
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) frontend/requirements.in --output-file frontend/requirements.txt

install: $(RUNTIME)
assets: $(ASSETS)

$(IN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): | $(IN)/python
	$(INSTALL) -r requirements.txt
	@rm -f $(VENV)/runtime-*; touch $@

$(DEVELOPMENT): | $(RUNTIME)
	$(INSTALL) -r requirements-dev.txt
	@rm -f $(VENV)/development-*; touch $@

# Node builds the assets and is not needed afterwards; a machine without a recent one gets it inside the venv.
$(NODE): | $(IN)/python
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null \
		|| $(INSTALL) -r frontend/requirements.txt
	@touch $@

$(MODULES): | $(NODE) $(RUNTIME)
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): $(SOURCES) | $(MODULES) $(RUNTIME)
	cd frontend && npm run --silent build
	@touch $@

clean:
	rm -rf static/dist screenshots frontend/node_modules
