# Laurel's two commands are `make run` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONDONTWRITEBYTECODE := 1
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := 1

.PHONY: help setup run test check unit strace infra-test journey soak bench bench-validate \
        bench-duplicates mailbox openapi clean lock tools

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Start the local cloud, run the sample contest, keep running (ONCE=1: stop after it)
	@$(PY) -m local $(if $(ONCE),--once)

test: setup check unit infra-test journey ## Everything that has to hold: what CI runs

check: setup ## Lint, types, layer law
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

unit: setup strace ## Tests that open no sockets, and those of the local cloud's parts
	$(PY) -m pytest -q tests --ignore tests/infra --ignore tests/journey

strace: # One test asks the kernel what was opened while hostile files were parsed
	@command -v strace >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get install -y -q strace >/dev/null 2>&1; } \
	  || echo "strace is not installed: the test that needs it is left out."

soak: setup ## More mutated files and requests than in CI, and other cases of every property
	LAUREL_SOAK=1 $(PY) -m pytest -q tests/domain tests/desk tests/contracts tests/cli
	LAUREL_MUTATIONS=50000 $(PY) -m pytest -q tests/corpus/test_mutations.py
	LAUREL_SOAK=1 $(PY) -m pytest -q tests/journey/test_answers_as_described.py

openapi: setup ## Write functions/openapi.json anew, from the routes and what they run
	$(PY) -m infra.openapi

bench: bench-validate bench-duplicates ## Both benches

bench-validate: setup ## What it takes to judge an upload, beside what people use instead
	PYTHONPATH=.:layers/domain/python:layers/aws/python $(PY) -m bench.validate

infra-test: setup ## Templates of three regions: rights, cdk-nag, cfn-lint
	$(PY) -m pytest -q tests/infra

journey: setup ## The whole way of entries on the local cloud
	$(PY) -m pytest -q tests/journey

bench-duplicates: setup ## How well copies of works are found, and how fast
	PYTHONPATH=.:layers/domain/python:layers/aws/python $(PY) -m bench.duplicates

mailbox: setup ## What was mailed on the local cloud (TO=address: to whom)
	@$(PY) -m local.mailbox $(TO)

clean: ## Forget the local cloud's data
	rm -rf .state

setup: tools $(VENV)/.ready node_modules/.ready ## Make the environment from the lock files

tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更高版本(可用 PYTHON=... 指定)。"; \
	  echo "Python 3.11 or newer is needed (name it with PYTHON=...)."; exit 1; }
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null || { \
	  echo "需要 Node.js 20 或更高版本(https://nodejs.org)。"; \
	  echo "Node.js 20 or newer is needed (https://nodejs.org)."; exit 1; }
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

lock: ## Renew the lock files from pyproject.toml (needs uv)
	uv pip compile -q -U --group pyproject.toml:all --generate-hashes --universal \
	  --python-version 3.11 --no-annotate --no-header -o locks/development.lock
	for group in base media frames; do uv pip compile -q --group pyproject.toml:$$group \
	  --generate-hashes --universal --python-version 3.11 --no-annotate --no-header \
	  -c locks/development.lock -o layers/vendor/$$group.lock; done
	npm install --package-lock-only
