"""Write the notebook of a course, with the task, the stub and the check of each exercise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from grader import resources
from grader.course import CATALOGUE, Course, Exercise
from grader.files import write_atomically

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class NotebookError(Exception):
    """The notebook cannot be written. The message states where, what and a remedy."""


INTRODUCTION = """# {title}

{count} exercises for {points}. Work through them from top to bottom:

1. Read the task: the arguments, the result, and the errors to raise.
2. Replace `raise NotImplementedError` with your code, and run the cell (Shift + Enter).
3. Run the `check` cell below it. If a check fails, it shows the smallest failing case, with a picture. If you are
   stuck, open a hint.

Change and check your code as often as you like. Later exercises may use your earlier functions.
`check()` at the end shows your progress."""

INSTALLATION = """## Before you begin

**On your own computer:** keep this notebook in the course folder, next to `course.toml`. Open a terminal in that
folder, install the course once with `pip install '.[torch]' jupyterlab`, and start `jupyter lab`.

**In Colab:** upload the course folder as `course.zip` (click the folder icon on the left). Then remove the `#` from
each line of the next cell, and run it."""

COLAB = """# !unzip -q course.zip
# %cd course
# %pip install -q '.[torch]'"""
OF_THE_COURSE = INSTALLATION, COLAB


@dataclass(frozen=True)
class Module:
    """A module split into its docstring, the code and docstrings of its exercises, and the rest."""

    doc: str
    rest: str
    codes: dict[str, str]
    docs: dict[str, str]

    @classmethod
    def read(cls, file: Path, exercises: list[Exercise]) -> Module:
        try:
            source = file.read_text(encoding="utf-8")
            tree = ast.parse(source)
        except FileNotFoundError:
            raise NotebookError(f"{file}: is missing; the notebook is made from this file.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NotebookError(f"{file}: cannot be read ({error}); make it a readable UTF-8 file.") from None
        except SyntaxError as error:
            raise NotebookError(f"{file}, line {error.lineno}: invalid syntax ({error.msg}); correct it.") from None
        lines = source.splitlines()
        wanted = {e.id for e in exercises if e.function}
        found = {n.name: n for n in tree.body if isinstance(n, Definition) and n.name in wanted}
        for name in sorted(wanted - found.keys()):
            raise NotebookError(f"{file}: defines no function or class {name}; add its stub.")
        taken = {i for node in found.values() for i in _span(node)}
        if ast.get_docstring(tree) is not None:
            taken |= set(_span(tree.body[0]))
        rest = "\n".join(line for i, line in enumerate(lines) if i not in taken)
        return cls(
            ast.get_docstring(tree) or "",
            re.sub(r"\n{3,}", "\n\n\n", rest).strip(),
            {name: _code(node, lines) for name, node in found.items()},
            {name: ast.get_docstring(node) or "" for name, node in found.items()},
        )


def _span(node: ast.stmt) -> range:
    """Return the 0-based line numbers of a statement, including its decorators."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return range(first - 1, node.end_lineno or node.lineno)


def _code(node: Definition, lines: list[str]) -> str:
    """Return a definition with only the first line of its docstring, since the cell above shows all of it."""
    span, doc = _span(node), ast.get_docstring(node) or ""
    shown = lines[span.start : span.stop]
    paragraph = doc.split("\n\n")[0]
    if "\n" in doc and "\n" not in paragraph and '"' not in paragraph and "\\" not in paragraph:
        string = _span(node.body[0])
        indent = " " * node.body[0].col_offset
        shown[string.start - span.start : string.stop - span.start] = [f'{indent}"""{paragraph}"""']
    return "\n".join(shown)


def render(course: Course, *, solutions: bool = False, installation: tuple[str, str] = OF_THE_COURSE) -> str:
    """Return the notebook as text; `solutions` includes the reference's functions instead of the stubs.

    `installation` is the text that says how to install the course, and the cell that does so in Colab.
    """
    cells = []
    for number, (kind, name, source) in enumerate(_cells(course, solutions, installation)):
        new_cell: Any = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        cells.append(new_cell(source, id=f"{number:03}-{name}"))
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    text: str = nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata))
    return text + "\n"


def _cells(course: Course, solutions: bool, installation: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the type, name and text of each cell."""
    setup, figures = _figures(course)
    title = course.title + (": solutions" if solutions else "")
    yield "markdown", "title", INTRODUCTION.format(title=title, count=len(course.exercises), points=_total(course))
    yield "markdown", "install", installation[0]
    yield "code", "install", installation[1]
    yield "code", "begin", f"from grader import check\n{setup}".rstrip()
    for number, name in enumerate(course.modules, start=1):
        exercises = [e for e in course.exercises if e.module == name]
        stubs = Module.read(course.path / "student" / f"{name}.py", exercises)
        module = Module.read(course.path / "reference" / f"{name}.py", exercises) if solutions else stubs
        yield "markdown", name, f"## Part {number}: {name}\n\n{stubs.doc}".rstrip()
        if module.rest:
            yield "code", name, module.rest
        for exercise in exercises:
            yield "markdown", exercise.id, _heading(exercise, stubs.docs.get(exercise.id, ""))
            if exercise.function:
                yield "code", exercise.id, module.codes[exercise.id]
            yield "code", exercise.id, f"check({exercise.id if exercise.function else repr(exercise.id)})"
            if exercise.id in figures:
                yield "code", exercise.id, figures[exercise.id]
    yield "markdown", "board", "## Your progress"
    yield "code", "board", "check()"


def _figures(course: Course) -> tuple[str, dict[str, str]]:
    """Return the setup code of the course's figures, and the code of each figure by exercise."""
    if not course.notebook:
        return "", {}
    try:
        module = resources.named(course.notebook)
    except ImportError as error:
        where = f"{course.path / CATALOGUE}: notebook = {course.notebook!r}"
        raise NotebookError(f"{where}: cannot be imported ({error}); correct the name.") from None
    return module.SETUP, module.FIGURES


def _total(course: Course) -> str:
    regular, bonus = (sum(e.points for e in course.exercises if e.bonus == b) for b in (False, True))
    return f"{regular} points" + (f" and {bonus} bonus points" if bonus else "")


def _heading(exercise: Exercise, doc: str) -> str:
    points = f"{exercise.points} {'bonus ' if exercise.bonus else ''}point{'s' if exercise.points != 1 else ''}"
    parts = [f"### `{exercise.id}`: {exercise.title} ({points})"]
    if exercise.requires:
        parts.append(f"This builds on {' and '.join(f'`{name}`' for name in exercise.requires)}.")
    if not exercise.function:
        parts.append("There is nothing to write here: the check uses your earlier functions.")
    return "\n\n".join([*parts, *([contract(doc)] if doc else [])])


def contract(doc: str) -> str:
    """Convert a docstring to Markdown."""
    blocks = []
    for block in re.split(r"\n{2,}", doc):
        head, _, body = block.partition("\n")
        if head in ("Args:", "Returns:", "Raises:"):
            blocks.append(_section(head, body))
        elif block.startswith(">>> "):
            blocks.append(f"```python\n{block}\n```")
        else:
            blocks.append(_escaped(" ".join(block.splitlines())))
    return "\n\n".join(blocks)


def _section(head: str, body: str) -> str:
    """Convert a section of a docstring to Markdown; named entries become a list."""
    items: list[str] = []
    for line in body.splitlines():
        named = re.match(r" {4}(\*{0,2}\w+): (.*)", line) if head != "Returns:" else None
        if named:
            items.append(f"- `{named[1]}`: {_escaped(named[2])}")
        elif items:
            items[-1] += " " + _escaped(line.strip())
        else:
            items.append(_escaped(line.strip()))
    word = {"Args:": "Takes", "Returns:": "Returns", "Raises:": "Raises"}[head]
    return f"**{word}**\n\n" + "\n".join(items)


def _escaped(text: str) -> str:
    """Escape Markdown's special characters, except in code between backticks."""
    return re.sub(r"`[^`\n]*`|[\\*_$<\[\]|]", lambda m: m[0] if len(m[0]) > 1 else f"\\{m[0]}", text)


def write(file: Path, text: str, *, force: bool = False) -> bool:
    """Write a notebook and return whether the file changed. Overwriting other content requires `force`."""
    if file.suffix != ".ipynb":
        raise NotebookError(f"{file}: not a notebook; use a name that ends in .ipynb.")
    content = text.encode()
    try:
        if file.exists() and file.read_bytes() == content:
            return False
        if file.exists() and not force:
            raise NotebookError(f"{file}: already exists; choose another name, or overwrite it with --force.")
        write_atomically(file, content)
    except OSError as error:
        raise NotebookError(f"{file}: cannot be written ({error.strerror}); choose another folder.") from None
    return True
