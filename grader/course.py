"""Read and validate a course folder's course.toml."""

import difflib
import re
import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from grader import resources
from grader.results import check_points

CATALOGUE = "course.toml"
Name = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
Points = Annotated[int, Meta(ge=1)]
Reason = Annotated[str, Meta(min_length=1)]


class CourseError(Exception):
    """The course folder is invalid. The message states where, what, got and a remedy."""


class Exercise(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise of the catalogue.

    `requires` names the exercises it builds on; `hints_for` has hints for a known mistake or a check, by its name.
    """

    id: Name
    module: Name
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    points: Points
    hints: Annotated[tuple[str, ...], Meta(min_length=2, max_length=3)]
    hints_for: dict[str, Annotated[str, Meta(min_length=1)]] = {}
    bonus: bool = False
    requires: tuple[Name, ...] = ()
    function: bool = True  # False if there is no function or class of this name, as for `mnist`


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits in seconds of CPU time; wall-clock limits are `patience` times as long."""

    call: Annotated[float, Meta(gt=0)] = 2.0
    importing: Annotated[float, Meta(gt=0)] = 5.0
    exercise: Annotated[float, Meta(gt=0)] = 20.0
    patience: Annotated[float, Meta(ge=1)] = 3.0
    memory_mb: Annotated[int, Meta(ge=256)] = 2048


class WorkerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Packages that student code may import, modules to preload, and the module with the course's recipes."""

    packages: tuple[str, ...]
    preload: tuple[str, ...] = ()
    recipes: str = ""


class AuditSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Settings of the audit: the most points, without bonus, that a submission that computes nothing may earn."""

    most_degenerate: Annotated[int, Meta(ge=0)] | None = None


class LatePolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """What lateness costs: points for each day begun, `most_points` at most; after `most_days` days, all points."""

    points_per_day: Decimal
    most_points: Decimal | None = None
    most_days: Annotated[int, Meta(ge=1)] | None = None

    def __post_init__(self) -> None:
        for points in (self.points_per_day, self.most_points or Decimal(0)):
            check_points(points)
            if points < 0:
                raise ValueError("points that lateness costs are not negative")


class Grading(Struct, frozen=True, forbid_unknown_fields=True):
    """What is done with the results after judging; no result of an exercise depends on it.

    Attributes:
        grace: minutes after a deadline that cost nothing.
        extensions, groups, manual: CSV files in the course folder.
        times: when a submission was made is told by the roster, or else, if the instructor says so, by its files.
        attempts: which of the submissions NAME@1, NAME@2 … counts; without it, they are different students.
        missing: what students on the roster without a submission get.
    """

    deadline: Annotated[datetime, Meta(tz=True)] | None = None
    grace: Annotated[int, Meta(ge=0)] = 0
    late: LatePolicy | None = None
    extensions: str = ""
    groups: str = ""
    manual: str = ""
    times: Literal["roster", "files"] = "roster"
    attempts: Literal["best", "last"] | None = None
    missing: Literal["empty", "zero"] = "empty"


class Course(Struct, frozen=True, forbid_unknown_fields=True):
    """A course, as defined by its course.toml."""

    title: Annotated[str, Meta(min_length=1)]
    worker: WorkerSettings
    exercises: Annotated[tuple[Exercise, ...], Meta(min_length=1)]
    budgets: dict[str, dict[str, Any]] = {}  # how long networks train; interpreted by the fixtures' modules
    fixtures: dict[Name, str] = {}  # name of a fixture: the module that provides it
    gallery: str = ""  # the module that draws the course's figures
    notebook: str = ""  # the module with the figures of the course's notebook
    limits: Limits = Limits()
    audit: AuditSettings = AuditSettings()
    grading: Grading = Grading()
    retired: dict[str, Reason] = {}  # checks removed after release
    folder: str = ""

    @property
    def path(self) -> Path:
        return Path(self.folder)

    @property
    def checks_folder(self) -> Path:
        return self.path / "tests" / "exercises"

    def knows_budget(self, name: str) -> bool:
        """Whether there is a budget of this name; a course that trains nothing needs none."""
        return name == "none" or name in self.budgets or not self.budgets

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e.module for e in self.exercises))

    @property
    def functions(self) -> dict[str, str]:
        """The module of each exercise's function."""
        return {e.id: e.module for e in self.exercises if e.function}

    def similar(self, name: str) -> str:
        """Return the exercise whose name is nearest to a misspelt one, or ""."""
        return next(iter(difflib.get_close_matches(name, [e.id for e in self.exercises], n=1)), "")

    def exercise(self, name: str) -> Exercise:
        return next(e for e in self.exercises if e.id == name)


def load(folder: Path) -> Course:
    """Read `folder/course.toml`. Raises CourseError, with a remedy, if it is missing or invalid."""
    file = folder / CATALOGUE
    try:
        raw: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            f"{folder}: {CATALOGUE} is missing; run the command in a course folder or pass --course DIR."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{file}: cannot be read ({error}); make it a readable UTF-8 file.") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file}: not valid TOML: {error}; correct that line.") from None
    try:
        course = msgspec.convert(raw | {"folder": str(folder.resolve())}, Course)
    except msgspec.ValidationError as error:
        raise CourseError(f"{file}: {_where(raw, str(error))}") from None
    _check_names(file, course)
    return course


def _where(raw: dict[str, Any], text: str) -> str:
    """Rephrase a schema error: name the exercise instead of its index, and show the value found there."""
    problem, _, path = text.partition(" - at `$")
    path = path.rstrip("`")
    here: Any = raw
    names: list[str] = []
    for step in re.findall(r"\[(?:\d+|\.\.\.)\]|[^.\[\]]+", path):
        try:
            if step.startswith("["):
                key = _odd_one(here) if step == "[...]" else int(step[1:-1])
                here = here[key]
                names.append(str(here.get("id", key)) if isinstance(here, dict) else str(key))
            else:
                here = here[step]
                names.append(step)
        except (KeyError, IndexError, TypeError, ValueError):
            names.append(step)
    got = f" = {here!r}" if names and not isinstance(here, (dict, list)) else ""
    return f"{'.'.join(names) or 'the file'}{got}: {problem}; correct this entry."


def _odd_one(table: dict[str, Any]) -> str:
    """Return the key of the entry that the schema cannot name: the first one that is empty or of a rare type."""
    kinds = [type(value) for value in table.values()]
    return min(table, key=lambda name: (bool(table[name]), kinds.count(type(table[name]))))


def _check_names(file: Path, course: Course) -> None:
    seen: set[str] = set()
    for exercise in course.exercises:
        if exercise.id in seen:
            raise CourseError(f"{file}: exercise {exercise.id} is listed twice; remove one of them.")
        seen.add(exercise.id)
    for exercise in course.exercises:
        for name in exercise.requires:
            if name not in seen:
                raise CourseError(
                    f"{file}: {exercise.id} requires {name!r}, which is not an exercise; "
                    f"use one of {', '.join(sorted(seen))}."
                )
    if course.grading.deadline is None:
        for entry in ("grace", "late", "extensions"):
            if getattr(course.grading, entry):
                raise CourseError(f"{file}: grading.{entry}: there is no grading.deadline; add one.")
    for name in course.fixtures:
        try:
            module = resources.module_of(course, name)
        except ImportError as error:
            raise CourseError(f"{file}: fixtures.{name}: cannot be imported ({error}); correct the name.") from None
        if hasattr(module, "validate"):
            module.validate(course)
