"""The pytest plugin: run the checks on a student's files in this process."""

import io
import sys
from collections.abc import Generator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from rich.console import Console

from grader import checks, course, results
from grader.cases import bank
from grader.cases.bank import BankError
from grader.cases.drawing import DrawingError
from grader.cases.keys import Keys
from grader.checks import Check
from grader.files import write_atomically
from grader.plots import terminal
from grader.practice import messages, page
from grader.practice.judge import Judged, PracticeJudge
from grader.practice.session import PracticeError, Session
from grader.resources import ResourceError
from grader.writers import board

SESSION = pytest.StashKey[Session]()
RESULT = pytest.StashKey[results.CheckResult]()
COLOURS = pytest.StashKey[bool]()  # whether the terminal shows them
ATTACHED = "convkit_result"  # the attribute of a report: the exercise, and the result as plain data


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("grader", "exercises")
    group.addoption("--submission", metavar="FOLDER", help="folder with the modules to check, instead of student/")
    group.addoption("--budget", default="quick", help="how long networks train: quick, full or none")
    group.addoption("--data", metavar="FOLDER", help="folder with MNIST/raw")
    group.addoption("--bank", metavar="FILE", help="case bank to replay, instead of running the reference")
    group.addoption("--pictures", action="store_true", help="write a page with pictures of what fails first")
    group.addoption("--results", metavar="FILE", help="write the results to this file as JSON")


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Run the course's checks where a student would expect it.

    A `--submission` outside the course changes pytest's rootdir, and in `student/` there is nothing to collect.
    """
    here = early_config.invocation_params.dir
    folder = next((f for f in (here, *here.parents) if (f / course.CATALOGUE).exists()), None)
    if folder is None:
        return
    known = early_config.known_args_namespace
    checks_folder, own = folder / "tests" / "exercises", folder / "student"
    if not known.file_or_dir and (known.submission or own in (here, *here.parents)):
        args.append(str(checks_folder))
    for named in known.file_or_dir:
        path = (here / named).resolve()
        if path == own.resolve() or own.resolve() in path.parents:
            file = checks_folder / f"test_{path.stem}.py"
            args[args.index(named)] = str(file if file.exists() else checks_folder)


def pytest_configure(config: pytest.Config) -> None:
    """Hide pytest's header, as the course's settings do, and declare the course's fixtures."""
    if config.option.submission:
        config.option.no_header = True
    try:
        catalogue = _course(config)
    except course.CourseError as error:
        raise pytest.UsageError(str(error)) from None
    if catalogue and catalogue.path != config.rootpath:
        _forget_failures(config)
    config.stash[COLOURS] = terminal.has_colours(Console(file=sys.__stdout__))
    # The plugin passes the fixtures to the checks; pytest only has to know their names.
    names = ("student", "reference", *(catalogue.fixtures if catalogue else ()))
    fixtures = ModuleType("convkit_fixtures")
    vars(fixtures).update({name: pytest.fixture(name=name)(lambda: None) for name in names})
    config.pluginmanager.register(fixtures)
    if not hasattr(config, "workerinput"):  # a worker of pytest -n
        config.pluginmanager.register(Summary(config))


def _forget_failures(config: pytest.Config) -> None:
    """Keep pytest from writing its cache outside the course, where --lf would not find it again."""
    option = config.option
    if getattr(option, "lf", False) or getattr(option, "failedfirst", False):
        raise pytest.UsageError("--lf and --ff work in the course folder only, without --submission; leave them out.")
    for name in ("lfplugin", "nfplugin", "stepwiseplugin"):
        if config.pluginmanager.has_plugin(name):
            config.pluginmanager.unregister(name=name)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SESSION in config.stash:
        config.stash[SESSION].close()


def _course(config: pytest.Config) -> course.Course | None:
    """Return the course in the current folder or in pytest's rootdir, or None."""
    here = config.invocation_params.dir
    folders = (here, *here.parents, config.rootpath)
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
    keys = Keys(catalogue, found)
    loaded = bank.load(Path(options.bank), keys) if options.bank else None
    return Session(catalogue, folder, data_folder=data, budget=options.budget, loaded=loaded, keys=keys)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the plain calls, which only show whether an exercise is started, and sort by exercise.

    `-k` also finds checks by the names of their exercise and its module.
    """
    if not any(map(_check_of, items)) or (session := _session(config)) is None:
        return
    config.option.force_short_summary = True  # in CI, pytest's summary would repeat every message
    items[:] = [item for item in items if not ((c := _check_of(item)) and c.plain)]
    order = {e.id: i for i, e in enumerate(session.course.exercises)}

    def place(item: pytest.Item) -> int:
        check = _check_of(item)
        return order.get(check.exercise, -1) if check else -1

    items.sort(key=place)
    for item in items:
        if (check := _check_of(item)) is not None:
            item.extra_keyword_matches |= {check.exercise, session.course.exercise(check.exercise).module}


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
        result, error = session.judge(check, session.plain_calls.get(check.exercise))
    except ResourceError as problem:
        raise pytest.UsageError(str(problem)) from None
    pyfuncitem.stash[RESULT] = result
    if pyfuncitem.config.stash[COLOURS]:
        session.seen[check.id] = session.figures(error)
    if error is not None:
        raise error
    if result.status in ("not_started", "skipped"):
        pytest.skip(result.message)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Attach the result of a check to its report, which travels between processes with pytest -n."""
    report = yield
    check = _check_of(item)
    if check is not None and RESULT in item.stash and report.when == "call":
        result = item.stash[RESULT]
        setattr(report, ATTACHED, (check.exercise, msgspec.to_builtins(result)))
        if report.failed:
            report.longrepr = f"{check.exercise}: {check.title}\n\n{result.message}\n"
    return report


class Summary:
    """Collects the results of the checks, and shows what is wrong, the progress and the next exercise."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.stopped = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        attached = getattr(report, ATTACHED, None)
        session = _session(self.config) if attached else None
        if attached and session:
            exercise, result = attached
            found = msgspec.convert(result, results.CheckResult)
            session.verdicts.setdefault(exercise, {})[found.id] = found

    def pytest_keyboard_interrupt(self) -> None:
        session = self.config.stash.get(SESSION, None)
        self.stopped = session.direct.interrupted if session else ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Let pytest print no failures of its own if all of them are checks: they are told once for each cause."""
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        failed = [*reporter.stats.get("failed", []), *reporter.stats.get("error", [])] if reporter else []
        if reporter and all(hasattr(report, ATTACHED) for report in failed):
            self.config.option.tbstyle, reporter.reportchars = "no", ""

    def pytest_terminal_summary(self, terminalreporter: Any, exitstatus: int) -> None:
        session = self.config.stash.get(SESSION, None)
        if session is None:
            return
        if not session.verdicts:
            if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
                terminalreporter.write_line(f"No check was run: {_why_none(self.config)}", yellow=True)
            return
        exercises = session.explain_all()
        if self.config.option.tbstyle == "no":
            _show_causes(terminalreporter, session, exercises)
        terminalreporter.section("your exercises")
        for line, colour in board.lines(session.course, exercises):
            terminalreporter.write_line(line, **colour)
        for remark in session.remarks:
            terminalreporter.write_line(remark)
        _show_next(terminalreporter, session, exercises, self.stopped or exitstatus == pytest.ExitCode.INTERRUPTED)
        if self.stopped:
            terminalreporter.write_line(f"Stopped by Ctrl-C in {self.stopped}", yellow=True)
        if self.config.option.pictures and (file := _pictures(session, exercises)):
            terminalreporter.write_line(f"Pictures: {file}")
        if self.config.option.results:
            report = session.report(exercises)
            write_atomically(Path(self.config.option.results), results.to_json(report))


def _why_none(config: pytest.Config) -> str:
    option = config.option
    if option.keyword or option.markexpr:
        chosen = f"-k {option.keyword}" if option.keyword else f"-m {option.markexpr}"
        return f"{chosen} matches none. Use the name of an exercise or a module, as in: pytest -k conv_2d"
    return "to check all exercises, run pytest in the course folder, without a path."


def _pictures(session: Session, exercises: list[results.ExerciseResult]) -> Path | None:
    """Write the page of the first exercise that fails, judged once more if need be; None if none fails."""
    causes = messages.causes(exercises)
    if not causes:
        return None
    result = causes[0].exercises[0]
    wanted = session.course.exercise(result.id)
    fixtures = {name for c in (session.keys.checks[wanted.id] if session.keys else ()) for name in c.fixtures}
    offered = tuple(session.offered(fixtures))  # what a network did in this run: it is not trained again
    judged = Judged(result, None, figures=offered) if offered else _judged_again(session, wanted)
    where = f"{session.folder / wanted.module}.py"
    return page.write(session.course, page.fragment(session.course, exercises, judged, where, judged.figures))


def _judged_again(session: Session, wanted: course.Exercise) -> Judged:
    judge = PracticeJudge(
        session.course, session.folder, session.draw, data_folder=session.data_folder, budget="none", captures=True
    )
    again = judge.open()
    try:
        return judge.judge(again, wanted)
    except (DrawingError, BankError, OSError) as error:
        raise pytest.UsageError(f"--pictures: {error}") from None
    finally:
        again.close()


def _show_causes(reporter: Any, session: Session, exercises: list[results.ExerciseResult]) -> None:
    undone = [e.id for e in exercises if e.status not in ("passed", "skipped")]
    for cause in messages.causes(exercises):
        reporter.write_sep("_", cause.title, red=True, bold=True)
        for line in cause.lines(session.course, undone):
            reporter.write_line(line)
        _show_arrays(reporter, session, cause)
        reporter.write_line("")


def _show_arrays(reporter: Any, session: Session, cause: messages.Cause) -> None:
    """Show the small arrays of a cause in colour; there are none if the terminal has no colours."""
    shown = results.decisive(cause.exercises[0].checks) if reporter.hasmarkup else None
    grids = terminal.grids(session.seen.get(shown.id, []) if shown else [], reporter._tw.fullwidth)
    if grids:
        text = io.StringIO()
        Console(file=text, force_terminal=True, width=reporter._tw.fullwidth).print(grids)
        reporter.write(text.getvalue())


def _show_next(reporter: Any, session: Session, exercises: list[results.ExerciseResult], stopped: object) -> None:
    step = board.next_step(session.course, exercises)
    if step is None:
        if not stopped:
            reporter.write_line("All of these exercises are done. Well done!", green=True)
        return
    result = next(e for e in exercises if e.id == step.id)
    reporter.write_line(f"Next: {step.id} ({step.title}), {session.place(step, result)}", bold=True)
