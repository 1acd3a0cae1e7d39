# Everything a contributor or CI runs. `make` alone lists it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CODE := cli/eventbook tests
CORE_TESTS := tests/unit/document tests/unit/schema tests/unit/test_check.py tests/suites
CORE := cli/eventbook/document/*,cli/eventbook/schema/*,cli/eventbook/check.py

.DEFAULT_GOAL := help
.PHONY: help setup demo site test format lint records coverage acceptance fault hooks hostile reference docs-check wheel-check bench check

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "eventbook needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

setup: $(VENV)/.ready ## Make the virtual environment

demo: $(VENV)/.ready ## Run the main job on an example, saying what it does
	@PATH="$(abspath $(BIN)):$$PATH" sh cli/demo/run.sh

test: $(VENV)/.ready ## Run the unit tests and the official suites: a minute or two
	$(BIN)/python -m pytest -q -n auto tests/unit tests/suites

format: $(VENV)/.ready ## Format the code
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

lint: $(VENV)/.ready ## Check format, style, types and layers
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

records: $(VENV)/.ready ## Check this repository's own records, and how they are laid out
	$(BIN)/eventbook validate --strict
	$(BIN)/eventbook fmt --check

coverage: $(VENV)/.ready ## Run the tests of the core; hold it to full branch coverage
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -q -n auto $(CORE_TESTS) --cov --cov-branch --cov-report=
	$(BIN)/coverage report --include='$(CORE)' --fail-under=100

acceptance: $(VENV)/.ready ## Run the command as a process, and every document
	$(BIN)/python -m pytest -q -n auto tests/acceptance tests/docs

fault: $(VENV)/.ready ## Break off changes at every step: kills, full disks, power cuts; ten minutes
	$(BIN)/python -m pytest -q -s tests/fault

hooks: $(VENV)/.ready ## Run pre-commit, pushes, merges, the Action and the template for real; some minutes
	EVENTBOOK_HOOKS=1 $(BIN)/python -m pytest -q -s tests/acceptance/test_hooks_*.py tests/acceptance/test_git_merge.py tests/acceptance/test_git_setup.py

# Each text in each field, in one process, which says how many there are.
EVERY_TEXT := $(addprefix tests/acceptance/test_hostile_,site.py feeds.py)

hostile: $(VENV)/.ready ## All that a stranger's branch may hold, each command held to one second; an hour
	EVENTBOOK_STEPS=1 $(BIN)/python -m pytest -q -n auto $(filter-out $(EVERY_TEXT),$(wildcard tests/acceptance/test_hostile_*.py))
	EVENTBOOK_STEPS=1 $(BIN)/python -m pytest -q -s $(EVERY_TEXT)

# Those whose answers hang on how records are read and judged; examples run on both stacks anyway.
BOTH_WAYS := $(addprefix tests/acceptance/test_,validate.py list.py list_each.py show.py search.py diff.py create.py references.py review.py rename.py)

reference: $(VENV)/.ready ## Run what judges records on the reference stack alone
	EVENTBOOK_REFERENCE=1 $(BIN)/python -m pytest -q -n auto $(BOTH_WAYS)

docs-check: $(VENV)/.ready ## Run every command and check every claim of the documents
	$(BIN)/python -m pytest -q tests/docs

wheel-check: $(VENV)/.ready ## Build the wheel and run the main job from it, elsewhere
	sh tests/wheel-check.sh $(abspath $(BIN))/python

bench: $(VENV)/.ready ## Compare with other tools on the same input; prints ratios
	@for bench in tests/bench/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench; done

site: $(VENV)/.ready ## Build the site of this repository's own records, drafts and all, in build/site
	$(BIN)/eventbook render -f site --drafts -o build/site
	$(BIN)/eventbook render -f site --drafts -o build/site --check

check: lint records coverage acceptance reference wheel-check site ## All of the above that must pass
