# make run · test · cover · fmt · env · bench · lock
# Needs python3 ≥ 3.11 and make; everything else is installed below .venv.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEV    := $(VENV)/.ready-dev
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SOURCE := bot adapters rag tws tests scripts

.DEFAULT_GOAL := help
.PHONY: help run test cover fmt env bench lock slack-manifest teams-package

help:
	@echo "make run     start Resync at http://localhost:8000 (simulated HWA unless TWS_URL is set)"
	@echo "make test    run every test"
	@echo "make cover   run every test and say which branches none of them takes (twice as long)"
	@echo "make fmt     format, lint, check types and imports (CHECK=1: only say what is wrong)"
	@echo "make env     write .env.example from the settings"
	@echo "make bench   print the measured figures beside their targets"
	@echo "make slack-manifest  write the Slack app's manifest (SLACK_URL=https://… for HTTP, else Socket Mode)"
	@echo "make teams-package  pack the Teams app (TEAMS_APP_ID=… HOST=resync.example.com)"
	@echo "make lock    resolve requirements.lock anew"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Resync needs Python 3.11 or newer; $$($(PYTHON) --version) was found. Name another: make PYTHON=python3.13 …" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned dependencies into $(VENV) (about two minutes, once) …"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	@echo "Installing what the tests need …"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

run: $(READY)
	@exec $(BIN)/resync run

test cover: $(DEV)
	@$(BIN)/python scripts/need_chromium.py
	$(BIN)/python -m pytest -n 2 --dist worksteal $(COVER) $(ARGS)

cover: COVER := --cov --cov-report=term:skip-covered

ifdef CHECK
FORMAT := --check
else
FIX := --fix
endif

fmt: $(DEV)
	$(BIN)/ruff format $(FORMAT) $(SOURCE)
	$(BIN)/ruff check $(FIX) $(SOURCE)
	$(BIN)/mypy
	$(BIN)/lint-imports

env: $(READY)
	@$(BIN)/python -m bot.settings > .env.example
	@echo "wrote .env.example"

bench: $(DEV)
	@$(BIN)/python -m tests.benchmarks $(ARGS)

# make slack-manifest [SLACK_NAME="Resync"] [SLACK_COMMAND=/tws] [RESYNC_LANGUAGE=pt] [SLACK_URL=https://resync.example.com]
slack-manifest: $(READY)
	@$(BIN)/python scripts/slack_manifest.py var/slack-manifest.yaml --name "$(or $(SLACK_NAME),Resync)" \
		--command "$(or $(SLACK_COMMAND),/tws)" --language "$(or $(RESYNC_LANGUAGE),pt)" --url "$(SLACK_URL)"

# make teams-package TEAMS_APP_ID=<the bot's application id> HOST=resync.example.com [TEAMS_NAME="Resync"] [RESYNC_LANGUAGE=pt]
teams-package: $(READY)
	@$(BIN)/python scripts/teams_package.py var/resync-teams.zip --app-id "$(TEAMS_APP_ID)" --host "$(HOST)" \
		--name "$(or $(TEAMS_NAME),Resync)" --language "$(or $(RESYNC_LANGUAGE),pt)"

COMPILE := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock: $(READY)
	@$(BIN)/python -m venv .tools && .tools/bin/pip install --quiet uv
	.tools/bin/uv pip compile $(COMPILE) pyproject.toml --all-extras --group build -o requirements.lock
	.tools/bin/uv pip compile $(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
