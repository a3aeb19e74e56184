"""Read and check a course folder: its catalogue of exercises and the instructor's levers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

CATALOGUE = "course.toml"
Name = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
Points = Annotated[int, Meta(ge=1)]
Reason = Annotated[str, Meta(min_length=1)]
Fraction = Annotated[float, Meta(ge=0, le=1)]


class CourseError(Exception):
    """The course folder is not as it must be: where, what, got, remedy."""


class Exercise(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise of the catalogue; `requires` names exercises that it builds upon."""

    id: Name
    module: Name
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    points: Points
    hints: Annotated[tuple[str, ...], Meta(min_length=2, max_length=3)]
    bonus: bool = False
    requires: tuple[Name, ...] = ()
    function: bool = True  # False: there is no function or class of this name, as for `mnist`


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds of CPU time; wall time may be `patience` times as long."""

    call: Annotated[float, Meta(gt=0)] = 2.0
    importing: Annotated[float, Meta(gt=0)] = 5.0
    exercise: Annotated[float, Meta(gt=0)] = 20.0
    patience: Annotated[float, Meta(ge=1)] = 3.0
    memory_mb: Annotated[int, Meta(ge=256)] = 2048


class Budget(Struct, frozen=True, forbid_unknown_fields=True):
    """How `mnist` trains, and which accuracy earns the points of each rung."""

    images: Annotated[int, Meta(ge=100)]
    epochs: Annotated[int, Meta(ge=1)]
    rungs: Annotated[tuple[Fraction, ...], Meta(min_length=1)]
    digits_epochs: Annotated[int, Meta(ge=1)]
    digits_rungs: Annotated[tuple[Fraction, ...], Meta(min_length=1)]
    batch_size: Annotated[int, Meta(ge=1)] = 32
    learning_rate: Annotated[float, Meta(gt=0)] = 3e-3

    @property
    def batches(self) -> float:
        """How many steps the whole training has, where there are as many images as it asks for."""
        return self.epochs * self.images / self.batch_size


class Worker(Struct, frozen=True, forbid_unknown_fields=True):
    """What student code may import, and what is imported ahead for everyone."""

    packages: tuple[str, ...]
    preload: tuple[str, ...] = ()


class Course(Struct, frozen=True, forbid_unknown_fields=True):
    """A course as its course.toml says it."""

    title: Annotated[str, Meta(min_length=1)]
    worker: Worker
    exercises: Annotated[tuple[Exercise, ...], Meta(min_length=1)]
    budgets: dict[str, Budget] = {}
    limits: Limits = Limits()
    retired: dict[str, Reason] = {}  # checks found wrong after release
    folder: str = ""

    @property
    def path(self) -> Path:
        return Path(self.folder)

    @property
    def checks_folder(self) -> Path:
        return self.path / "tests" / "exercises"

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e.module for e in self.exercises))

    @property
    def functions(self) -> dict[str, str]:
        """Which module has which function."""
        return {e.id: e.module for e in self.exercises if e.function}

    def exercise(self, name: str) -> Exercise:
        return next(e for e in self.exercises if e.id == name)


def load(folder: Path) -> Course:
    """Read `folder/course.toml`; whatever is wrong with it is a CourseError with a remedy."""
    file = folder / CATALOGUE
    try:
        raw: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            f"{folder}: there is no {CATALOGUE} here; run the command in a course folder or name one with --course DIR."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{file}: cannot be read ({error}); make it a readable UTF-8 file.") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file}: is not valid TOML: {error}; correct that line.") from None
    try:
        course = msgspec.convert(raw | {"folder": str(folder.resolve())}, Course)
    except msgspec.ValidationError as error:
        raise CourseError(f"{file}: {_where(raw, str(error))}") from None
    _check_names(file, course)
    return course


def _where(raw: dict[str, Any], text: str) -> str:
    """Put a schema error into words: name the exercise instead of its number, and what was found there."""
    problem, _, path = text.partition(" - at `$")
    path = path.rstrip("`")
    here: Any = raw
    names: list[str] = []
    for step in path.replace("[", ".[").split(".")[1:]:
        try:
            if step.startswith("["):
                here = here[int(step[1:-1])] if step != "[...]" else next(iter(here.values()), here)
                names.append(str(here.get("id", step)) if isinstance(here, dict) else step)
            else:
                here = here[step]
                names.append(step)
        except (KeyError, IndexError, TypeError, ValueError):
            names.append(step)
    got = f" = {here!r}" if names and not isinstance(here, (dict, list)) else ""
    return f"{'.'.join(names) or 'the file'}{got}: {problem}; correct this entry."


def _check_names(file: Path, course: Course) -> None:
    seen: set[str] = set()
    for exercise in course.exercises:
        if exercise.id in seen:
            raise CourseError(f"{file}: exercise {exercise.id} stands there twice; remove one of the two.")
        seen.add(exercise.id)
    for exercise in course.exercises:
        for name in exercise.requires:
            if name not in seen:
                raise CourseError(
                    f"{file}: {exercise.id} requires {name!r}, which is no exercise; "
                    f"use one of {', '.join(sorted(seen))}."
                )
    for name, budget in course.budgets.items():
        if len(budget.rungs) < len(budget.digits_rungs):
            raise CourseError(f"{file}: budgets.{name}: digits_rungs has more rungs than rungs; remove the surplus.")
