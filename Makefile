# make demo: grade a small class for real.   make test: lint, types, all tests.   make check: the quick loop while working.
# PIP_ARGS goes to pip, for those who want another torch build.

PYTHON ?= python3
VENV ?= .venv
PIP_ARGS ?=
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PROSE := README.md CHANGELOG.md CONTRIBUTING.md docs course.toml student reference grader tests/exercises tests/kit

.PHONY: demo test check test-isolation lint clean
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
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell $(PROSE)

check: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" tests/kit

test: lint
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder tests/kit
	$(BIN)/python -m pytest --submission reference

# All hostile submissions, at both safe isolation levels, each as root and as an ordinary user.
ISOLATION := sandbox asking intake/test_submission.py grading/test_costs.py grading/test_faults.py grading/test_parity.py mistakes/test_audit.py \
    test_text.py

test-isolation: $(INSTALLED)
	CONVKIT_REQUIRE_ISOLATION=1 CONVKIT_THOROUGH=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(ISOLATION:%=tests/kit/%)

clean:
	rm -rf $(VENV) demo-results .convkit
