"""Write the notebook of a course: contract, stub and check of each exercise, in the order of the catalogue."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course, Exercise
from grader.files import write_atomically

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class NotebookError(Exception):
    """The notebook cannot be made or written: where, what, remedy."""


INTRODUCTION = """# {title}

{count} exercises for {points}. Work through them from top to bottom:

1. Read what an exercise wants: what goes in, what comes out, which errors are raised.
2. Write your code where `raise NotImplementedError` stands, and run the cell (Shift + Enter).
3. Run the cell with `check` below it. It shows what is right, and of what is wrong the smallest case, with a picture.
   If you are stuck, open a hint.

Change and check as often as you like. What you have written in one exercise can be used in all that follow.
`check()` at the end shows how far you are."""

INSTALLATION = """## Before you begin

**On your own computer:** keep this notebook in the course folder, the one with `course.toml`. Install the course once,
in a terminal in that folder, with `pip install . jupyterlab`; then start `jupyter lab` there.

**In Colab:** upload the course folder as `course.zip` (the folder symbol on the left shows where). Then take away the
`#` from the lines of the next cell, and run it."""

COLAB = """# !unzip -q course.zip
# %cd course
# %pip install -q ."""

# What the exercises of the tutorial are shown by, besides their checks.
FILTERED = "figure(kernel=lambda: {0}, cat=lambda: get_convolved(face(), {0}, times=1)[1])"
FIGURES = {
    "to_gray": "figure(colour=lambda: cat, gray=lambda: to_gray(cat))",
    "crop": "figure(face=lambda: crop(to_gray(cat)))",
    "standardize": '''def face():
    """Return the part of the picture that kernels are tried on, by your own functions."""
    return standardize(crop(to_gray(cat)))


figure(face=face)''',
    "conv_2d": """import torch

edges = torch.tensor([[[[-1.0, 0.0, 1.0]] * 3]])
figure(face=face, edges=lambda: conv_2d(torch.from_numpy(face())[None, None], edges)[0, 0])""",
    "get_convolved": "figure(blurred=lambda: get_convolved(face(), [[0.04] * 5] * 5))",
    "shifted_identity": "figure(kernel=lambda: shifted_identity(5, 1, -2))",
    "box_blur": FILTERED.format("box_blur(9)"),
    "edge_bands": FILTERED.format("edge_bands(4)"),
    "ddgaussian": """figure(
    density=lambda: gaussian(61), first_derivative=lambda: dgaussian(61), second_turned_over=lambda: ddgaussian(61)
)""",
    "gaussian2d": FILTERED.format("gaussian2d(15)"),
    "gabor": FILTERED.format("gabor(15, 30)"),
    "line2d": FILTERED.format("line2d(15)"),
    "ddgaussian2d": FILTERED.format("ddgaussian2d(15)"),
    "pupil_kernel": FILTERED.format("pupil_kernel()"),
    "sweep": """angles = [0, 45, 90, 135]
figure(turned=lambda: list(sweep(face(), lambda angle: gabor(15, angle), angles)))""",
}
CAT = "\nfrom grader.notebook.figure import figure\nfrom skimage.data import chelsea\n\ncat = chelsea()"


@dataclass(frozen=True)
class Module:
    """A module taken apart: its docstring, its exercises' definitions, and what stands around them."""

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
            raise NotebookError(f"{file}: there is no such file; a notebook is made from it.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NotebookError(f"{file}: cannot be read ({error}); make it a readable UTF-8 file.") from None
        except SyntaxError as error:
            raise NotebookError(
                f"{file}, line {error.lineno}: is not valid Python ({error.msg}); correct it."
            ) from None
        lines = source.splitlines()
        wanted = {e.id for e in exercises if e.function}
        found = {n.name: n for n in tree.body if isinstance(n, Definition) and n.name in wanted}
        for name in sorted(wanted - found.keys()):
            raise NotebookError(f"{file}: has no function or class {name}; put its stub there.")
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
    """Return the lines of a statement, counted from 0, with its decorators."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return range(first - 1, node.end_lineno or node.lineno)


def _code(node: Definition, lines: list[str]) -> str:
    """Return a definition; of a long docstring its first line, since the whole stands in the cell above."""
    span, doc = _span(node), ast.get_docstring(node) or ""
    shown = lines[span.start : span.stop]
    paragraph = doc.split("\n\n")[0]
    if "\n" in doc and "\n" not in paragraph and '"' not in paragraph and "\\" not in paragraph:
        string = _span(node.body[0])
        indent = " " * node.body[0].col_offset
        shown[string.start - span.start : string.stop - span.start] = [f'{indent}"""{paragraph}"""']
    return "\n".join(shown)


def render(course: Course, *, solutions: bool = False) -> str:
    """Return the notebook as text, the same for the same course; `solutions` puts the reference's functions in."""
    cells: list[dict[str, object]] = []
    for number, (kind, name, text) in enumerate(_cells(course, solutions)):
        cell = {
            "cell_type": kind,
            "id": f"{number:03}-{name}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
        }
        cells.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cells(course: Course, solutions: bool) -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and text of each cell."""
    title = course.title + (": solutions" if solutions else "")
    yield "markdown", "title", INTRODUCTION.format(title=title, count=len(course.exercises), points=_total(course))
    yield "markdown", "install", INSTALLATION
    yield "code", "install", COLAB
    drawn = any(e.id in FIGURES for e in course.exercises)
    yield "code", "begin", "from grader import check" + (CAT if drawn else "")
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
            if exercise.id in FIGURES:
                yield "code", exercise.id, FIGURES[exercise.id]
    yield "markdown", "board", "## How far you are"
    yield "code", "board", "check()"


def _total(course: Course) -> str:
    regular, bonus = (sum(e.points for e in course.exercises if e.bonus == b) for b in (False, True))
    return f"{regular} points" + (f" and {bonus} bonus points" if bonus else "")


def _heading(exercise: Exercise, doc: str) -> str:
    points = f"{exercise.points} {'bonus ' if exercise.bonus else ''}point{'s' if exercise.points != 1 else ''}"
    parts = [f"### `{exercise.id}`: {exercise.title} ({points})"]
    if exercise.requires:
        parts.append(f"This builds on {' and '.join(f'`{name}`' for name in exercise.requires)}.")
    if not exercise.function:
        parts.append("There is nothing to write here: the check uses what you have already.")
    return "\n\n".join([*parts, *([contract(doc)] if doc else [])])


def contract(doc: str) -> str:
    """Return a docstring as Markdown: paragraphs, a list of arguments, examples as code."""
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
    """Return a section of a docstring; entries with a name in front become a list."""
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
    """Return text in which Markdown finds nothing to format but code between backticks."""
    return re.sub(r"`[^`\n]*`|[\\*_$<\[\]|]", lambda m: m[0] if len(m[0]) > 1 else f"\\{m[0]}", text)


def write(file: Path, text: str, *, force: bool = False) -> bool:
    """Write a notebook and return whether that changed anything; what a student wrote is not overwritten."""
    if file.suffix != ".ipynb":
        raise NotebookError(f"{file}: is no name of a notebook; end it in .ipynb.")
    content = text.encode()
    try:
        if file.exists() and file.read_bytes() == content:
            return False
        if file.exists() and not force:
            raise NotebookError(f"{file}: is there already, and may hold work; choose another name, or add --force.")
        write_atomically(file, content)
    except OSError as error:
        raise NotebookError(f"{file}: cannot be written ({error.strerror}); choose another place.") from None
    return True
