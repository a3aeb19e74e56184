"""Answer requests about a submission: import its modules, call its functions, describe the results.

Student code may take over the worker that this runs in, so nothing here decides about a grade.
"""

import builtins
import contextlib
import difflib
import importlib
import random
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import msgspec
import numpy as np

from grader.text import printable
from grader.values import (
    Absent,
    Array,
    Frame,
    Handle,
    Items,
    Other,
    Outcome,
    Raised,
    Recipe,
    Record,
    Request,
    Returned,
    Value,
    attribute,
    plain,
    to_value,
    type_name,
)
from grader.worker.extraction import extract
from grader.worker.importing import PACKAGE, Importer
from grader.worker.reading import packages
from grader.worker.recipes import RECIPES
from grader.worker.statements import Statement
from grader.worker.tokens import fingerprints

# Names of the built-in exceptions by identity, so that no student's class is queried.
BUILTIN = {id(c): c.__name__ for c in vars(builtins).values() if isinstance(c, type) and issubclass(c, BaseException)}
SEED = 20_000
DEEP = 20_000  # recursion limit for parsing deeply nested sources


class Answerer:
    """Answers requests about one submission.

    `functions` maps functions to their modules; `recipes` is the name of the module with the course's recipes.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        functions: Mapping[str, str],
        *,
        folder: str = PACKAGE,
        package: str = PACKAGE,
        recipes: str = "",
        stored: Mapping[str, np.ndarray] | None = None,
    ) -> None:
        self.functions, self.recipes = functions, recipes
        self.importer = Importer(files, folder, package)
        self.stored = stored or {}
        self.kept: list[Any] = []
        self.pool: dict[tuple[Any, ...], Any] = {}
        self.modules: dict[str, Any] = {}
        self.filters = list(warnings.filters)
        self.recursion = sys.getrecursionlimit()

    def close(self) -> None:
        self.importer.close()

    def answer(self, request: Request) -> Outcome:
        self.reset_modes()
        if request.fresh:
            self.start_case()
        try:
            return self._operation(request.operation)(request)
        except Statement as statement:
            return self._stated(statement)
        except BaseException as error:
            return self.raised(error, sys.exc_info()[2])

    def _operation(self, name: str) -> Callable[[Request], Outcome]:
        operations: dict[str, Callable[[Request], Outcome]] = {
            "import": self._import,
            "call": self._call,
            "vjp": self._vjp,
            "build": self._build,
            "logits": self._logits,
            "describe": self._describe,
            "record": self._record,
            "replay": self._replay,
            "inspect": self._inspect,
            "extract": self._extract,
            "tokens": self._tokens,
            "measure": self._measure,
        }
        return operations[name]

    def start_case(self) -> None:
        """Drop the objects of the previous case and seed the random number generators."""
        self.kept, self.pool = [], {}
        self.seed()

    def seed(self) -> None:
        """Seed the global random number generators, which would otherwise differ in every run."""
        random.seed(SEED)
        np.random.seed(SEED)
        if (tensors := _tensors_if_used()) is not None:
            tensors.seed(SEED)

    def reset_modes(self) -> None:
        """Reset the global modes that an earlier call may have changed."""
        if (tensors := _tensors_if_used()) is not None:
            tensors.reset_modes()
        np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        sys.setrecursionlimit(self.recursion)
        warnings.filters[:] = self.filters  # type: ignore[index]  # a list, whatever the stubs say

    # Looking things up

    def prepare(self, request: Request) -> None:
        """Import the module that a request needs, so that the call itself does not wait for it."""
        if request.name in self.functions:
            self.load(self.functions[request.name])

    def load(self, module: str) -> Any:
        """Return a module, or Absent or Raised. A module may replace itself in sys.modules by any object."""
        if module not in self.modules:
            self.seed()
            self.modules[module] = self._load(module)
            self.seed()  # random numbers drawn during the import must not affect the calls
        return self.modules[module]

    def _load(self, module: str) -> Any:
        if module not in self.importer.sources:
            other = next((name for name in self.importer.sources if name.casefold() == module.casefold()), "")
            found = f"; found {other}.py, expected {module}.py: capital letters matter" if other else ""
            return Absent(f"{module}.py is missing{found}")
        try:
            return self.importer.load(module)
        except BaseException as error:
            return self.raised(error, sys.exc_info()[2], while_importing=f"{module}.py")

    def find(self, name: str) -> Any:
        """Return the function or class of an exercise, or Absent or Raised."""
        module = self.load(self.functions[name])
        if isinstance(module, (Absent, Raised)):
            return module
        try:
            found = getattr(module, name)
        except AttributeError:
            similar = _similar(module, name, self.functions)
            return Absent(f"{self.functions[name]}.py does not define {name}{similar}")
        return found if callable(found) else Absent(f"{name} in {self.functions[name]}.py is not callable")

    # Operations

    def _import(self, request: Request) -> Outcome:
        module = self.load(request.name)
        return module if isinstance(module, (Absent, Raised)) else Returned(None)

    def _call(self, request: Request) -> Outcome:
        function = self.find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        inputs = [self.rebuild(value, place) for place, value in enumerate(request.arguments)]
        result = function(*inputs, **self._options(request))
        value = to_value(result, request.room)
        return Returned(value, _changed(request.arguments, inputs))

    def _options(self, request: Request) -> dict[str, Any]:
        return {key: self.rebuild(value, key) for key, value in request.options.items()}

    def _vjp(self, request: Request) -> Outcome:
        """Return the gradient of sum(result * cotangent) for each input; the cotangent is the last argument."""
        function = self.find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        *inputs, cotangent = [self.rebuild(value, ("vjp", i)) for i, value in enumerate(request.arguments)]
        found = _tensors().gradients(function, inputs, cotangent, self._options(request))
        return Returned(to_value(found, request.room if isinstance(found, list) else 0))

    def _build(self, request: Request) -> Outcome:
        """Create an object from a recipe or the student's class, keep it, and return a handle to it."""
        if request.arguments:
            made = self.rebuild(request.arguments[0], "build")
        else:
            cls = self.find(request.name)
            if isinstance(cls, (Absent, Raised)):
                return cls
            made = cls()
            if not _tensors().is_module(made):
                return Returned(Other(type_name(made)))
        self.kept.append(made)
        return Returned(Handle(len(self.kept) - 1))

    def _logits(self, request: Request) -> Outcome:
        model, images = (self.rebuild(value, ("logits", i)) for i, value in enumerate(request.arguments))
        batch, training = request.options.get("batch", len(images)), request.options.get("training", False)
        assert isinstance(batch, int)  # noqa: S101  narrows the type
        logits = to_value(
            _tensors().logits(model, images, batch, None if training == "as it is" else bool(training)), request.room
        )
        return Returned(logits, _changed(request.arguments, (model, images)))

    def _describe(self, request: Request) -> Outcome:
        """Return the course's report about an object that was built."""
        thing = self.rebuild(request.arguments[0], "describe")
        return Returned(to_value(self._of_the_course().describe(thing), request.room))

    def _record(self, request: Request) -> Outcome:
        """Return a record of a network's forward pass on the first images, or None."""
        model, images = (self.rebuild(value, ("record", i)) for i, value in enumerate(request.arguments))
        return Returned(to_value(_networks().record(model, images[: request.options["batch"]]), request.room))

    def _replay(self, request: Request) -> Outcome:
        """Replay a record on the first images; asked only of a process that has never seen the submission."""
        network, images = plain(request.arguments[0]), self.rebuild(request.arguments[1], "replay")
        batch, count = request.options["batch"], request.options["count"]
        return Returned(to_value(_networks().replay(network, images[:count], batch), request.room))

    def _measure(self, request: Request) -> Outcome:
        """Return the seconds that the course's benchmark takes; used only in workers without a submission."""
        return Returned(float(self._of_the_course().measure()))

    def _inspect(self, request: Request) -> Outcome:
        """Return the packages that a function's source uses, except NumPy and the standard library."""
        function = self.find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        sys.setrecursionlimit(DEEP)  # the next request resets it
        module = self.functions[request.name]
        return Returned(to_value(packages(self.importer.sources, module, request.name, self.importer.package)))

    def _extract(self, request: Request) -> Outcome:
        """Return the code that the functions need from a notebook's cells, as the bytes of an Extract.

        Used only in workers without a submission.
        """
        (cells,) = (plain(value) for value in request.arguments)
        packed = msgspec.msgpack.encode(extract(cells, self.functions))
        return Returned(to_value(np.frombuffer(packed, np.uint8), request.room))

    def _tokens(self, request: Request) -> Outcome:
        """Return fingerprints of the sources' tokens; asked only of workers that run no student code."""
        window = request.options["window"]
        assert isinstance(window, int)  # noqa: S101  narrows the type
        found = fingerprints(self.importer.sources, list(self.functions), window, request.room)
        return Returned(to_value(found, request.room))

    # Values

    def rebuild(self, value: Value, place: Any) -> Any:
        """Return the Python object that a Value describes.

        Within a case, arrays of the same form at the same place reuse one buffer, which exposes functions that cache
        results by the identity of their arguments.
        """
        if isinstance(value, Array):
            return self._rebuild_array(value, place)
        if isinstance(value, Items):
            made = [self.rebuild(item, (place, i)) for i, item in enumerate(value.items)]
            return made if value.kind == "list" else tuple(made)
        if isinstance(value, Record):
            return {key: self.rebuild(item, (place, key)) for key, item in value.items.items()}
        if isinstance(value, Handle):
            return self.kept[value.number]
        if isinstance(value, Recipe):
            return self._make(value, place)
        return value

    def _make(self, recipe: Recipe, place: Any) -> Any:
        if recipe.name == "stored":
            return _tensors().wrap(self.stored[str(recipe.parameters["name"])])
        parameters = {key: self.rebuild(item, (place, key)) for key, item in recipe.parameters.items()}
        make = RECIPES[recipe.name] if recipe.name in RECIPES else self._of_the_course().RECIPES[recipe.name]
        return make(**parameters)

    def _of_the_course(self) -> Any:
        """Import the module with the course's recipes, which may import torch."""
        return importlib.import_module(self.recipes)

    def _rebuild_array(self, value: Array, place: Any) -> Any:
        key = (place, value.kind, value.dtype, value.shape, value.layout)
        array = value.numpy()
        home = self.pool.get(key)
        if home is not None and home.shape == array.shape and not getattr(home, "requires_grad", False):
            with contextlib.suppress(Exception):  # the student made it read-only or changed its dtype
                return _filled(home, value, array)
        self.pool[key] = _home(value)
        return _filled(self.pool[key], value, array)

    def raised(self, error: BaseException, trace: types.TracebackType | None, while_importing: str = "") -> Raised:
        """Describe an exception with the frames of the student's code, without trusting methods of its class."""
        bases = tuple(BUILTIN[id(c)] for c in attribute(type(error), "__mro__") if id(c) in BUILTIN)
        text = _text_of(error)
        memory = "MemoryError" in bases or ("RuntimeError" in bases and "allocate memory" in text)
        frames = () if memory else self.frames(error, trace)
        return Raised(type_name(error), bases[:50], text, frames, while_importing, memory)

    def _stated(self, statement: Statement) -> Raised:
        """Return the kit's own statement, unless the student's code caused it."""
        cause = statement.__cause__
        if cause is None:
            return Raised("", (), _text_of(statement))
        raised = self.raised(cause, cause.__traceback__)
        if raised.frames or raised.memory:
            return raised
        return Raised("", raised.bases, printable(f"{_text_of(statement)} ({raised.type}: {raised.text})"))

    def frames(self, error: BaseException, trace: types.TracebackType | None) -> tuple[Frame, ...]:
        """Return the last frames of a traceback that are in the student's code."""
        folder = self.importer.folder
        with contextlib.suppress(BaseException):  # student code may have patched anything used here
            inside = [f for f in traceback.extract_tb(trace) if f.filename.startswith(folder + "/")]
            shown = [(f.filename, f.lineno or 0, f.name, f.line or "") for f in inside[-10:]]
            if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(folder):
                shown = [(error.filename, error.lineno or 0, "<module>", (error.text or "").strip())]
            return tuple(frame(PurePath(file).name, line, name, source) for file, line, name, source in shown)
        return ()


def _similar(module: object, name: str, others: Collection[str]) -> str:
    """Return a remark about a name of the module, of no other exercise, that is nearly this one; or ""."""
    with contextlib.suppress(BaseException):  # a module may be any object
        known = [str(each) for each in object.__getattribute__(module, "__dict__")]
        candidates = [each for each in known if each[:1] != "_" and each not in others]
        near = difflib.get_close_matches(name, candidates[:1000], n=1)
        return f"; it defines {printable(near[0], 60)}: did you mean {name}?" if near else ""
    return ""


def frame(file: str, line: int, function: str, source: str) -> Frame:
    return Frame(printable(file, 200), line, printable(function, 200), printable(source, 200))


def _tensors() -> Any:
    return importlib.import_module("grader.worker.tensors")


def _networks() -> Any:
    return importlib.import_module("grader.worker.networks")


def _tensors_if_used() -> Any:
    """Return the torch part of the worker if torch is imported, else None."""
    try:
        return _tensors() if "torch" in sys.modules else None
    except ImportError:  # a locked worker that imports torch on its own cannot load it
        return None


def _home(value: Array) -> Any:
    """Return an uninitialised array or tensor of this form, which may be a view of another one."""

    def empty(*shape: int) -> Any:
        return _tensors().empty(shape, value.dtype) if value.kind == "torch" else np.empty(shape, value.dtype)

    shape = value.shape
    if value.layout == "columns":
        return empty(*shape[:-1], 2 * shape[-1] + 1)[..., :-1:2]  # odd, so that the rows cannot be joined to one axis
    if value.layout == "permuted":
        return empty(shape[0], *shape[2:], shape[1]).swapaxes(-1, -2).swapaxes(-2, -3)
    if value.layout == "cropped":
        return empty(*shape[:-2], shape[-2] + 3, shape[-1] + 3)[..., 1:-2, 2:-1]
    if value.layout == "expanded":
        return empty(shape[0], 1, *shape[2:]).expand(shape)
    return empty(*shape)


def _filled(home: Any, value: Array, array: np.ndarray) -> Any:
    """Write these entries into an array or tensor and return it; an expanded one has one channel in memory."""
    written, entries = (home[:, :1], array[:, :1]) if value.layout == "expanded" else (home, array)
    if value.kind == "torch":
        _tensors().fill(written, entries)
    else:
        written[...] = entries
    return home


def _changed(arguments: Sequence[Value], inputs: Sequence[Any]) -> tuple[int, ...]:
    """Return the positions of the arguments that were modified in place."""
    return tuple(i for i, (value, now) in enumerate(zip(arguments, inputs, strict=True)) if not _same(value, now))


def _same(value: Value, now: Any) -> bool:
    if isinstance(value, Array):
        try:
            array = now.detach().numpy() if value.kind == "torch" else now
            return tuple(array.shape) == value.shape and array.dtype == value.dtype and array.tobytes() == value.data
        except (RuntimeError, TypeError):  # a dtype that NumPy does not know, so it has changed
            return False
    if isinstance(value, (Items, Record)):
        return to_value(now) == value
    return True


def _text_of(error: BaseException) -> str:
    try:
        return printable(str.__str__(str(error)))
    except BaseException:
        return "(its message cannot be shown)"
