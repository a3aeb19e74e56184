"""Mark tests as checks of an exercise, and find all checks of a course."""

import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings

from grader.course import CATALOGUE, Course, CourseError
from grader.mistakes.loading import sentences

ATTRIBUTE = "convkit_check"
OWN = frozenset({"student", "reference"})  # the fixtures that are not the course's
F = TypeVar("F", bound=Callable[..., Any])
Describe = Callable[..., Sequence[str]]  # the arguments of a call, as phrases: "stride 1", "a batch"


@dataclass(frozen=True)
class Check:
    """One claim about an exercise, with its points.

    Attributes:
        title: the first line of the docstring, shown to students.
        body: the test function without hypothesis's wrapper.
        heavy: the check trains a network, and gets a separate worker with larger limits.
        plain: only makes the default call, which shows whether the exercise is started.
        slowness: factor for the time limit of its calls.
        lenient: passes although some of its calls may be wrong, since they are another check's matter.
        cases: the number of cases that hypothesis draws.
        properties: of a plain call, describes the arguments of any call of its exercise's function; see `plain_call`.
        needs: raises NotJudged if the check cannot run here; its points then leave everyone's maximum.
    """

    exercise: str
    points: int
    title: str
    id: str
    function: Callable[..., Any] = field(compare=False)
    body: Callable[..., Any] = field(compare=False)
    heavy: bool = False
    plain: bool = False
    slowness: float = 1.0
    needs: Callable[..., object] | None = field(default=None, compare=False)
    lenient: bool = False
    cases: int = 1
    properties: Describe | None = field(default=None, compare=False)

    @cached_property
    def fixtures(self) -> tuple[str, ...]:
        """The names of the arguments that are fixtures, not part of a case."""
        return tuple(inspect.signature(self.function).parameters)

    @property
    def banked(self) -> bool:
        """Whether the bank holds its requests; it does not if they depend on a fixture of the course."""
        return OWN.issuperset(self.fixtures)

    @property
    def drawn(self) -> bool:
        """Whether hypothesis draws the cases."""
        return hasattr(self.function, "hypothesis")

    def run(
        self, student: object, reference: object, fixtures: Mapping[str, object], arguments: Mapping[str, Any]
    ) -> None:
        """Run the check on one case; the exception it raises is the verdict."""
        known = {"student": student, "reference": reference, **fixtures}
        self.body(**{name: known[name] for name in self.fixtures}, **arguments)

    def draw(self, case: Callable[[dict[str, Any]], None], seed: int | None = None) -> None:
        """Call `case` with the arguments of each case drawn, or once without; the test sets the default seed."""
        if not self.drawn:
            case({})
            return
        handle = self.function.hypothesis  # type: ignore[attr-defined]  # hypothesis puts it there
        inner = handle.inner_test

        def drawn(**arguments: Any) -> None:
            case({name: value for name, value in arguments.items() if name not in self.fixtures})

        handle.inner_test = drawn
        try:
            function = self.function if seed is None else hypothesis.seed(seed)(self.function)
            function(**dict.fromkeys(self.fixtures))
        finally:
            handle.inner_test = inner

    def require(self, fixtures: Mapping[str, object]) -> None:
        """Raise NotJudged if the check cannot run with these fixtures."""
        if self.needs is not None:
            names = inspect.signature(self.needs).parameters
            self.needs(**{name: fixtures[name] for name in names})


def check(
    exercise: str,
    *,
    points: int,
    cases: int = 10,
    heavy: bool = False,
    slowness: float = 1.0,
    lenient: bool = False,
    needs: Callable[..., object] | None = None,
) -> Callable[[F], F]:
    """Mark a test as a check of this exercise; `cases` is the number of cases that hypothesis draws.

    A `lenient` check may pass although some calls in it are wrong, which another check reports.
    `needs` is called with the fixtures it names before anything is graded; NotJudged skips the check for everyone.
    """
    return _mark(cases, exercise=exercise, points=points, heavy=heavy, slowness=slowness, lenient=lenient, needs=needs)


def plain_call(exercise: str, *, slowness: float = 1.0, properties: Describe | None = None) -> Callable[[F], F]:
    """Mark the test that makes an exercise's default call; NotImplementedError means that it is not started.

    `properties` takes the arguments of any call of the exercise's function, and returns a phrase for each property of
    it, always in the same order: what separates right from wrong calls is said in these words.
    """
    return _mark(1, exercise=exercise, points=0, plain=True, slowness=slowness, properties=properties)


def _mark(cases: int, **properties: Any) -> Callable[[F], F]:
    def mark(function: F) -> F:
        title = (inspect.getdoc(function) or function.__name__).splitlines()[0].rstrip(".")
        body = function.hypothesis.inner_test if hasattr(function, "hypothesis") else function
        if hasattr(function, "hypothesis"):
            function = settings(
                max_examples=cases,
                deadline=None,
                database=None,
                derandomize=True,
                print_blob=False,
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.explicit, Phase.generate, Phase.shrink),
            )(function)
        marked = Check(title=title, id=function.__name__, function=function, body=body, cases=cases, **properties)
        setattr(function, ATTRIBUTE, marked)
        return function

    return mark


def of(function: Any) -> Check | None:
    """Return the Check of a test function, or None if it is not marked as one."""
    found = getattr(function, ATTRIBUTE, None)
    return found if isinstance(found, Check) else None


def load(course: Course) -> list[Check]:
    """Import a course's test files and return their checks in source order."""
    checks: list[Check] = []
    known = {exercise.id for exercise in course.exercises}
    for file in sorted(course.checks_folder.glob("test_*.py")):
        module = _import(file)
        found = [c for c in map(of, vars(module).values()) if c is not None]
        for check in found:
            if check.exercise not in known:
                raise CourseError(
                    f"{file}: {check.id} checks {check.exercise!r}, which is not an exercise of the course; "
                    f"add it to {course.path / CATALOGUE} or correct the name."
                )
        checks += sorted(found, key=lambda c: c.body.__code__.co_firstlineno)
    _validate(course, checks)
    return checks


def _validate(course: Course, checks: Sequence[Check]) -> None:
    """Raise CourseError if the catalogue and the checks do not fit together."""
    where, folder = course.path / CATALOGUE, course.checks_folder
    for exercise in course.exercises:
        own = [c for c in checks if c.exercise == exercise.id and not c.plain]
        points = sum(c.points for c in own)
        if not own:
            raise CourseError(
                f"{where}: {exercise.id}: no check in {folder} is about it; write one or remove the exercise."
            )
        if points != exercise.points:
            raise CourseError(
                f"{where}: {exercise.id} has {exercise.points} points, its checks in {folder} have {points}; "
                "make them equal."
            )
    for name, module in product(("student", "reference"), course.modules):
        if (course.path / name).is_dir() and not (course.path / name / f"{module}.py").exists():
            raise CourseError(
                f"{where}: the module {module} is missing: {course.path / name / f'{module}.py'}; "
                "write it or correct the name in the catalogue."
            )
    for exercise in course.exercises if course.is_solved else ():
        mistakes = sentences(course, "mistakes", exercise.id) if exercise.hints_for else {}
        known = {c.id for c in checks if c.exercise == exercise.id} | set(mistakes)
        for name in exercise.hints_for:
            if name not in known:
                raise CourseError(
                    f"{where}: {exercise.id}.hints_for.{name}: no such check or known mistake of this exercise; "
                    "correct the name."
                )
    for name in course.retired:
        if name not in {c.id for c in checks}:
            raise CourseError(f"{where}: retired.{name}: no such check in {folder}; correct the name.")


def _import(file: Path) -> ModuleType:
    name = f"convkit_checks.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None  # noqa: S101  a .py file has a loader
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(file.parent))
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise CourseError(f"{file}: cannot be imported ({type(error).__name__}: {error}); correct it.") from error
    finally:
        sys.path.remove(str(file.parent))
    return module
