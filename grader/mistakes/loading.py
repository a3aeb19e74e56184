"""Load known mistakes, their lookalikes, and accepted solutions: a module per exercise, a documented definition each.

A lookalike has the name of a known mistake, other code, and the same answers: the sentence must be true of it too.

Sources are parsed, not imported, so that the sentences are available without torch.
"""

import ast
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.course import Course, CourseError, Exercise
from grader.mistakes import named

Kind = Literal["mistakes", "lookalikes", "accepted", "degenerate"]
FORMS = "forms"  # the module with wrappers shared by several exercises
DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Definition:
    """The definition of a mistake or an accepted solution.

    Attributes:
        name: name of the function or class.
        sentence: the first paragraph of its docstring; for a mistake, the sentence for the student.
        replaces: names in the reference's module, each with the expression that replaces it.
    """

    name: str
    sentence: str
    replaces: dict[str, str]

    @property
    def slug(self) -> str:
        """The name used in results: flips_kernel becomes flips-kernel, NoRelu becomes no-relu."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", self.name).replace("_", "-").lower()


@dataclass(frozen=True)
class Variant:
    """All modules of the reference, with one exercise replaced by a mistake or an accepted solution."""

    kind: Kind
    exercise: str
    slug: str
    sentence: str
    files: dict[str, bytes]


def reference(course: Course, exercise: str) -> Variant:
    """Return the reference itself, as a variant of an exercise."""
    return Variant("accepted", exercise, "reference", "The reference.", _modules(course))


def load(course: Course, kind: Kind, exercise: str | None = None) -> list[Variant]:
    """Return the variants in reference/<kind>/<exercise>.py, sorted by slug."""
    base = _modules(course)
    return [variant for file in _files(course, kind, exercise) for variant in _variants(course, kind, file, base)]


def degenerate(course: Course) -> list[Variant]:
    """Return the submissions that compute nothing, in reference/degenerate/kinds.py; none if there is no such file."""
    file = course.path / "reference" / "degenerate" / "kinds.py"
    if not file.exists():
        return []
    base = _modules(course)
    base["degenerate/kinds.py"] = file.read_bytes()
    found = []
    for statement in _parse(file).body:
        if isinstance(statement, ast.FunctionDef) and not statement.name.startswith("_"):
            files = dict(base)
            for module in course.modules:
                names = [name for name, place in course.functions.items() if place == module]
                # The submission's functions take the place of the reference's in each module.
                line = (
                    f"\n\nfrom reference.degenerate.kinds import {statement.name} as _kind\n\n"
                    f"_found = _kind({{name: globals()[name] for name in {names!r}}})\n"
                    f"globals().update((name, _found[name]) for name in {names!r})\n"
                )
                files[f"{module}.py"] = base[f"{module}.py"] + line.encode()
            slug = statement.name.replace("_", "-")
            found.append(Variant("degenerate", "", slug, _sentence(file, statement), files))
    return found


def sentences(course: Course, kind: Kind, exercise: str) -> dict[str, str]:
    """Return the sentences of an exercise's variants by slug, with those of named mistakes."""
    found = {slug: n.sentence for slug, n in named.load(course, exercise).items()} if kind == "mistakes" else {}
    return found | {d.slug: d.sentence for file in _files(course, kind, exercise) for d in _definitions(course, file)}


def _modules(course: Course) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((course.path / "reference").glob("*.py"))}


def _files(course: Course, kind: Kind, exercise: str | None) -> list[Path]:
    files = sorted((course.path / "reference" / kind).glob(f"{exercise or '*'}.py"))
    return [file for file in files if file.stem != FORMS and not file.stem.startswith("_")]


def _variants(course: Course, kind: Kind, file: Path, base: dict[str, bytes]) -> Iterator[Variant]:
    module = f"{_exercise(course, file).module}.py"
    shared = [file, file.with_name(f"{FORMS}.py")]
    files = base | {f"{kind}/{part.name}": part.read_bytes() for part in shared if part.exists()}
    for definition in _definitions(course, file):
        # Appended after the reference's function, so that it also replaces it inside the reference.
        chosen = "".join(f"{name} = {found}\n" for name, found in definition.replaces.items())
        line = f"\n\nfrom reference.{kind}.{file.stem} import {definition.name} as _chosen\n\n{chosen}"
        yield Variant(
            kind, file.stem, definition.slug, definition.sentence, files | {module: base[module] + line.encode()}
        )


def _exercise(course: Course, file: Path) -> Exercise:
    exercise = next((e for e in course.exercises if e.id == file.stem), None)
    if exercise is None:
        raise CourseError(f"{file}: {file.stem} is not an exercise; name the file after an exercise of the course.")
    return exercise


def _definitions(course: Course, file: Path) -> list[Definition]:
    exercise = _exercise(course, file)
    found = []
    for statement in _parse(file).body:
        if isinstance(statement, DEFINITIONS) and not statement.name.startswith("_"):
            found.append(Definition(statement.name, _sentence(file, statement), _replaced(exercise, statement)))
        elif isinstance(statement, ast.Assign) and (form := _form(statement)):
            (target,) = statement.targets
            assert isinstance(target, ast.Name)  # noqa: S101  narrows the type
            found.append(Definition(target.id, _sentence_of_form(file, form), {exercise.id: "_chosen"}))
    return sorted(found, key=lambda d: d.slug)


def _replaced(exercise: Exercise, statement: ast.FunctionDef | ast.ClassDef) -> dict[str, str]:
    """Return the names that a definition replaces: the exercise's function, or else the members of a class."""
    if exercise.function:
        return {exercise.id: "_chosen"}
    return {part.name: f"_chosen.{part.name}" for part in statement.body if isinstance(part, DEFINITIONS)}


def _form(statement: ast.Assign) -> str | None:
    """Return the name of the wrapper in `name = forms.wrapper(...)`, or None."""
    call = statement.value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        named = len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
        return call.func.attr if named and call.func.value.id == FORMS else None
    return None


def _sentence_of_form(file: Path, name: str) -> str:
    forms = file.with_name(f"{FORMS}.py")
    body = _parse(forms).body if forms.exists() else []
    for statement in body:
        if isinstance(statement, DEFINITIONS) and statement.name == name:
            return _sentence(forms, statement)
    raise CourseError(f"{file}: forms.{name} is not defined in {forms}; define it there or correct the name.")


def _sentence(file: Path, statement: ast.FunctionDef | ast.ClassDef) -> str:
    text = ast.get_docstring(statement)
    if not text:
        raise CourseError(
            f"{file}: {statement.name} has no docstring; start it with the sentence for the student, "
            "or prefix the name with _ if it is a helper."
        )
    return " ".join(text.split("\n\n")[0].split())


def _parse(file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise CourseError(f"{file}: line {error.lineno}: {error.msg}; correct it.") from None


@contextmanager
def silence() -> Iterator[None]:
    """Suppress what variants print and warn."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
