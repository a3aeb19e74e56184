"""Read sources without running them: which packages does a function lead to?"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib.machinery
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PACKAGE = "student"  # by which a submission's modules name one another
Dotted = tuple[str, ...]  # a dotted name in parts
END = sys.maxsize  # of a module: the body of a function is run after all of it
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Binding:
    """A place where a module gives a name a meaning: code, or the path of an import."""

    order: int
    certain: bool  # it replaces what the name meant before; in a branch it may not
    meaning: ast.AST | Dotted


class Outline:
    """What the names of a module mean, in the order of its statements."""

    def __init__(self, source: bytes) -> None:
        self.names: dict[str, list[Binding]] = {}
        self.stars: list[Dotted] = []
        self.order = 0
        with contextlib.suppress(SyntaxError, ValueError):  # importing such a module says what is wrong
            self._walk(ast.parse(source).body, certain=True)

    def before(self, name: str, order: int) -> list[Binding]:
        """Return what a name may mean at a place."""
        found = []
        for binding in reversed([b for b in self.names.get(name, ()) if b.order < order]):
            found.append(binding)
            if binding.certain:
                break
        return found

    def _walk(self, body: Sequence[ast.AST], *, certain: bool) -> None:
        for statement in body:
            self.order += 1
            if isinstance(statement, DEFINITIONS):
                self._bind(statement.name, statement, certain)
            elif isinstance(statement, IMPORTS):
                for name, path in imported(statement):
                    self._bind(name, path, certain) if name != "*" else self.stars.append(path)
            elif isinstance(statement, ast.Assign):
                for target in statement.targets:
                    self._pair(target, statement.value, certain)
            elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)) and statement.value:
                self._pair(statement.target, statement.value, certain and isinstance(statement, ast.AnnAssign))
            else:
                self._enter(statement)

    def _enter(self, statement: ast.AST) -> None:
        """Go into the blocks of a compound statement, each of which may be run or not."""
        if isinstance(statement, ast.For):
            self._pair(statement.target, statement.iter, certain=False)
        for item in getattr(statement, "items", ()):
            self._pair(item.optional_vars, item.context_expr, certain=False)
        for block in ("body", "handlers", "orelse", "finalbody", "cases"):
            parts = getattr(statement, block, ())
            self._walk(parts if isinstance(parts, list) else (), certain=False)

    def _pair(self, target: ast.AST | None, value: ast.AST, certain: bool) -> None:
        """Bind the names of a target, one by one where both sides have as many parts."""
        if isinstance(target, ast.Name):
            self._bind(target.id, value, certain)
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            parts = parts if len(parts) == len(target.elts) else [value] * len(target.elts)  # type: ignore[list-item]  # an expression
            for inner, part in zip(target.elts, parts, strict=True):
                self._pair(inner, part, certain)

    def _bind(self, name: str, meaning: ast.AST | Dotted, certain: bool) -> None:
        self.names.setdefault(name, []).append(Binding(self.order, certain, meaning))


def imported(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Dotted]]:
    """Return each name that an import binds, with the path that it then stands for."""
    for alias in statement.names:
        path = tuple(alias.name.split("."))
        if isinstance(statement, ast.Import):
            yield (alias.asname, path) if alias.asname else (path[0], path[:1])
        else:
            origin = ((PACKAGE,) if statement.level else ()) + tuple(filter(None, (statement.module or "").split(".")))
            yield alias.asname or alias.name, origin if alias.name == "*" else origin + path


class Names(ast.NodeVisitor):
    """Collects what a piece of code takes from outside. Annotations are left out: they compute nothing."""

    def __init__(self) -> None:
        self.scopes: list[dict[str, Dotted | None]] = []  # names of the functions around this place
        self.taken: list[tuple[Dotted, bool]] = []  # dotted names of the module, and whether they are needed at once
        self.imports: list[Dotted] = []
        self.attributes: set[str] = set()  # of things that are not known

    def visit_Name(self, node: ast.Name) -> None:
        self._take((node.id,))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        path: Dotted = (node.attr,)
        inner = node.value
        while isinstance(inner, ast.Attribute):
            path, inner = (inner.attr, *path), inner.value
        if isinstance(inner, ast.Name):
            self._take((inner.id, *path))
        else:
            self.attributes |= set(path)
            self.visit(inner)

    def _take(self, path: Dotted) -> None:
        scope = next((scope for scope in reversed(self.scopes) if path[0] in scope), None)
        if scope is None:
            self.taken.append((path, not self.scopes))
        elif (origin := scope[path[0]]) is not None:
            self.imports.append(origin + path[1:])
        else:
            self.attributes |= set(path[1:])

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        body: Sequence[ast.AST] = node.body if isinstance(node.body, list) else [node.body]
        for part in (*getattr(node, "decorator_list", ()), *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(part)
        self.scopes.append(_local_names(node.args, body))
        for part in body:
            self.visit(part)
        self.scopes.pop()

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef  # noqa: N815  as ast names them

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.value) if node.value else None

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        self.imports += [path for _, path in imported(node)]

    visit_ImportFrom = visit_Import  # noqa: N815  as ast names it

    def visit_Call(self, node: ast.Call) -> None:
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        first = node.args[0] if node.args else None
        if called in ("__import__", "import_module") and isinstance(first, ast.Constant) and type(first.value) is str:
            self.imports.append(tuple(first.value.lstrip(".").split(".")))
        self.generic_visit(node)


def _local_names(arguments: ast.arguments, body: Sequence[ast.AST]) -> dict[str, Dotted | None]:
    """Return the names that belong to a function, with the path of those that it imports."""
    names: dict[str, Dotted | None] = {node.arg: None for node in ast.walk(arguments) if isinstance(node, ast.arg)}
    elsewhere: set[str] = set()
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, IMPORTS):
            names |= dict(imported(node))
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            elsewhere |= set(node.names)
        elif isinstance(node, (*DEFINITIONS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            names.setdefault(node.name or "", None)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.setdefault(node.id, None)
        if not isinstance(node, (*DEFINITIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return {name: path for name, path in names.items() if name not in elsewhere}


class Reader:
    """Follows the names of a function through a submission's modules, without running anything.

    It sees what an honest author writes; who hides an import can hide it: a deterrent, not a proof.
    """

    def __init__(self, sources: Mapping[str, bytes], package: str) -> None:
        self.sources, self.own = sources, (package, PACKAGE)
        self.outlines: dict[str, Outline] = {}
        self.found: set[str] = set()
        self.seen: set[Any] = set()
        self.waiting: list[tuple[str, ast.AST, int]] = []
        self.members: list[tuple[str, tuple[str, ast.AST, int]]] = []  # of classes; read when they are named
        self.attributes: set[str] = set()

    def packages(self, module: str, name: str) -> list[str]:
        """Return the foreign packages among the names that can be reached from this one."""
        self._resolve(module, (name,), END)
        while self.waiting:
            self._read(*self.waiting.pop())
            # What class an object has is not known here: a member is used when anything of its name is.
            self.waiting += [piece for name, piece in self.members if name in self.attributes]
            self.members = [member for member in self.members if member[0] not in self.attributes]
        return sorted(self.found)

    def _read(self, module: str, code: ast.AST, order: int) -> None:
        if isinstance(code, ast.ClassDef):
            self._open(module, code, order)
            return
        names = Names()
        names.visit(code)
        self.attributes |= names.attributes
        for path, at_once in names.taken:
            self._resolve(module, path, order if at_once else END)
            self.attributes |= {path[0]} if at_once else set()  # in the body of a class: another member
        for path in names.imports:
            self._follow(path)

    def _open(self, module: str, code: ast.ClassDef, order: int) -> None:
        """Read what a class runs in any case, and keep its other members until they are named."""
        always: list[ast.AST] = [*code.decorator_list, *code.bases, *code.keywords]
        for statement in code.body:
            if isinstance(statement, ast.Assign):
                named = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            else:
                named = [statement.name] if isinstance(statement, DEFINITIONS) else []
            if named and not named[0].startswith("__"):
                self.members += [(name, (module, statement, order)) for name in named]
            else:
                always.append(statement)
        self.waiting += [(module, part, order) for part in always]

    def _resolve(self, module: str, path: Dotted, order: int) -> None:
        """Follow a dotted name from a place in a module."""
        if (module, path, order) in self.seen:
            return
        self.seen.add((module, path, order))
        outline = self._outline(module)
        bindings = outline.before(path[0], order)
        for binding in bindings:
            if isinstance(binding.meaning, tuple):
                self._follow(binding.meaning + path[1:])
                continue
            self.attributes |= set(path[1:])
            if id(binding.meaning) not in self.seen:
                self.seen.add(id(binding.meaning))
                self.waiting.append((module, binding.meaning, binding.order))
        if not bindings and not hasattr(builtins, path[0]):
            stars = [star for star in reversed(outline.stars) if self._gives(star, path[0])]
            for star in stars[:1]:
                self._follow(star + path)

    def _outline(self, module: str) -> Outline:
        if module not in self.outlines:
            self.outlines[module] = Outline(self.sources.get(module, b""))
        return self.outlines[module]

    def _gives(self, star: Dotted, name: str) -> bool:
        """Return whether `from star import *` binds a name."""
        module = self._own_module(star)
        if module is None:
            return hasattr(sys.modules.get(".".join(star)), name)
        return name in self._outline(module).names or bool(self._outline(module).stars)

    def _own_module(self, path: Dotted) -> str | None:
        """Return which of the submission's modules a path leads into; None if it leads elsewhere."""
        if path[0] in self.own:
            modules = (".".join(path[1:end]) for end in range(len(path), 1, -1))
            return next((name for name in modules if name in self.sources), "__init__")
        installed = path[0] in sys.stdlib_module_names or importlib.machinery.PathFinder.find_spec(path[0]) is not None
        return path[0] if path[0] in self.sources and not installed else None

    def _follow(self, path: Dotted) -> None:
        module = self._own_module(path)
        if module is None:
            self.found |= {path[0]} - {"numpy"} - sys.stdlib_module_names
            return
        inside = path[1:] if path[0] in self.own else path
        parts = tuple(module.split("."))
        inside = inside[len(parts) :] if inside[: len(parts)] == parts else inside
        if inside:
            self._resolve(module, inside, END)
