"""The pytest plugin: run the checks on a student's files in this process."""

from collections.abc import Generator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader import checks, course, results
from grader.cases import bank
from grader.cases.bank import BankError
from grader.cases.keys import Keys
from grader.checks import Check
from grader.files import write_atomically
from grader.practice.session import PracticeError, Session
from grader.resources import ResourceError
from grader.writers import board

SESSION = pytest.StashKey[Session]()
PLAIN = pytest.StashKey[Check | None]()
RESULT = pytest.StashKey[results.CheckResult]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("grader", "exercises")
    group.addoption("--submission", metavar="FOLDER", help="folder with the modules to check, instead of student/")
    group.addoption("--budget", default="quick", help="how long networks train: quick, full or none")
    group.addoption("--data", metavar="FOLDER", help="folder with MNIST/raw")
    group.addoption("--bank", metavar="FILE", help="case bank to replay, instead of running the reference")
    group.addoption("--results", metavar="FILE", help="write the results to this file as JSON")


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Run the course's checks if `--submission` names a folder outside the course, which changes pytest's rootdir."""
    here = early_config.invocation_params.dir
    known = early_config.known_args_namespace
    if known.submission and not known.file_or_dir and (here / course.CATALOGUE).exists():
        args.append(str(here / "tests" / "exercises"))


def pytest_configure(config: pytest.Config) -> None:
    """Hide pytest's header, as the course's settings do, and declare the course's fixtures."""
    if config.option.submission:
        config.option.no_header = True
    try:
        catalogue = _course(config)
    except course.CourseError as error:
        raise pytest.UsageError(str(error)) from None
    # The plugin passes the fixtures to the checks; pytest only has to know their names.
    names = ("student", "reference", *(catalogue.fixtures if catalogue else ()))
    fixtures = ModuleType("convkit_fixtures")
    vars(fixtures).update({name: pytest.fixture(name=name)(lambda: None) for name in names})
    config.pluginmanager.register(fixtures)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SESSION in config.stash:
        config.stash[SESSION].close()


def _course(config: pytest.Config) -> course.Course | None:
    """Return the course in the current folder or in pytest's rootdir, or None."""
    folders = (config.invocation_params.dir, config.rootpath)
    folder = next((folder for folder in folders if (folder / course.CATALOGUE).exists()), None)
    return course.load(folder) if folder else None


def _session(config: pytest.Config) -> Session | None:
    if SESSION not in config.stash:
        try:
            catalogue = _course(config)
            if catalogue is None:
                return None
            config.stash[SESSION] = _open(config, catalogue)
        except (course.CourseError, BankError, PracticeError) as error:
            raise pytest.UsageError(str(error)) from None
    return config.stash[SESSION]


def _open(config: pytest.Config, catalogue: course.Course) -> Session:
    options = config.option
    if not catalogue.knows_budget(options.budget):
        known = ", ".join([*catalogue.budgets, "none"])
        raise PracticeError(f"--budget {options.budget}: no such budget; use {known}.")
    if options.data and not Path(options.data).is_dir():
        raise PracticeError(f"--data {options.data}: not a folder; name the folder that contains MNIST/raw.")
    if options.results:
        try:
            Path(options.results).absolute().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PracticeError(f"--results {options.results}: cannot be written ({error.strerror}).") from None
    found = checks.load(catalogue)  # whatever is collected, the course is checked as a whole
    folder = Path(options.submission or catalogue.path / "student")
    data = Path(options.data) if options.data else None
    loaded = bank.load(Path(options.bank), Keys(catalogue, found)) if options.bank else None
    return Session(catalogue, folder, data_folder=data, budget=options.budget, loaded=loaded)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the plain calls, which only show whether an exercise is started, and sort by exercise."""
    if not any(map(_check_of, items)) or (session := _session(config)) is None:
        return
    config.option.force_short_summary = True  # in CI, pytest's summary would repeat every message
    plain_calls = {c.exercise: c for c in map(_check_of, items) if c is not None and c.plain}
    items[:] = [item for item in items if not ((c := _check_of(item)) and c.plain)]
    order = {e.id: i for i, e in enumerate(session.course.exercises)}

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


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a check in the session; other tests run as usual."""
    check = _check_of(pyfuncitem)
    session = pyfuncitem.config.stash.get(SESSION, None)
    if check is None or session is None:
        return None
    try:
        result, error = session.judge(check, pyfuncitem.stash.get(PLAIN, None))
    except ResourceError as problem:
        raise pytest.UsageError(str(problem)) from None
    pyfuncitem.stash[RESULT] = result
    if error is not None:
        raise error
    if result.status in ("not_started", "skipped"):
        pytest.skip(result.message)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a failed check by its message only, without frames of the kit or hypothesis."""
    report = yield
    check = _check_of(item)
    if check is not None and RESULT in item.stash and report.when == "call" and report.failed:
        report.longrepr = f"{check.exercise}: {check.title}\n\n{item.stash[RESULT].message}\n"
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Show the progress and the next exercise."""
    session = config.stash.get(SESSION, None)
    if session is None or not session.verdicts:
        return
    exercises = session.exercises()
    terminalreporter.section("your exercises")
    for line, colour in board.lines(session.course, exercises):
        terminalreporter.write_line(line, **colour)
    for remark in session.remarks:
        terminalreporter.write_line(remark)
    step = board.next_step(session.course, exercises)
    if step is None:
        terminalreporter.write_line("All of these exercises are done. Well done!", green=True)
    else:
        file = session.folder / f"{step.module}.py"
        number = board.line_of(session.files.get(file.name, b"").decode("utf-8", "replace"), step.id)
        where = f"{file}:{number}" if number else str(file)
        terminalreporter.write_line(f"Next: {step.id} ({step.title}), {where}", bold=True)
    if config.option.results:
        write_atomically(Path(config.option.results), results.to_json(session.report()))
