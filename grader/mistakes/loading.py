"""Read the known mistakes and the right alternatives of a course: fragments that take the place of one function."""

from __future__ import annotations

import ast
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.course import Course, CourseError

Kind = Literal["mistakes", "alternatives"]


@dataclass(frozen=True)
class Variant:
    """The reference with one exercise written in another way.

    Attributes:
        slug: the file's name, by which a mistake is known.
        sentence: the first paragraph of the file's docstring; for a mistake, what a student is told.
        files: all modules, as a submission has them.
    """

    kind: Kind
    exercise: str
    slug: str
    sentence: str
    files: dict[str, bytes]


def reference(course: Course, exercise: str) -> Variant:
    """Return the reference itself, as a variant of an exercise."""
    return Variant("alternatives", exercise, "reference", "The reference.", _modules(course))


def _modules(course: Course) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((course.path / "reference").glob("*.py"))}


def load(course: Course, kind: Kind, exercise: str = "*") -> list[Variant]:
    """Return the variants in reference/<kind>/<exercise>/<slug>.py, in the order of their names.

    A file holds a docstring and the definition that stands behind the reference's own, so that it counts.
    """
    base = _modules(course)
    files = sorted((course.path / "reference" / kind).glob(f"{exercise}/*.py"))
    return [_read(course, kind, file, base) for file in files]


def _read(course: Course, kind: Kind, file: Path, base: dict[str, bytes]) -> Variant:
    name = file.parent.name
    exercise = next((e for e in course.exercises if e.id == name), None)
    if exercise is None:
        raise CourseError(f"{file.parent}: {name} is no exercise; name the folder after one of the course.")
    source = file.read_text(encoding="utf-8")
    try:
        text = ast.get_docstring(ast.parse(source))
    except SyntaxError as error:
        raise CourseError(f"{file}: line {error.lineno}: {error.msg}; correct it.") from None
    if not text:
        raise CourseError(f"{file}: has no docstring; begin with the sentence for the student.")
    module = f"{exercise.module}.py"
    files = base | {module: base[module] + b"\n\n" + source.encode()}
    return Variant(kind, name, file.stem, " ".join(text.split("\n\n")[0].split()), files)


@contextmanager
def silence() -> Iterator[None]:
    """Swallow what variants print and warn of."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
