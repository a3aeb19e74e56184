"""Run the checks under pytest, on the student's own files, in this process."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis.errors import Flaky

from grader import bank, checks, course, data, results
from grader.checks import Check
from grader.judging import pretrained
from grader.judging.grade import Answers, verdict
from grader.judging.pretrained import Naming
from grader.judging.situation import Situation
from grader.judging.training import Training, stored_arrays
from grader.subject import Fault, NotJudged, Subject, Wrong, plain
from grader.writers import board

if TYPE_CHECKING:
    from grader.submission.direct import Direct

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
            config.stash[SESSION] = Practice(config, course.load(folder))
        except (course.CourseError, bank.BankError) as error:
            raise pytest.UsageError(str(error)) from None
    return config.stash[SESSION]


class Practice:
    """One run of pytest over a student's own files."""

    def __init__(self, config: pytest.Config, catalogue: course.Course) -> None:
        self.course = catalogue
        self.options = config.option
        folder = Path(self.options.submission or catalogue.path / "student")
        if not folder.is_dir():
            raise pytest.UsageError(f"--submission {folder}: there is no such folder; name one with your modules.")
        self.folder = folder
        from grader.submission import direct  # noqa: PLC0415  it imports torch, which other tests can do without

        self.files = direct.read_folder(folder)
        self.direct = direct.Direct(self.files, catalogue.functions, folder=str(folder))
        self.bank = bank.load(Path(self.options.bank), checks.origin(catalogue)) if self.options.bank else None
        self.live: Direct | None = None
        self.verdicts: dict[str, dict[str, results.CheckResult]] = {}
        self.open: dict[str, results.CheckResult | None] = {}
        self.situation: Situation | None = None
        self.student = Subject(self.direct)

    def reference(self) -> Subject:
        from grader.submission import direct  # noqa: PLC0415  as above

        if self.live is None:
            files = direct.read_folder(self.course.path / "reference")
            self.live = direct.Direct(files, self.course.functions, folder="reference", package="reference")
        return Subject(self.live)

    def prepared(self, check: Check) -> Situation:
        """Return images and weights; each is found, downloaded or made when the first check needs it."""
        if self.situation is None:
            self.situation = Situation(Training(None, None), Naming(None))
        folder = Path(self.options.data) if self.options.data else None
        budget = self.course.budgets.get(self.options.budget)
        try:
            if "training" in check.fixtures and budget is not None and self.situation.training.images is None:
                images = data.load_images(folder)
                self.direct.desk.stored = stored_arrays(images, budget.images)
                self.situation.training = Training(images, budget)
            if "naming" in check.fixtures and self.situation.naming.pretrained is None:
                found = pretrained.find(folder, data.to_stderr)
                self.situation.naming = Naming(found)
                os.environ["TORCH_HOME"] = str(found.home)
        except data.DataError as error:
            raise pytest.UsageError(str(error)) from None
        return self.situation

    def run(self, check: Check) -> None:
        """Put a check to the student's functions; what it raises is the verdict."""
        self.direct.slowness = check.slowness * (100 if check.heavy else 1)
        if not check.banked:
            situation = self.prepared(check)
            if check.needs:
                check.needs(situation)
            self.student.begin()
            fixtures = {"student": self.student, "training": situation.training, "naming": situation.naming}
            check.body(**{name: thing for name, thing in fixtures.items() if name in check.fixtures})
        elif self.bank is not None:
            for case in self.bank.bank.cases[check.id]:
                self._case(check, Subject(Answers(case.answers)), plain(case.arguments))
        elif check.drawn:
            self._engine(check)
        else:
            self._case(check, self.reference(), {})

    def _case(self, check: Check, reference: Subject, arguments: dict[str, Any]) -> None:
        self.student.begin()
        reference.begin()
        known = {"student": self.student, "reference": reference}
        check.body(**{name: subject for name, subject in known.items() if name in check.fixtures}, **arguments)

    def _engine(self, check: Check) -> None:
        """Let hypothesis draw, run and shrink the cases."""
        handle = check.function.hypothesis  # type: ignore[attr-defined]  # hypothesis puts it there
        inner = handle.inner_test
        reference = self.reference()

        def case(**arguments: Any) -> None:
            drawn = {name: value for name, value in arguments.items() if name not in ("student", "reference")}
            self.student.begin()
            reference.begin()
            known = {"student": self.student, "reference": reference}
            inner(**{name: subject for name, subject in known.items() if name in check.fixtures}, **drawn)

        handle.inner_test = case
        try:
            check.function(**dict.fromkeys(check.fixtures))
        finally:
            handle.inner_test = inner

    def exercise_is_open(self, check: Check, plain_check: Check | None) -> results.CheckResult | None:
        """Return why the exercise cannot be checked yet: not started or missing; None when it can."""
        if check.exercise not in self.open:
            self.open[check.exercise] = None
            if plain_check is not None:
                try:
                    self.run(plain_check)
                except Fault as fault:
                    if fault.not_implemented or fault.status == "missing":
                        status: results.Status = "not_started" if fault.not_implemented else "missing"
                        said = "not started yet" if fault.not_implemented else fault.message
                        self.open[check.exercise] = verdict(check, status, said)
                except Wrong:
                    pass  # an answer, though a wrong one: the checks will say so
        return self.open[check.exercise]

    def note(self, result: results.CheckResult, check: Check) -> None:
        self.verdicts.setdefault(check.exercise, {})[check.id] = result

    def exercises(self) -> list[results.ExerciseResult]:
        return [
            results.exercise_result(e.id, e.title, e.module, e.bonus, list(self.verdicts[e.id].values()))
            for e in self.course.exercises
            if e.id in self.verdicts
        ]

    def report(self) -> results.Report:
        images = self.situation.training.images if self.situation else None
        weights = self.situation.naming.pretrained if self.situation else None
        return results.report(
            self.folder.resolve().name,
            self.exercises(),
            digest="",
            data=images.name if images else "none",
            weights=weights.kind if weights else "none",
            marks=(),
        )

    def close(self) -> None:
        self.direct.close()
        if self.live:
            self.live.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the plain calls out of the list: they only decide whether an exercise is started."""
    if not any(map(_check_of, items)) or (practice := _practice(config)) is None:
        return
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
    closed = practice.exercise_is_open(check, pyfuncitem.stash.get(PLAIN, None))
    if closed is not None and closed.status == "not_started":
        pyfuncitem.stash[RESULT] = verdict(check, "not_started", closed.message)
        pytest.skip("not started yet")
    try:
        practice.run(check)
    except NotJudged as reason:
        pyfuncitem.stash[RESULT] = verdict(check, "skipped", str(reason))
        pytest.skip(str(reason))
    except (Wrong, Fault) as error:
        status: Any = "failed" if isinstance(error, Wrong) else error.status
        message = str(error) if isinstance(error, Wrong) or not error.call else f"{error.message}\n{error.call}"
        pyfuncitem.stash[RESULT] = verdict(check, status, message)
        raise
    except Flaky:
        message = "the same call gives different answers at different times"
        pyfuncitem.stash[RESULT] = verdict(check, "failed", message)
        raise
    pyfuncitem.stash[RESULT] = verdict(check, "passed")
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show a student the message alone: no frames of the kit, nothing of hypothesis."""
    report = yield
    check = _check_of(item)
    if check is not None and RESULT in item.stash and report.when == "call":
        result = item.stash[RESULT]
        item.config.stash[SESSION].note(result, check)
        if report.failed:
            report.longrepr = f"{check.exercise}: {check.title}\n\n{result.message}\n"
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
