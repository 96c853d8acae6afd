# Every target does its own set-up: python3 (3.11 or newer), git and make are enough, and nothing
# is installed outside the folder .venv. A second call installs nothing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
DEMO := $(VENV)/.demo-installed
DEV := $(VENV)/.dev-installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench bench-check bench-keep readers beside faults kills nights cluster scale reading million nightly audit lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-11s %s\n", $$1, $$2 }' Makefile

# An environment for development has all that the demo needs.
demo: $(or $(wildcard $(DEV)),$(DEMO)) ## harvest the demo portals into data/ and show the result
	@$(BIN)/govnews demo

test: $(DEV) ## run the tests
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(DEV) ## check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

bench: $(DEV) ## measure how fast pages are read, beside a bare parse and other readers
	@$(BIN)/python -m tools.bench

bench-check: $(DEV) ## the same, and fail where a ratio is 15 % worse than the kept one
	@$(BIN)/python -m tools.bench --check

bench-keep: $(DEV) ## the same, and keep the result in benchmarks/result.json
	@$(BIN)/python -m tools.bench --keep

readers: $(DEV) ## measure the general reader beside others (PAGES="folder …": on your own pages)
	@$(BIN)/python tools/readers.py $(PAGES)

beside: $(DEV) ## measure whether dead portals hold up the others
	@$(BIN)/python tools/beside.py

faults: $(DEV) ## harvest under every fault of portals and write docs/faults.md
	@$(BIN)/python tools/faults.py --write

kills: $(DEV) ## kill harvests and fill their disks, resume them and compare
	@$(BIN)/python tools/kills.py

nights: $(DEV) ## harvest a changing portal in 30 nights and compare with what is true
	@$(BIN)/python tools/nights.py --looks ages
	@$(BIN)/python tools/nights.py --looks nightly
	@$(BIN)/python tools/nights.py --looks told

scale: $(DEV) ## read PAGES=20000 pages again, kill that three times and compare (FOLDER=… keeps the pages)
	@$(BIN)/python tools/scale.py --pages $(or $(PAGES),20000) $(if $(FOLDER),--folder $(FOLDER))

reading: $(DEV) ## keep what is read of tests/pages, after a look at what it changes
	@$(BIN)/python tools/reading.py --keep

cluster: $(DEV) ## kill workers of a cluster, and compare (ARCHIVE=file: whose pages are read again)
	@$(BIN)/python tools/cluster.py $(ARCHIVE)

million: $(DEV) ## make a dataset of a million made-up articles in FOLDER (ARTICLES=number: of so many)
	@$(BIN)/python tools/million.py $(FOLDER) --articles $(or $(ARTICLES),1000000)

nightly: $(DEV) ## run the tests with far more examples
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --hypothesis-profile nightly

# pip-audit has an environment of its own, as it is no part of development; it asks pypi.org.
audit: $(BIN)/pip ## ask PyPI for known vulnerabilities of the locked packages
	@test -x $(VENV)/audit/bin/pip-audit || $(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@for list in demo dev; do echo "requirements/$$list.txt"; $(VENV)/audit/bin/pip-audit --strict \
		--no-deps --disable-pip --progress-spinner off -r requirements/$$list.txt || exit 1; done

lock: ## write requirements/ anew with uv (UPGRADE=--upgrade: take newer releases)
	uv pip compile $(LOCK) --extra analysis --extra browse --extra cluster --extra delta --extra s3 --group dev -o requirements/dev.txt
	uv pip compile $(LOCK) --extra analysis --group build -c requirements/dev.txt -o requirements/demo.txt

clean: ## remove the environment and the caches; data/ stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find govnews spiders pipelines tests tools -name __pycache__ -prune -exec rm -rf {} +

LOCK = pyproject.toml --extra sql --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet $(UPGRADE)

$(BIN)/pip:
	@$(PYTHON) tools/bootstrap.py $(VENV)

# The lists are complete, hence --no-deps. The project itself goes in as an editable installation,
# built by the locked setuptools.
$(DEMO) $(DEV): $(VENV)/.%-installed: requirements/%.txt pyproject.toml tools/bootstrap.py | $(BIN)/pip
	@echo "installing what requirements/$*.txt lists"
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements/$*.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@
