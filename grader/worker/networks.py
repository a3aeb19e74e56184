"""Record a network's forward pass as plain data, and replay such a record without the network's code.

A record is a list of ATen operators with typed arguments, and the arrays that they start from. Tensors are numbered in
the order in which they appear; the images are number 0.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import torch
from msgspec import Struct
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode

MOST_STEPS = 20_000
OPERATOR = re.compile(r"aten\.([a-z_0-9]{1,60})\.([A-Za-z_0-9]{1,60})")
FORBIDDEN = {"from_file", "_local_scalar_dense"}  # they read a file, or turn a tensor into a number of the record
NAMED = {"dtype": torch.dtype, "layout": torch.layout, "memory_format": torch.memory_format}  # arguments, by name


class Step(Struct, frozen=True, array_like=True):
    """A call of one operator; `results` are the numbers of the tensors that it returns."""

    operator: str
    arguments: list[Any]
    options: dict[str, Any]
    results: list[int]


class Program(Struct, frozen=True, forbid_unknown_fields=True):
    """A forward pass. `constants` are the numbers of the arrays it starts from, `parameters` those that are learnt."""

    steps: list[Step]
    constants: list[int]
    parameters: list[int]
    output: int


class CannotReplayError(Exception):
    """The forward pass is no sequence of known operators on plain arrays."""


class _Recorder(TorchDispatchMode):  # type: ignore[no-untyped-call]  # torch has no types here
    """Notes every operator that runs, with its arguments as they are before it does."""

    def __init__(self, images: torch.Tensor, parameters: Sequence[torch.Tensor]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # as above
        self.kept: list[torch.Tensor] = []  # so that no other tensor gets the same id
        self.numbers: dict[int, int] = {}
        self.constants: dict[int, np.ndarray] = {}
        self.learnt = {id(parameter) for parameter in parameters}
        self.parameters: list[int] = []
        self.steps: list[Step] = []
        self._number(images)

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        arguments = self._written(list(args))
        options = {name: self._written(value) for name, value in (kwargs or {}).items()}
        result = func(*args, **(kwargs or {}))
        if len(self.steps) == MOST_STEPS or str(func).split(".")[1] in FORBIDDEN:
            raise CannotReplayError
        self.steps.append(Step(str(func), arguments, options, self._results(result)))
        return result

    def _number(self, tensor: torch.Tensor) -> int:
        if id(tensor) not in self.numbers:
            self.kept.append(tensor)
            self.numbers[id(tensor)] = len(self.numbers)
        return self.numbers[id(tensor)]

    def _results(self, result: Any) -> list[int]:
        parts = result if isinstance(result, (tuple, list)) else [result]
        return [self._number(part) if isinstance(part, torch.Tensor) else -1 for part in parts]

    def _written(self, value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return {"tensor": self._constant(value)}
        if isinstance(value, (list, tuple)):
            return [self._written(part) for part in value]
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        for name, kind in NAMED.items():
            if isinstance(value, kind):
                return {name: str(value).removeprefix("torch.")}
        if isinstance(value, torch.device) and value.type == "cpu":
            return {"device": "cpu"}
        raise CannotReplayError

    def _constant(self, tensor: torch.Tensor) -> int:
        """Return the number of a tensor; one that no step has made is a constant, with the entries it has now."""
        known = id(tensor) in self.numbers
        number = self._number(tensor)
        if not known:
            self.constants[number] = np.array(tensor.detach().numpy())
            if id(tensor) in self.learnt:
                self.parameters.append(number)
        return number


def record(model: torch.nn.Module, images: torch.Tensor) -> dict[str, Any] | None:
    """Run a network on images in eval mode and return a record; None if that cannot be replayed."""
    model.eval()
    recorder = _Recorder(images, list(model.parameters()))
    try:
        with torch.no_grad(), recorder:
            output = model(images)
        number = recorder.numbers[id(output)]
    except Exception:  # whatever a network does here, its own answers have been asked for already
        return None
    program = Program(recorder.steps, list(recorder.constants), recorder.parameters, number)
    packed = np.frombuffer(msgspec.msgpack.encode(program), np.uint8)
    return {"program": packed, "arrays": list(recorder.constants.values())}


def replay(network: dict[str, Any], images: torch.Tensor, batch: int) -> dict[str, Any]:
    """Replay a record on images in batches of the recorded size; return logits and facts about the network.

    Raises an exception, whatever fits, for a record that cannot be replayed.
    """
    program = msgspec.msgpack.decode(network["program"].tobytes(), type=Program)
    arrays = dict(zip(program.constants, network["arrays"], strict=True))
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        parts = [_run(program, arrays, part, batch) for part in torch.split(images, batch)]
    used = _used(program)
    shapes = [arrays[number].shape for number in program.parameters if number in used]
    return {
        "logits": torch.cat(parts),
        "parameters": sum(math.prod(shape) for shape in shapes),
        "convolutions": sum(len(shape) == 4 and math.prod(shape[2:]) > 1 for shape in shapes),
        "multiply_adds": counter.get_total_flops() // 2 // (batch * len(parts)),
    }


def _run(program: Program, arrays: dict[int, np.ndarray], images: torch.Tensor, batch: int) -> torch.Tensor:
    """Replay one batch; a short one is filled up with its first image."""
    full = torch.cat([images, images[:1].expand(batch - len(images), *images.shape[1:])])
    tensors = {0: full} | {number: torch.from_numpy(array.copy()) for number, array in arrays.items()}
    for step in program.steps:
        arguments = [_read(value, tensors) for value in step.arguments]
        options = {name: _read(value, tensors) for name, value in step.options.items()}
        result = _operator(step.operator)(*arguments, **options)
        parts = result if isinstance(result, (tuple, list)) else [result]
        tensors |= {number: part for number, part in zip(step.results, parts, strict=True) if number >= 0}
    return tensors[program.output][: len(images)]


def _operator(name: str) -> Any:
    found = OPERATOR.fullmatch(name)
    if not found or found[1] in FORBIDDEN:
        raise CannotReplayError
    operator = getattr(getattr(torch.ops.aten, found[1]), found[2])
    if torch.Tag.nondeterministic_seeded in operator.tags:
        raise CannotReplayError
    return operator


def _read(value: Any, tensors: dict[int, torch.Tensor]) -> Any:
    if isinstance(value, list):
        return [_read(part, tensors) for part in value]
    if not isinstance(value, dict):
        return value
    ((kind, name),) = value.items()
    if kind == "tensor":
        return tensors[name]
    if kind == "device":
        return torch.device("cpu")
    thing = getattr(torch, name)
    if not isinstance(thing, NAMED[kind]):
        raise CannotReplayError
    return thing


def _used(program: Program) -> set[int]:
    """Return the numbers of the tensors from which a path leads to the output."""
    used = {program.output}
    for step in reversed(program.steps):
        tensors = _tensors_in([step.arguments, list(step.options.values())])
        # An operator that works in place returns one of its arguments.
        if used.intersection(step.results):
            used |= tensors
    return used


def _tensors_in(value: Any) -> set[int]:
    if isinstance(value, dict):
        return {value["tensor"]} if "tensor" in value else set()
    return set().union(*map(_tensors_in, value)) if isinstance(value, list) else set()
