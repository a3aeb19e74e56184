"""Answer requests about a submission: import its modules, call its functions, describe what they return.

In a locked worker all of this belongs to the student's code: nothing here decides anything. In practice it runs in
the student's own process.
"""

import builtins
import contextlib
import importlib
import random
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

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
    to_value,
    type_name,
)
from grader.worker.importing import PACKAGE, Importer
from grader.worker.reading import packages
from grader.worker.recipes import RECIPES

# The names of the built-in exceptions by identity: no other class has to be asked for anything.
BUILTIN = {id(c): c.__name__ for c in vars(builtins).values() if isinstance(c, type) and issubclass(c, BaseException)}
SEED = 20_000
DEEP = 20_000  # calls, for reading sources that nest deeply


class Answerer:
    """Answers one request after another about one submission.

    `functions` says which module has which function; `recipes` names the module with the course's own recipes.
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
            "inspect": self._inspect,
            "measure": self._measure,
        }
        return operations[name]

    def start_case(self) -> None:
        """Forget the objects of the case before, and seed the generators."""
        self.kept, self.pool = [], {}
        self.seed()

    def seed(self) -> None:
        """Seed the global generators, which student code uses too; Python's own would differ in every fork."""
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
        """Return a module, or what it has put in its own place; Absent or Raised where there is none."""
        if module not in self.modules:
            self.seed()
            self.modules[module] = self._load(module)
            self.seed()  # what its import drew costs the call nothing, whenever it happens
        return self.modules[module]

    def _load(self, module: str) -> Any:
        if module not in self.importer.sources:
            return Absent(f"there is no file {module}.py")
        try:
            return self.importer.load(module)
        except BaseException as error:
            return self.raised(error, sys.exc_info()[2], while_importing=module)

    def find(self, name: str) -> Any:
        """Return the function or class of an exercise; Absent or Raised where there is none."""
        module = self.load(self.functions[name])
        if isinstance(module, (Absent, Raised)):
            return module
        try:
            found = getattr(module, name)
        except AttributeError:
            return Absent(f"{self.functions[name]}.py has no {name}")
        return found if callable(found) else Absent(f"{name} in {self.functions[name]}.py cannot be called")

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
        """Return the gradient of sum(result * cotangent) in each tensor; the cotangent is the last argument."""
        function = self.find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        *inputs, cotangent = [self.rebuild(value, ("vjp", i)) for i, value in enumerate(request.arguments)]
        found = _tensors().gradients(function, inputs, cotangent, self._options(request))
        return Returned(to_value(found, request.room if isinstance(found, list) else 0))

    def _build(self, request: Request) -> Outcome:
        """Keep what a recipe or the student's own class makes; give a handle to it."""
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
        batch, training = request.options.get("batch", len(images)), bool(request.options.get("training", False))
        assert isinstance(batch, int)  # noqa: S101  narrows the type
        logits = to_value(_tensors().logits(model, images, batch, training), request.room)
        return Returned(logits, _changed(request.arguments, (model, images)))

    def _describe(self, request: Request) -> Outcome:
        """State what only this process can know about an object that was built."""
        thing = self.rebuild(request.arguments[0], "describe")
        return Returned(to_value(self._of_the_course().describe(thing), request.room))

    def _measure(self, request: Request) -> Outcome:
        """Return the seconds that the course's yardstick takes here; only asked of a worker without a submission."""
        return Returned(float(self._of_the_course().measure()))

    def _inspect(self, request: Request) -> Outcome:
        """Name the packages besides NumPy and Python's own that the source of a function uses."""
        function = self.find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        sys.setrecursionlimit(DEEP)  # the next request resets it
        module = self.functions[request.name]
        return Returned(to_value(packages(self.importer.sources, module, request.name, self.importer.package)))

    # Values

    def rebuild(self, value: Value, place: Any) -> Any:
        """Make the Python object that a Value describes.

        A second array of the same form at the same place of a case gets the same memory: a function that remembers
        answers by the identity of its input then gives a stale one.
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
        """Return the module with the course's recipes, which may import torch."""
        return importlib.import_module(self.recipes)

    def _rebuild_array(self, value: Array, place: Any) -> Any:
        key = (place, value.kind, value.dtype, value.shape, value.strided)
        array = value.numpy()
        home = self.pool.get(key)
        if home is None or home.shape != array.shape or getattr(home, "requires_grad", False):
            home = self.pool[key] = _home(value)
        if value.kind == "torch":
            _tensors().fill(home, array)
        else:
            home[...] = array
        return home

    def raised(self, error: BaseException, trace: types.TracebackType | None, while_importing: str = "") -> Raised:
        """Describe an exception by the student's own frames, without trusting any method of it or of its class."""
        bases = tuple(BUILTIN[id(c)] for c in attribute(type(error), "__mro__") if id(c) in BUILTIN)
        text = _text_of(error)
        memory = "MemoryError" in bases or ("RuntimeError" in bases and "allocate memory" in text)
        frames = () if memory else self.frames(error, trace)
        return Raised(type_name(error), bases[:50], text, frames, while_importing, memory)

    def frames(self, error: BaseException, trace: types.TracebackType | None) -> tuple[Frame, ...]:
        """Return the last lines of the student's own code in a traceback."""
        folder = self.importer.folder
        with contextlib.suppress(BaseException):  # a student may have replaced any part of this
            inside = [f for f in traceback.extract_tb(trace) if f.filename.startswith(folder + "/")]
            shown = [(f.filename, f.lineno or 0, f.name, f.line or "") for f in inside[-10:]]
            if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(folder):
                shown = [(error.filename, error.lineno or 0, "<module>", (error.text or "").strip())]
            return tuple(frame(PurePath(file).name, line, name, source) for file, line, name, source in shown)
        return ()


def frame(file: str, line: int, function: str, source: str) -> Frame:
    return Frame(printable(file, 200), line, printable(function, 200), printable(source, 200))


def _tensors() -> Any:
    return importlib.import_module("grader.worker.tensors")


def _tensors_if_used() -> Any:
    """Return what handles torch's global state, if anybody has imported torch."""
    return _tensors() if "torch" in sys.modules else None


def _home(value: Array) -> Any:
    """Return an uninitialised array or tensor of this form; a strided one is every second column of a wider one."""
    shape = value.shape
    if value.strided and shape:
        shape = (*shape[:-1], 2 * shape[-1] + 1)  # odd, so that the rows cannot be joined to one axis
    wide = _tensors().empty(shape, value.dtype) if value.kind == "torch" else np.empty(shape, value.dtype)
    return wide[..., :-1:2] if value.strided and shape else wide


def _changed(arguments: Sequence[Value], inputs: Sequence[Any]) -> tuple[int, ...]:
    """Return the positions of the arguments that were modified in place."""
    return tuple(i for i, (value, now) in enumerate(zip(arguments, inputs, strict=True)) if not _same(value, now))


def _same(value: Value, now: Any) -> bool:
    if isinstance(value, Array):
        array = now.detach().numpy() if value.kind == "torch" else now
        return tuple(array.shape) == value.shape and array.dtype == value.dtype and array.tobytes() == value.data
    if isinstance(value, (Items, Record)):
        return to_value(now) == value
    return True


def _text_of(error: BaseException) -> str:
    try:
        return printable(str.__str__(str(error)))
    except BaseException:
        return "(its message cannot be shown)"
