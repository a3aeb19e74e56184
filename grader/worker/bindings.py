"""Which names a top-level statement binds and needs, and which statements a name needs in the end.

A name needs the statements that bind it: the last one that replaces what it was, and the later ones that change it.
These statements need further names: some when they run, such as the base of a class, others when a function is called.
"""

import ast
import dis
import inspect
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LOADS = frozenset({"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"})
INLINE = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})  # run where they stand
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
EVERY = "*"  # what `from module import *` binds


@dataclass
class Unit:
    """A top-level statement, or one name of an import.

    `binds` tells for each name whether this replaces what it was. `now` are the names needed when the statement runs,
    `later` those needed when what it binds is called.
    """

    cell: int
    line: int
    text: str
    kind: str = ""  # what it is called if it is left out
    defines: bool = False  # a function or a class
    binds: dict[str, bool] = field(default_factory=dict)
    now: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)


def analyse(unit: Unit, node: ast.stmt, code: types.CodeType) -> None:
    """Fill in what a statement binds and needs."""
    _collect(code, unit.now, unit.later)
    stored = {step.argval for step in dis.get_instructions(code) if step.opname in ("STORE_NAME", "STORE_GLOBAL")}
    unit.binds = dict.fromkeys(stored | _changed(node), False) | dict.fromkeys(_replaced(node), True)
    unit.now -= _loop_names(node)


def _collect(code: types.CodeType, now: set[str], later: set[str]) -> None:
    """Add the names that code loads to `now`, and those that functions in it load to `later`."""
    steps = list(dis.get_instructions(code))
    own = {s.argval for s in steps if s.opname == "STORE_NAME"} if code.co_name != "<module>" else set()  # of a class
    now |= {s.argval for s in steps if s.opname in LOADS} - own
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            runs = not inner.co_flags & inspect.CO_OPTIMIZED or inner.co_name in INLINE
            _collect(inner, now if runs else later, later)


def _changed(node: ast.AST) -> set[str]:
    """Return the names whose entries or attributes a statement sets, as in `kernel[1, 1] = 1`."""
    found = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (*DEFINITIONS, ast.Lambda)):
            continue
        waiting += ast.iter_child_nodes(part)
        if isinstance(part, ast.ImportFrom) and part.names[0].name == EVERY:
            found.add(EVERY)
        if isinstance(part, (ast.Subscript, ast.Attribute)) and isinstance(part.ctx, ast.Store):
            while isinstance(part, (ast.Subscript, ast.Attribute)):
                part = part.value
            found |= {part.id} if isinstance(part, ast.Name) else set()
    return found


def _replaced(node: ast.stmt) -> set[str]:
    """Return the names that a statement binds anew, whatever they were."""
    if isinstance(node, DEFINITIONS):
        return {node.name}
    if isinstance(node, ast.Assign):
        return set().union(*map(_names, node.targets))
    if isinstance(node, ast.AnnAssign) and node.value:
        return _names(node.target)
    if isinstance(node, ast.ImportFrom):
        return {a.asname or a.name for a in node.names} - {EVERY}
    # `import scipy.signal` adds to an earlier `import scipy.ndimage`.
    return {a.asname for a in node.names if a.asname} if isinstance(node, ast.Import) else set()


def _names(target: ast.expr) -> set[str]:
    """Return the names in a target of an assignment, without those in `a[i] = 1`."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return set().union(*map(_names, target.elts))
    if isinstance(target, ast.Starred):
        return _names(target.value)
    return {target.id} if isinstance(target, ast.Name) else set()


def _loop_names(node: ast.stmt) -> set[str]:
    """Return the names of loops and `with` in a block, which it needs from nowhere else."""
    if not isinstance(node, BLOCKS):
        return set()
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, (ast.For, ast.AsyncFor)):
            found |= _names(part.target)
        elif isinstance(part, ast.withitem) and part.optional_vars:
            found |= _names(part.optional_vars)
    return found


class Graph:
    """Which statements need which others."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units, self.end = units, len(units)
        self.places: dict[str, list[int]] = {}
        for i, unit in enumerate(units):
            for name in unit.binds:
                self.places.setdefault(name, []).append(i)

    def binding(self, name: str, when: int) -> list[int]:
        """Return the statements before this one that make a name what it is then."""
        found = []
        every = self.places.get(EVERY, ())
        own = self.places.get(name, ())
        for i in sorted({*own, *every}, reverse=True) if every else reversed(own):
            if i < when:
                found.append(i)
                if self.units[i].binds.get(name):
                    break
        return found

    def needed(self, names: Iterable[str]) -> set[int]:
        """Return the statements that these names need at the end.

        What a statement uses when it runs may also be called at the time of its own use, as the methods of a class are
        whose object it keeps.
        """
        waiting = [(i, self.end) for name in names for i in self.binding(name, self.end)]
        seen: set[tuple[int, int]] = set()
        while waiting:
            here = index, when = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            unit = self.units[index]
            for name in unit.now:
                waiting += [(i, at) for i in self.binding(name, index) for at in (index, when)]
            for name in unit.later:
                for at in (when,) if unit.defines else (index, when):
                    waiting += [(i, at) for i in self.binding(name, at)]
        return {index for index, _ in seen}
