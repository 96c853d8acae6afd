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
.PHONY: help demo test lint bench readers beside faults kills scale reading nightly lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-9s %s\n", $$1, $$2 }' Makefile

# An environment for development has all that the demo needs.
demo: $(or $(wildcard $(DEV)),$(DEMO)) ## harvest the demo portals into data/ and show the result
	@$(BIN)/govnews demo

test: $(DEV) ## run the tests
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(DEV) ## check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

bench: $(DEV) ## measure how fast pages are read
	@$(BIN)/python tools/bench.py

readers: $(DEV) ## measure the general reader beside others (PAGES="folder …": on your own pages)
	@$(BIN)/python tools/readers.py $(PAGES)

beside: $(DEV) ## measure whether dead portals hold up the others
	@$(BIN)/python tools/beside.py

faults: $(DEV) ## harvest under every fault of portals and write docs/faults.md
	@$(BIN)/python tools/faults.py --write

kills: $(DEV) ## kill 25 harvests at random moments, resume them and compare
	@$(BIN)/python tools/kills.py

scale: $(DEV) ## read PAGES=20000 pages again, kill that three times and compare (FOLDER=… keeps the pages)
	@$(BIN)/python tools/scale.py --pages $(or $(PAGES),20000) $(if $(FOLDER),--folder $(FOLDER))

reading: $(DEV) ## keep what is read of tests/pages, after a look at what it changes
	@$(BIN)/python tools/reading.py --keep

nightly: $(DEV) ## run the tests with far more examples
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --hypothesis-profile nightly

lock: ## write requirements/ anew with uv (UPGRADE=--upgrade: take newer releases)
	uv pip compile $(LOCK) --group dev -o requirements/dev.txt
	uv pip compile $(LOCK) --group build -c requirements/dev.txt -o requirements/demo.txt

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
