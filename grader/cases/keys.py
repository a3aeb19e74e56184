"""Digests of the source code that the cases of an exercise, and the knowledge about it, are drawn from.

Cases follow from the exercise's checks, the helpers and strategies that these use, and the modules of the reference
whose functions they call; knowledge follows from the exercise's known mistakes and accepted solutions besides, and from
those mistakes that were named. What an exercise does not use may change without its cases being drawn again.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader import checks
from grader.cases import released
from grader.checks import Check
from grader.course import Course, CourseError
from grader.mistakes import named
from grader.mistakes.fingerprints import FORM

EVERYTHING = "*"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Statement:
    """A statement of a module, or one name of an import.

    Attributes:
        binds: the names that it gives a meaning.
        uses: the names that it mentions.
        strings: the strings that it mentions, among them names of functions.
        source: for an import, the module and the name in it, or EVERYTHING.
    """

    text: str
    binds: frozenset[str]
    uses: frozenset[str]
    strings: frozenset[str] = frozenset()
    source: tuple[str, str] | None = None


class Module:
    """The statements of a Python file, by the names that they bind."""

    def __init__(self, file: Path) -> None:
        self.text = file.read_text(encoding="utf-8")
        try:
            tree = ast.parse(self.text)
        except SyntaxError as error:
            raise CourseError(f"{file}: line {error.lineno}: {error.msg}; correct it.") from None
        lines = self.text.splitlines()
        self.statements = [found for node in tree.body for found in _statements(node, lines)]

    def binding(self, name: str) -> list[int]:
        """Return the numbers of the statements that bind a name, or of all."""
        each = enumerate(self.statements)
        return [number for number, one in each if name in one.binds or EVERYTHING in (name, *one.binds)]

    @cached_property
    def always(self) -> list[int]:
        """The statements that bind nothing: they act as the module is imported."""
        return [number for number, one in enumerate(self.statements) if not one.binds]


def _statements(node: ast.stmt, lines: Sequence[str]) -> Iterator[Statement]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        start = f"from {'.' * node.level}{node.module or ''} " if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            module = node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
            name = alias.name if isinstance(node, ast.ImportFrom) else EVERYTHING
            bound = alias.asname or alias.name.partition(".")[0]
            text = f"{start}import {alias.name} as {alias.asname}"
            yield Statement(text, frozenset({bound}), frozenset(), source=(module, name))
        return
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    inside = list(ast.walk(node))
    names = [part for part in inside if isinstance(part, ast.Name)]
    stored = {part.id for part in names if isinstance(part.ctx, ast.Store)}
    defined = {part.name for part in inside if isinstance(part, DEFINITIONS)}
    imported = {
        alias.asname or alias.name.partition(".")[0]
        for part in inside
        if isinstance(part, ast.Import | ast.ImportFrom)
        for alias in part.names
    }
    binds = {node.name} if isinstance(node, DEFINITIONS) else stored | defined | imported
    strings = {part.value for part in inside if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # the docstring of the module
    text = "\n".join(lines[first - 1 : node.end_lineno])
    yield Statement(text, frozenset(binds), frozenset(part.id for part in names), frozenset(strings))


class Keys:
    """The keys of all exercises of a course; each file is read and parsed once. Those of a release are recorded."""

    def __init__(self, course: Course, found: Sequence[Check]) -> None:
        self.course, self.release = course, released.of(course)
        self.checks = {e.id: [c for c in found if c.exercise == e.id] for e in course.exercises}
        self._files = {file.stem: file for file in sorted(course.checks_folder.glob("*.py"))}
        self._modules: dict[str, Module] = {}
        reference = course.path / "reference"
        self._reference = {file.stem: file.read_text(encoding="utf-8") for file in sorted(reference.glob("*.py"))}
        self._cases: dict[str, str] = {}

    @classmethod
    def of(cls, course: Course) -> "Keys":
        return cls(course, checks.load(course))

    @property
    def exercises(self) -> list[str]:
        return list(self.checks)

    def fixtures(self, exercises: Iterable[str]) -> tuple[str, ...]:
        """Return the fixtures that the checks of these exercises ask for, in the course's order."""
        asked = {name for exercise in exercises for check in self.checks[exercise] for name in check.fixtures}
        return tuple(name for name in self.course.fixtures if name in asked)

    def cases(self, exercise: str) -> str:
        """Return the digest of what the cases of an exercise are drawn from."""
        if self.release:
            return self.release.exercises[exercise].cases
        if exercise not in self._cases:
            found = self.checks[exercise]
            parts, strings = self._closure(found)
            parts += [f"{check.id} {check.cases}" for check in found]  # the default number is the kit's
            called = {name: module for name, module in self.course.functions.items() if name in strings}
            needed = self._with_imports({self.course.exercise(exercise).module, *called.values()})
            reference = [f"{name}.py\n{self._reference[name]}" for name in needed]
            self._cases[exercise] = digest([*parts, *reference, *sorted(map(":".join, called.items()))])
        return self._cases[exercise]

    def knowledge(self, exercise: str) -> str:
        """Return the digest of what the knowledge about an exercise is drawn from; sentences do not count."""
        if self.release:
            return self.release.exercises[exercise].knowledge
        reference = self.course.path / "reference"
        files = [reference / kind / f"{n}.py" for kind in ("mistakes", "accepted") for n in (exercise, "forms")]
        own = [f"{file.relative_to(reference)}\n{without_docstrings(file)}" for file in files if file.exists()]
        return digest(
            [FORM, self.cases(exercise), *own, *self._reference.values(), *named.digests(self.course, exercise)]
        )

    def _closure(self, found: Sequence[Check]) -> tuple[list[str], set[str]]:
        """Return the source of these checks and of all that they use, and the strings in it."""
        seen: set[tuple[str, int]] = set()
        entered: set[str] = set()
        waiting = [self._place(check) for check in found]
        while waiting:
            name, wanted = waiting.pop()
            module = self._module(name)
            numbers = module.binding(wanted) + ([] if name in entered else module.always)
            entered.add(name)
            for number in {number for number in numbers if (name, number) not in seen}:
                seen.add((name, number))
                statement = module.statements[number]
                waiting += [(name, used) for used in statement.uses]
                if statement.source and statement.source[0] in self._files:
                    waiting.append(statement.source)
        used = [self._modules[name].statements[number] for name, number in sorted(seen)]
        return [one.text for one in used], {string for one in used for string in one.strings}

    def _place(self, check: Check) -> tuple[str, str]:
        """Return the module that defines a check, and its name there, or EVERYTHING if it is made in another way."""
        stem = Path(check.body.__code__.co_filename).stem
        if stem not in self._files:
            raise CourseError(
                f"{self.course.checks_folder}: {check.id} is not defined in one of its files; move it there."
            )
        return stem, check.id if self._module(stem).binding(check.id) else EVERYTHING

    def _module(self, name: str) -> Module:
        if name not in self._modules:
            self._modules[name] = Module(self._files[name])
        return self._modules[name]

    def _with_imports(self, names: Iterable[str]) -> list[str]:
        """Return these modules of the reference and those that they import."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in self._reference and name not in found:
                found.add(name)
                waiting += _imported(self._reference[name])
        return sorted(found)


def _imported(source: str) -> Iterator[str]:
    """Yield all parts of the names of the modules that a source may import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (part for alias in node.names for part in alias.name.split("."))


def without_docstrings(file: Path) -> str:
    """Return the source of a file with the lines of all docstrings removed."""
    source = file.read_text(encoding="utf-8")
    lines: Mapping[int, str] = dict(enumerate(source.splitlines(), 1))
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"{file}: line {error.lineno}: {error.msg}; correct it.") from None
    removed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            removed |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return "\n".join(line for number, line in lines.items() if number not in removed)


def digest(parts: Iterable[str]) -> str:
    """Return the SHA-256 of a sequence of texts."""
    total = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        total.update(f"{len(encoded)}:".encode() + encoded)
    return total.hexdigest()
