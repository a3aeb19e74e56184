# make demo: grade a small class for real.   make test: lint, types, all tests.
# PIP_ARGS goes to pip, for those who want another torch build.

PYTHON ?= python3
VENV ?= .venv
PIP_ARGS ?=
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test lint clean
.DELETE_ON_ERROR:

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt $(PIP_ARGS) -e '.[dev]'
	@touch $@

demo: $(INSTALLED)
	@$(BIN)/python tests/demo/build.py demo-results/class
	@$(BIN)/grader grade demo-results/class/* --out demo-results/graded --allow-weak-isolation

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check grader tests reference student benchmarks conftest.py
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest tests/kit
	$(BIN)/python -m pytest --submission reference

clean:
	rm -rf $(VENV) demo-results .convkit
