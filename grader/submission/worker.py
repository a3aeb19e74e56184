"""Answer questions about a submission: load its modules, call its functions, describe what they return.

In the isolated transport this runs in the locked worker, and all of it belongs to the student then: nothing here
decides anything. In the direct transport it runs in the student's own pytest.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.abc
import importlib.machinery
import linecache
import os
import random
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from grader.submission import recipes, wire
from grader.submission.reading import PACKAGE, Reader
from grader.submission.wire import (
    Absent,
    Array,
    Frame,
    Handle,
    Items,
    Outcome,
    Raised,
    Recipe,
    Record,
    Request,
    Returned,
    Value,
)

# The names of the built-in exceptions by identity: no other class has to be asked for anything.
BUILTIN = {id(c): c.__name__ for c in vars(builtins).values() if isinstance(c, type) and issubclass(c, BaseException)}


class SubmissionFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Import the submission's files as `student.NAME`; of a file in a folder, `student.FOLDER.NAME`."""

    def __init__(self, files: Mapping[str, bytes], folder: str, package: str) -> None:
        self.folder, self.package = folder, package
        self.sources = {name.removesuffix(".py").replace("/", "."): source for name, source in files.items()}

    def inner(self, name: str) -> str:
        """Return the file's stem, after the names of its folders, for a module's full name."""
        return "__init__" if name == self.package else name.removeprefix(self.package + ".")

    def path(self, inner: str) -> str:
        return f"{self.folder}/{inner.replace('.', '/')}.py"

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name == self.package:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        inner = self.inner(name)
        if name.startswith(self.package + ".") and any(other.startswith(inner + ".") for other in self.sources):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if not name.startswith(self.package + ".") or inner not in self.sources:
            return None
        spec = importlib.machinery.ModuleSpec(name, self, origin=self.path(inner))
        spec.has_location = True
        return spec

    def exec_module(self, module: types.ModuleType) -> None:
        inner = self.inner(module.__name__)
        source = self.sources.get(inner, b"")
        path = self.path(inner)
        lines = source.decode("utf-8", "replace").splitlines(keepends=True)
        linecache.cache[path] = (len(source), None, lines, path)
        exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102  running it is the task


class ShortNames(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Give `import NAME` the very module object of `student.NAME`.

    It stands last on the path, so that a file with the name of an installed package shadows nothing.
    """

    def __init__(self, finder: SubmissionFinder) -> None:
        self.finder = finder

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name in self.finder.sources else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return importlib.import_module(f"{self.finder.package}.{spec.name}")

    def exec_module(self, module: types.ModuleType) -> None:
        # It is loaded already; only its own spec has to be given back.
        module.__spec__ = self.finder.find_spec(module.__name__)


class Desk:
    """Answers one request after another about one submission."""

    def __init__(
        self,
        setup: wire.Setup,
        *,
        folder: str = PACKAGE,
        package: str = PACKAGE,
        stored: Mapping[str, np.ndarray] | None = None,
    ) -> None:
        self.functions = setup.functions
        self.finder = SubmissionFinder(setup.files, folder, package)
        self.short_names = ShortNames(self.finder)
        self.stored = stored or {}
        self.kept: list[Any] = []
        self.pool: dict[tuple[Any, ...], Any] = {}
        self.modules: dict[str, Any] = {}
        self.filters = list(warnings.filters)
        self.recursion = sys.getrecursionlimit()
        sys.meta_path.insert(0, self.finder)
        if package == PACKAGE:
            sys.meta_path.append(self.short_names)

    def close(self) -> None:
        """Forget the submission's modules, so that another one can be asked in this process."""
        for finder in (self.finder, self.short_names):
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)
        own = self.finder.package
        mine = [m for n, m in sys.modules.items() if n == own or n.startswith(own + ".")]
        for name in [n for n, m in sys.modules.items() if any(m is module for module in mine)]:
            del sys.modules[name]

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
        }
        return operations[name]

    def start_case(self) -> None:
        """Forget the objects of the case before, and set the seeds anew."""
        self.kept, self.pool = [], {}
        self.seed()

    def seed(self) -> None:
        """Set the global generators; Python's own would start anew in every fork."""
        seed = 20_000
        random.seed(seed)
        np.random.seed(seed)  # students use the global generator too
        torch.default_generator.manual_seed(seed)  # torch.manual_seed would look after GPUs too, at ten times the cost

    def reset_modes(self) -> None:
        """Set anew the global modes that an earlier call may have left changed."""
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
        if torch.get_num_threads() != 1:
            torch.set_num_threads(1)
        if torch.are_deterministic_algorithms_enabled():
            torch.use_deterministic_algorithms(False)
        torch.autograd.set_detect_anomaly(False)
        torch.set_default_device("cpu") if torch.get_default_device().type != "cpu" else None
        np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        sys.setrecursionlimit(self.recursion)
        warnings.filters[:] = self.filters  # type: ignore[index]  # a list, whatever the stubs say

    # Looking things up

    def load(self, module: str) -> Any:
        """Return a module, or what it has put in its own place; Absent or Raised where there is none."""
        if module not in self.modules:
            self.seed()
            self.modules[module] = self._load(module)
            self.seed()  # what its import drew costs the call nothing, whenever it happens
        return self.modules[module]

    def _load(self, module: str) -> Any:
        if module not in self.finder.sources:
            return Absent(f"there is no file {module}.py")
        try:
            return importlib.import_module(f"{self.finder.package}.{module}")
        except BaseException as error:
            return self.raised(error, sys.exc_info()[2], while_importing=module)

    def _find(self, name: str) -> Any:
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
        function = self._find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        inputs = [self.rebuild(value, place) for place, value in enumerate(request.arguments)]
        options = {key: self.rebuild(value, key) for key, value in request.options.items()}
        result = function(*inputs, **options)
        value = wire.to_value(result, request.room)
        return Returned(value, _changed(request.arguments, inputs))

    def _vjp(self, request: Request) -> Outcome:
        """Return the gradient of sum(result * cotangent) in each tensor; the cotangent is the last argument."""
        function = self._find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        *inputs, cotangent = [self.rebuild(value, ("vjp", i)) for i, value in enumerate(request.arguments)]
        leaves = [x.detach().clone().requires_grad_() for x in inputs]
        result = function(*leaves, **{key: self.rebuild(value, key) for key, value in request.options.items()})
        if not isinstance(result, torch.Tensor) or result.shape != cotangent.shape or not result.requires_grad:
            return Returned(wire.to_value(result, 0))
        gradients = torch.autograd.grad(result, leaves, cotangent, allow_unused=True)
        return Returned(wire.to_value(list(gradients), request.room))

    def _build(self, request: Request) -> Outcome:
        """Keep what a recipe or the student's own class makes; give a handle to it."""
        if request.arguments:
            made = self.rebuild(request.arguments[0], "build")
        else:
            cls = self._find(request.name)
            if isinstance(cls, (Absent, Raised)):
                return cls
            made = cls()
            if not isinstance(made, torch.nn.Module):
                return Returned(wire.Other(wire.type_name(made)))
        self.kept.append(made)
        return Returned(Handle(len(self.kept) - 1))

    def _logits(self, request: Request) -> Outcome:
        """Return what a model answers to images, asked in batches, without gradients."""
        model, images = (self.rebuild(value, ("logits", i)) for i, value in enumerate(request.arguments))
        batch = request.options.get("batch", len(images))
        assert isinstance(batch, int)  # noqa: S101  narrows the type
        model.train(bool(request.options.get("training", False)))
        torch.set_grad_enabled(False)
        try:
            parts = [model(part) for part in torch.split(images, max(batch, 1))]
        finally:
            torch.set_grad_enabled(True)
        logits = wire.to_value(parts[0] if len(parts) == 1 else torch.cat(parts), request.room)
        return Returned(logits, _changed(request.arguments, (model, images)))

    def _describe(self, request: Request) -> Outcome:
        """State about a model what only this process can know."""
        model = self.rebuild(request.arguments[0], "describe")
        if isinstance(model, recipes.Linear):
            return Returned(wire.to_value(model.report(), request.room))
        return Returned(wire.to_value(_statement(model), request.room))

    def _inspect(self, request: Request) -> Outcome:
        """Name the packages besides NumPy and Python's own that the source of a function leads to."""
        function = self._find(request.name)
        if isinstance(function, (Absent, Raised)):
            return function
        sys.setrecursionlimit(20_000)  # for sources that nest deeply; the next request sets it back
        reader = Reader(self.finder.sources, self.finder.package)
        return Returned(wire.to_value(reader.packages(self.functions[request.name], request.name)))

    # Values

    def rebuild(self, value: Value, place: Any) -> Any:
        """Make the Python object that a Value describes.

        A second array of the same form at the same place of a case gets the same memory: who remembers answers
        by the identity of the input then gives a stale one.
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
            return self._cook(value, place)
        return value

    def _cook(self, recipe: Recipe, place: Any) -> Any:
        if recipe.name == "stored":
            return torch.from_numpy(self.stored[str(recipe.parameters["name"])])
        parameters = {key: self.rebuild(item, (place, key)) for key, item in recipe.parameters.items()}
        return recipes.RECIPES[recipe.name](**parameters)

    def _rebuild_array(self, value: Array, place: Any) -> Any:
        key = (place, value.kind, value.dtype, value.shape, value.strided)
        array = value.numpy()
        home = self.pool.get(key)
        if home is None or home.shape != array.shape or getattr(home, "requires_grad", False):
            home = self.pool[key] = _home(value)
        if value.kind == "torch":
            with torch.no_grad():
                home.copy_(torch.from_numpy(array.copy()))
        else:
            home[...] = array
        return home

    def raised(self, error: BaseException, trace: types.TracebackType | None, while_importing: str = "") -> Raised:
        """Describe an exception by the student's own frames, without trusting any method of it or of its class."""
        bases = tuple(BUILTIN[id(c)] for c in wire.attribute(type(error), "__mro__") if id(c) in BUILTIN)
        text = _text_of(error)
        memory = "MemoryError" in bases or ("RuntimeError" in bases and "allocate memory" in text)
        frames = () if memory else self._frames(error, trace)
        return Raised(wire.type_name(error), bases[:50], text, frames, while_importing, memory)

    def _frames(self, error: BaseException, trace: types.TracebackType | None) -> tuple[Frame, ...]:
        with contextlib.suppress(BaseException):  # a student may have replaced any part of this
            inside = [f for f in traceback.extract_tb(trace) if f.filename.startswith(self.finder.folder + "/")]
            shown = [(f.filename, f.lineno or 0, f.name, f.line or "") for f in inside[-10:]]
            if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(self.finder.folder):
                shown = [(error.filename, error.lineno or 0, "<module>", (error.text or "").strip())]
            return tuple(
                Frame(wire.defuse(os.path.basename(file), 200), line, wire.defuse(name, 200), wire.defuse(source, 200))  # noqa: PTH119
                for file, line, name, source in shown
            )
        return ()


def _home(value: Array) -> Any:
    """Return an uninitialised array or tensor of this form; a strided one is every second column of a wider one."""
    shape = value.shape
    if value.strided and shape:
        shape = (*shape[:-1], 2 * shape[-1] + 1)  # odd, so that the rows cannot be joined to one axis
    wide = (
        torch.empty(shape, dtype=getattr(torch, value.dtype)) if value.kind == "torch" else np.empty(shape, value.dtype)
    )
    return wide[..., :-1:2] if value.strided and shape else wide


def _changed(arguments: Sequence[Value], inputs: Sequence[Any]) -> tuple[int, ...]:
    """Return the positions of the arguments that are not any more what was given."""
    return tuple(i for i, (value, now) in enumerate(zip(arguments, inputs, strict=True)) if not _same(value, now))


def _same(value: Value, now: Any) -> bool:
    if isinstance(value, Array):
        array = now.detach().numpy() if value.kind == "torch" else now
        return tuple(array.shape) == value.shape and array.dtype == value.dtype and array.tobytes() == value.data
    if isinstance(value, (Items, Record)):
        return wire.to_value(now) == value
    return True


def _text_of(error: BaseException) -> str:
    try:
        return wire.defuse(str.__str__(str(error)))
    except BaseException:
        return "(its message cannot be shown)"


def _statement(model: torch.nn.Module) -> dict[str, Any]:
    """Describe a model after one dry batch: its parameters, their gradients, its cost for one image."""
    from torch.utils.flop_counter import FlopCounterMode  # noqa: PLC0415  slow to import, preloaded by the zygote

    model.train()
    images = torch.rand(4, 1, 28, 28, generator=torch.Generator().manual_seed(1))
    result = model(images)
    if result.requires_grad:
        torch.nn.functional.cross_entropy(result.flatten(1), torch.arange(4)).backward()  # type: ignore[no-untyped-call]  # torch has no types here
    named = list(model.named_parameters())
    got = [(name, p) for name, p in named if p.grad is not None]
    finite = [(name, p) for name, p in got if bool(torch.isfinite(p.grad).all())]  # type: ignore[arg-type]  # not None: got
    model.eval()
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(images[:1])
    return {
        "parameters": sum(p.numel() for _, p in named),
        "convolutions": sum(p.ndim == 4 for _, p in finite),
        "without_gradient": [name for name, p in named if p.grad is None][:20],
        "not_finite": [name for name, _ in got if name not in dict(finite)][:20],
        "multiply_adds": counter.get_total_flops() // 2,
    }
