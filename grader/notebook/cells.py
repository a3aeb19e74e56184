"""Call functions that are defined in notebook cells, with tracebacks that show the cells."""

import contextlib
import importlib.util
import inspect
import linecache
import os
import random
import sys
import traceback
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.values import Absent, Frame, Outcome, Request, Returned, to_value
from grader.worker.answering import Answerer, frame
from grader.worker.reading import packages

CELLS = "__cells__"  # name of the module that all cells form


class CellAnswerer(Answerer):
    """Answers requests with functions by exercise id (`given`) and the objects of all cells (`namespace`)."""

    def __init__(
        self, functions: Mapping[str, str], recipes: str, given: Mapping[str, object], namespace: Mapping[str, Any]
    ) -> None:
        super().__init__({}, functions, package=CELLS, recipes=recipes)
        self.importer.unhook()  # there are no files to import
        self.given, self.namespace = given, namespace

    def find(self, name: str) -> Any:
        found = self.given.get(name, self.namespace.get(name))
        if found is None:
            return Absent(f"{name} is not defined in this notebook; run the cell that defines it")
        return found if callable(found) else Absent(f"{name} in this notebook cannot be called")

    def frames(self, error: BaseException, trace: types.TracebackType | None) -> tuple[Frame, ...]:
        """Return the frames of a traceback that are in cells, or in the modules of the functions given."""
        own = {id(self.namespace), *(id(scope) for scope in map(_globals_of, self.given.values()))}
        shown = []
        with contextlib.suppress(BaseException):  # a student's exception may do anything
            for place, line in traceback.walk_tb(trace):
                if id(place.f_globals) in own:
                    source = linecache.getline(place.f_code.co_filename, line).strip()
                    shown.append(frame(_cell(place.f_code.co_filename), line, place.f_code.co_name, source))
        return tuple(shown[-10:])

    def _inspect(self, request: Request) -> Outcome:
        """Return the packages that a function uses, according to the source of the cells or of its file."""
        function = self.find(request.name)
        if isinstance(function, Absent):
            return function
        sources = {file.stem: file.read_bytes() for file in Path.cwd().glob("*.py")}
        sources[CELLS] = self._source(function).encode()
        named = [name for name, thing in self.namespace.items() if thing is function and not name.startswith("_")]
        name = request.name if request.name in named else (named or [getattr(function, "__name__", request.name)])[0]
        sys.setrecursionlimit(20_000)  # for deeply nested sources; the next request resets it
        return Returned(to_value(packages(sources, CELLS, name, CELLS)))

    def _source(self, function: Any) -> str:
        cells = self.namespace.get("In")
        if isinstance(cells, list) and _globals_of(function) is self.namespace:
            return "\n\n".join(cell for cell in cells if isinstance(cell, str) and _compiles(cell))
        try:
            return Path(inspect.getsourcefile(function) or "").read_text("utf-8")
        except (OSError, TypeError):
            return ""


def _globals_of(thing: Any) -> Any:
    """Return the globals of a function, or of the module of a class."""
    thing = inspect.unwrap(thing) if callable(thing) else thing
    if hasattr(thing, "__globals__"):
        return thing.__globals__
    return vars(sys.modules.get(getattr(thing, "__module__", ""), types.ModuleType("")))


def _compiles(cell: str) -> bool:
    try:
        compile(cell, CELLS, "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _cell(file: str) -> str:
    """Return IPython's name of a cell, such as "Cell In[3]", or the name of a file."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    found = shell.compile.format_code_name(file) if shell and hasattr(shell.compile, "format_code_name") else None
    return " ".join(found) if found else os.path.basename(file)  # noqa: PTH119  may be IPython's name of a cell


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Restore the global state that checks change: random states, modes, number of threads and $TORCH_HOME."""
    states = random.getstate(), np.random.get_state()
    errors = np.geterr()
    home = os.environ.get("TORCH_HOME")
    try:
        with _torch_undisturbed() if importlib.util.find_spec("torch") else contextlib.nullcontext():
            yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])
        np.seterr(**errors)
        os.environ.pop("TORCH_HOME", None)
        if home is not None:
            os.environ["TORCH_HOME"] = home


@contextlib.contextmanager
def _torch_undisturbed() -> Iterator[None]:
    import torch  # noqa: PLC0415  a course of NumPy exercises does without it

    state = torch.get_rng_state()
    modes = torch.get_num_threads(), torch.get_default_dtype(), torch.is_grad_enabled()
    try:
        yield
    finally:
        torch.set_rng_state(state)
        torch.set_num_threads(modes[0])
        torch.set_default_dtype(modes[1])
        torch.set_grad_enabled(modes[2])
