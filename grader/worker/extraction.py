"""Take the code that exercises need from the cells of a notebook. It is parsed and compiled here, and never run."""

from __future__ import annotations
import __future__

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from grader.text import one_line
from grader.worker.bindings import BLOCKS, DEFINITIONS, EVERY, Graph, Unit, analyse
from grader.worker.importing import PACKAGE
from grader.worker.magics import HELP, MAGIC, SHELL, plain

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
KINDS = CALL, BLOCK, OTHER, *_ = "top-level call", "block", "other statement", MAGIC, SHELL, HELP


class Piece(Struct, frozen=True, array_like=True):
    """Where lines of a module come from: its line `start` is this line of this cell, and so on."""

    start: int
    cell: int
    line: int


class Module(Struct, frozen=True):
    source: str
    pieces: tuple[Piece, ...]


class Invalid(Struct, frozen=True, array_like=True):
    """A cell that is not valid Python, and the exercises that seem to be in it."""

    cell: int
    reason: str
    exercises: tuple[str, ...]


class Extract(Struct, frozen=True):
    """The code of a course's modules, and what was left out: how often, and which cells."""

    modules: dict[str, Module]
    left_out: dict[str, int]
    invalid: tuple[Invalid, ...]
    imported: dict[str, str]  # exercises that are only imported from a module that was not submitted


def extract(cells: Iterable[tuple[int, str]], functions: Mapping[str, str]) -> Extract:
    """Return the code that these functions need, which are given with their modules."""
    notebook = _Notebook(frozenset(functions.values()))
    for number, source in cells:
        notebook.add(number, source, functions)
    graph = Graph(notebook.units)
    kept: set[int] = set()
    modules = {}
    for module in sorted(set(functions.values())):
        needed = graph.needed([name for name, home in functions.items() if home == module])
        kept |= needed
        modules[module] = _module(notebook.futures, [notebook.units[i] for i in sorted(needed)])
    counts = notebook.left_out + Counter(u.kind for i, u in enumerate(notebook.units) if u.kind and i not in kept)
    imported = {n: m for n, m in notebook.imported.items() if n in functions and not graph.binding(n, graph.end)}
    left_out = {kind: counts[kind] for kind in KINDS if counts[kind]}
    return Extract(modules, left_out, tuple(notebook.invalid), imported)


def _module(futures: Sequence[Unit], units: Sequence[Unit]) -> Module:
    lines: list[str] = []
    pieces = []
    for unit in (*futures, *units):
        pieces.append(Piece(len(lines) + 1, unit.cell, unit.line))
        lines += unit.text.split("\n")
    return Module("\n".join(lines) + "\n", tuple(pieces))


class _Notebook:
    """The statements of all cells, in their order."""

    def __init__(self, modules: frozenset[str]) -> None:
        self.modules = modules
        self.units: list[Unit] = []
        self.futures: list[Unit] = []
        self.flags = 0
        self.left_out: Counter[str] = Counter()
        self.invalid: list[Invalid] = []
        self.imported: dict[str, str] = {}  # names imported from the modules that are made here

    def add(self, number: int, source: str, exercises: Iterable[str]) -> None:
        try:
            source, tree, counts = self._parsed(source)
        except UNREADABLE as error:
            inside = [
                n for n in exercises if re.search(rf"^[ \t]*((async +)?def +|class +)?{n}\b *[=(:]", source, re.M)
            ]
            self.invalid.append(Invalid(number, _reason(error), tuple(inside)))
            return
        self.left_out += counts
        lines = source.split("\n")
        for node in tree.body:
            for part in self._parts(node):
                self._add(number, part, ast.unparse(part) if part is not node else _segment(node, lines))

    def _parsed(self, source: str) -> tuple[str, ast.Module, Counter[str]]:
        """Return a cell as Python, its tree, and the number of magics that were replaced."""
        counts: Counter[str] = Counter()
        try:
            tree = ast.parse(source)
        except UNREADABLE:
            source, counts = plain(source)
            tree = ast.parse(source)
        # Much is found only when it is compiled, such as `return` outside of a function.
        compile(source, "", "exec", self.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        return source, tree, counts

    def _parts(self, node: ast.stmt) -> Iterator[ast.stmt]:
        """Yield a statement, or an import of each of its names; leave out imports of modules that are made here."""
        if isinstance(node, ast.ImportFrom) and (own := self._own_module(node)):
            self.imported |= {a.name: own for a in node.names}
            names = [a for a in node.names if a.name != EVERY and a.asname not in (None, a.name)]
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = node.names
        else:
            yield node
            return
        if names == node.names and len(names) == 1:
            yield node
            return
        for name in names:
            one = (
                ast.Import([name]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [name], node.level)
            )
            yield ast.copy_location(one, node)

    def _own_module(self, node: ast.ImportFrom) -> str:
        path = (node.module or "").split(".")
        own = path[1:] if node.level == 0 and path[0] == PACKAGE else path
        return own[0] if len(own) == 1 and own[0] in self.modules else ""

    def _add(self, number: int, node: ast.stmt, text: str) -> None:
        unit = Unit(number, _first_line(node), text, _kind(node), isinstance(node, DEFINITIONS))
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
            self.flags |= getattr(__future__, node.names[0].name).compiler_flag
            self.futures.append(unit)
            return
        if not _is_main(node):
            try:
                code = compile(text + "\n", "", "exec", self.flags, dont_inherit=True)
            except UNREADABLE:  # `await` outside of a function
                unit.kind = unit.kind or CALL
            else:
                analyse(unit, node, code)
        self.units.append(unit)


def _reason(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return one_line(f"line {error.lineno}: {error.msg}" if error.lineno else error.msg)
    if isinstance(error, ValueError):
        return one_line(str(error))
    return "nested too deeply"


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def _segment(node: ast.stmt, lines: Sequence[str]) -> str:
    """Return the source of a statement, without others on its lines; columns count bytes of UTF-8."""
    first = _first_line(node)
    own = list(lines[first - 1 : node.end_lineno])
    own[-1] = own[-1].encode()[: node.end_col_offset].decode()
    if first == node.lineno:
        own[0] = own[0].encode()[node.col_offset :].decode()
    return "\n".join(own)


def _kind(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr):
        return "" if isinstance(node.value, ast.Constant) else CALL
    if isinstance(node, BLOCKS):
        return BLOCK
    return OTHER if isinstance(node, (ast.Assert, ast.Delete, ast.Raise)) else ""


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in ast.walk(node.test))
