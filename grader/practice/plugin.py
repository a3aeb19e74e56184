"""Run the checks under pytest, on the student's own files, in this process."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from grader import checks, course, results
from grader.cases import bank
from grader.checks import Check
from grader.practice.session import Practice, PracticeError
from grader.tutorial import data
from grader.writers import board

SESSION = pytest.StashKey["Practice"]()
PLAIN = pytest.StashKey["Check | None"]()
RESULT = pytest.StashKey[results.CheckResult]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("grader", "exercises")
    group.addoption("--submission", metavar="FOLDER", help="check the modules in this folder instead of student/")
    group.addoption("--budget", default="quick", help="how long networks train: quick, full or none")
    group.addoption("--data", metavar="FOLDER", help="folder with MNIST/raw")
    group.addoption("--bank", metavar="FILE", help="replay this case bank instead of asking the reference")
    group.addoption("--results", metavar="FILE", help="write the results of this run as JSON")


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Run the course's checks where a submission elsewhere led pytest away from the course's own settings."""
    here = early_config.invocation_params.dir
    known = early_config.known_args_namespace
    if known.submission and not known.file_or_dir and (here / course.CATALOGUE).exists():
        args.append(str(here / "tests" / "exercises"))


def pytest_configure(config: pytest.Config) -> None:
    """Leave out pytest's header as the course's own settings do, which pytest does not read with a folder elsewhere."""
    if config.option.submission:
        config.option.no_header = True


def pytest_unconfigure(config: pytest.Config) -> None:
    if SESSION in config.stash:
        config.stash[SESSION].close()


def _practice(config: pytest.Config) -> Practice | None:
    """Open the course that pytest was started in, if it was started in one."""
    if SESSION not in config.stash:
        folder = next(
            (f for f in (config.invocation_params.dir, config.rootpath) if (f / course.CATALOGUE).exists()), None
        )
        if folder is None:
            return None
        try:
            config.stash[SESSION] = _open(config, course.load(folder))
        except (course.CourseError, bank.BankError, PracticeError) as error:
            raise pytest.UsageError(str(error)) from None
    return config.stash[SESSION]


def _open(config: pytest.Config, catalogue: course.Course) -> Practice:
    options = config.option
    if options.budget not in (*catalogue.budgets, "none"):
        known = ", ".join([*catalogue.budgets, "none"])
        raise PracticeError(f"--budget {options.budget}: there is no such budget; use {known}.")
    if options.data and not Path(options.data).is_dir():
        raise PracticeError(f"--data {options.data}: is not a folder; name the one that holds MNIST/raw.")
    if options.results:
        try:
            Path(options.results).absolute().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PracticeError(f"--results {options.results}: cannot be written ({error.strerror}).") from None
    return Practice(
        catalogue,
        Path(options.submission or catalogue.path / "student"),
        data_folder=Path(options.data) if options.data else None,
        budget=options.budget,
        loaded=bank.load(Path(options.bank), checks.origin(catalogue)) if options.bank else None,
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the plain calls out of the list: they only decide whether an exercise is started."""
    if not any(map(_check_of, items)) or (practice := _practice(config)) is None:
        return
    config.option.force_short_summary = True  # in CI, pytest's list of failures would repeat every message
    plain_calls = {c.exercise: c for c in map(_check_of, items) if c is not None and c.plain}
    items[:] = [item for item in items if not ((c := _check_of(item)) and c.plain)]
    order = {e.id: i for i, e in enumerate(practice.course.exercises)}

    def place(item: pytest.Item) -> int:
        check = _check_of(item)
        return order.get(check.exercise, -1) if check else -1

    items.sort(key=place)
    for item in items:
        check = _check_of(item)
        if check is not None:
            item.stash[PLAIN] = plain_calls.get(check.exercise)


def _check_of(item: pytest.Item) -> Check | None:
    return checks.of(getattr(item, "function", None))


@pytest.fixture
def student() -> None:
    """Stand for the submission under test; the plugin puts it in."""


@pytest.fixture
def reference() -> None:
    """Stand for the reference; the plugin puts it in."""


@pytest.fixture
def training() -> None:
    """Stand for the data and the budget of a training run; the plugin puts them in."""


@pytest.fixture
def naming() -> None:
    """Stand for the pretrained weights and what is known of them; the plugin puts them in."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a check in our own way; other tests run as always."""
    check = _check_of(pyfuncitem)
    practice = pyfuncitem.config.stash.get(SESSION, None)
    if check is None or practice is None:
        return None
    try:
        result, error = practice.judge(check, pyfuncitem.stash.get(PLAIN, None))
    except data.DataError as problem:
        raise pytest.UsageError(str(problem)) from None
    pyfuncitem.stash[RESULT] = result
    if error is not None:
        raise error
    if result.status in ("not_started", "skipped"):
        pytest.skip(result.message)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show a student the message alone: no frames of the kit, nothing of hypothesis."""
    report = yield
    check = _check_of(item)
    if check is not None and RESULT in item.stash and report.when == "call" and report.failed:
        report.longrepr = f"{check.exercise}: {check.title}\n\n{item.stash[RESULT].message}\n"
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Show the board and one next step."""
    practice = config.stash.get(SESSION, None)
    if practice is None or not practice.verdicts:
        return
    exercises = practice.exercises()
    terminalreporter.section("your exercises")
    for line, colour in board.lines(practice.course, exercises):
        terminalreporter.write_line(line, **colour)
    report = practice.report()
    if report.data == "digits":
        terminalreporter.write_line("MNIST is not here; the digits bundled with scikit-learn stood in for it.")
    if report.weights == "random":
        terminalreporter.write_line("Trained weights are not here; random ones stood in for them.")
    step = board.next_step(practice.course, exercises)
    if step is None:
        terminalreporter.write_line("Everything here is done. Well done!", green=True)
    else:
        file = practice.folder / f"{step.module}.py"
        number = board.line_of(practice.files.get(file.name, b"").decode("utf-8", "replace"), step.id)
        where = f"{file}:{number}" if number else str(file)
        terminalreporter.write_line(f"Next: {step.id} ({step.title}), {where}", bold=True)
    if config.option.results:
        results.write_atomically(Path(config.option.results), results.to_json(report))
