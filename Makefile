# The two commands of the README, and what developers need. Needs Python 3.11 or later, make and git.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ROPA = $(BIN)/ropa
BUILD ?= build
# Compiled modules are what make a second start fast.
export PYTHONDONTWRITEBYTECODE =

.PHONY: audit print test lint format docs fonts cldr bench clean

audit: $(VENV)/.ropa  ## check register/, show the overview and the findings, write the audit tables to build/
	@mkdir -p $(BUILD)
	@$(ROPA) overview --register register
	@$(ROPA) check register --fail-on never
	@$(ROPA) export --all --register register -o $(BUILD)

print: $(VENV)/.ropa  ## print register/ for the authority, to build/register.pdf and build/register.html
	@mkdir -p $(BUILD)
	@$(ROPA) print --register register -o $(BUILD)/register.pdf
	@$(ROPA) print --register register -o $(BUILD)/register.html

test: $(VENV)/.dev  ## run the tests
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev  ## formatting, linting, strict types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev  ## make docs/rules.md, docs/fields.md and register/.schema from the definitions
	$(BIN)/python -m tools.docs

fonts: $(VENV)/.dev  ## make ropa/documents/fonts/ from published fonts: make fonts FROM="FOLDER…"
	$(BIN)/python -m tools.fonts $(FROM)

cldr: $(VENV)/.dev
	$(BIN)/python -m tools.cldr

bench: $(VENV)/.bench  ## measure, and write docs/benchmarks.md
	$(BIN)/python -m bench

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ropa: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.ropa
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .[dev]
	@touch $@

$(VENV)/.bench: pyproject.toml $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .[bench]
	@touch $@

clean:
	rm -rf $(VENV) $(BUILD) .pytest_cache .mypy_cache .ruff_cache .hypothesis
