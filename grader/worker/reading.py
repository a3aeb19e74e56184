"""Find the packages that a function uses by reading its source. Deliberately hidden imports are not found."""

from __future__ import annotations
import __future__

import ast
import builtins
import contextlib
import dis
import importlib.machinery
import sys
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grader.worker.importing import PACKAGE

GLOBALS = {"LOAD_GLOBAL", "LOAD_NAME"}
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
Path = tuple[str, ...]  # a dotted name in parts


@dataclass
class Uses:
    """Module-level names, attributes and imports used by the statements that bind a name."""

    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    imports: set[Path] = field(default_factory=set)


def packages(sources: Mapping[str, bytes], module: str, function: str, package: str = PACKAGE) -> list[str]:
    """Return the packages that a function uses directly or indirectly, except NumPy and the standard library."""
    outlines = {name: _outline(source) for name, source in sources.items()}
    found: set[str] = set()
    seen: set[tuple[str, str, frozenset[str]]] = set()
    waiting = [(module, function, frozenset[str]())]  # with the attributes that the name is used with
    while waiting:
        module, name, attributes = here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if module == "__init__" and name in sources:
            waiting += [(name, attribute, attributes) for attribute in attributes]
        outline = outlines.get(module, {})
        uses = outline.get(name) or (Uses() if hasattr(builtins, name) else outline.get("*", Uses()))
        waiting += [(module, other, frozenset(uses.attributes)) for other in uses.names]
        for path in uses.imports:
            own, inside = _resolved(path, sources, package)
            if own is None:
                found.add(path[0])
            else:  # `import helper` uses the attributes accessed on it, `from helper import *` the name itself
                wanted = inside or attributes | uses.attributes
                waiting += [(own, name if part == "*" else part, attributes) for part in wanted]
    return sorted(found - {"numpy"} - sys.stdlib_module_names)


def _resolved(path: Path, sources: Mapping[str, bytes], package: str) -> tuple[str | None, Path]:
    """Return the module of the submission that an import refers to (None if it is another) and the name in it."""
    if path[0] in (package, PACKAGE):
        ends = (end for end in range(len(path), 1, -1) if ".".join(path[1:end]) in sources)
        end = next(ends, 0)
        return (".".join(path[1:end]), path[end:]) if end else ("__init__", path[1:])
    installed = path[0] in sys.stdlib_module_names or importlib.machinery.PathFinder.find_spec(path[0]) is not None
    return (path[0], path[1:]) if path[0] in sources and not installed else (None, ())


def _outline(source: bytes) -> dict[str, Uses]:
    """Return the uses of each name bound in a module, in all branches."""
    outline: dict[str, Uses] = {}
    with contextlib.suppress(SyntaxError, ValueError, RecursionError):  # reported when the module is imported
        for statement in _statements(ast.parse(source)):
            for name, path in _imported(statement):
                outline.setdefault(name, Uses()).imports.add(path)
            if not isinstance(statement, (ast.Import, ast.ImportFrom)):
                _add(outline, statement)
    return outline


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield a module's simple statements and definitions, including those inside compound statements."""
    for block in BLOCKS:
        for part in getattr(tree, block, []):
            if isinstance(part, ast.stmt) and not isinstance(part, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
                yield part
            else:
                yield from _statements(part)


def _imported(statement: ast.AST) -> Iterator[tuple[str, Path]]:
    """Yield each name that an import binds, with the imported path."""
    for alias in statement.names if isinstance(statement, (ast.Import, ast.ImportFrom)) else ():
        path = tuple(alias.name.split("."))
        if isinstance(statement, ast.ImportFrom):
            origin = ((PACKAGE,) if statement.level else ()) + tuple(filter(None, (statement.module or "").split(".")))
            yield alias.asname or alias.name, origin + path
        else:
            yield (alias.asname, path) if alias.asname else (path[0], path[:1])


def _add(outline: dict[str, Uses], statement: ast.stmt) -> None:
    """Add the names that a statement binds and uses; compiling it tells local names from module-level ones."""
    wrapped = ast.Module([statement], [])
    code = compile(wrapped, "", "exec", __future__.annotations.compiler_flag, dont_inherit=True)
    uses = Uses()
    _collect(code, uses)
    for node in ast.walk(statement):
        uses.imports |= {path for _, path in _imported(node)}
        called = getattr(node, "func", None)
        if getattr(called, "attr", getattr(called, "id", "")) in ("__import__", "import_module"):
            constants = [a.value for a in getattr(node, "args", [])[:1] if isinstance(a, ast.Constant)]
            uses.imports |= {tuple(c.lstrip(".").split(".")) for c in constants if isinstance(c, str)}
    for step in dis.get_instructions(code):
        if step.opname == "STORE_NAME":
            for kind in ("names", "attributes", "imports"):
                getattr(outline.setdefault(step.argval, Uses()), kind).update(getattr(uses, kind))


def _collect(code: types.CodeType, uses: Uses) -> None:
    steps = list(dis.get_instructions(code))
    uses.names |= {step.argval for step in steps if step.opname in GLOBALS}
    uses.attributes |= set(code.co_names)
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            _collect(inner, uses)
