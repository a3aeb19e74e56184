# make demo: grade a small class for real.   make test: lint, types, all tests.
# PIP_ARGS goes to pip, for those who want another torch build.

PYTHON ?= python3
VENV ?= .venv
PIP_ARGS ?=
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test test-isolation lint clean
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
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/kit
	$(BIN)/python -m pytest --submission reference

# All hostile hand-ins, on every rung, as root and as an ordinary user.
ISOLATION := jail zygote worker_modules hostile doors archive wire fuzz costs defused faults

test-isolation: $(INSTALLED)
	CONVKIT_REQUIRE_ISOLATION=1 $(BIN)/python -m pytest -n 2 --dist loadfile --all-hostile $(ISOLATION:%=tests/kit/test_%.py)

clean:
	rm -rf $(VENV) demo-results .convkit
