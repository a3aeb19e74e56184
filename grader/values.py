"""Plain values exchanged between processes: arrays, requests and outcomes."""

from __future__ import annotations

import math
import numbers
import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta, Struct

from grader.text import TEXT_CAP, one_line, printable

DTYPES = frozenset(
    f"{kind}{bits}"
    for kind, widths in {"uint": (8, 16, 32, 64), "int": (8, 16, 32, 64), "float": (16, 32, 64)}.items()
    for bits in widths
) | {"bool"}

# How an array lies in memory. All but the first are not contiguous: every second column of a wider array, channels
# last and permuted to (B, C, H, W), a crop of a larger array, one channel that is expanded to all.
Layout = Literal["contiguous", "columns", "permuted", "cropped", "expanded"]
Short = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=TEXT_CAP)]
Length = Annotated[int, Meta(ge=0)]


class Array(Struct, frozen=True, tag_field="is", tag="array"):
    """A NumPy array or a torch tensor; `data` is None if it was not sent (too large, or an unsupported dtype)."""

    kind: Literal["numpy", "torch"]
    dtype: Short
    shape: Annotated[tuple[Length, ...], Meta(max_length=16)]
    data: bytes | None = None
    layout: Layout = "contiguous"  # how to rebuild it

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * np.dtype(self.dtype).itemsize

    def numpy(self) -> np.ndarray:
        """Return the entries as a read-only array. Raises ValueError if they were not sent."""
        if self.data is None:
            raise ValueError("the entries of this array were not sent")
        return np.frombuffer(self.data, dtype=self.dtype).reshape(self.shape)


class Items(Struct, frozen=True, tag_field="is", tag="items"):
    kind: Literal["list", "tuple"]
    items: tuple[Value, ...]


class Record(Struct, frozen=True, tag_field="is", tag="record"):
    """A dictionary with string keys."""

    items: dict[str, Value]


class Other(Struct, frozen=True, tag_field="is", tag="other"):
    """A value of an unsupported type; only the type's name is sent."""

    type: Short
    text: Short = ""


class Recipe(Struct, frozen=True, tag_field="is", tag="recipe"):
    """An object for the worker to create: a model, a data loader, a function defined by a table."""

    name: Short
    parameters: dict[str, Value] = {}


class Handle(Struct, frozen=True, tag_field="is", tag="handle"):
    """A reference to an object that the worker keeps until the end of the case."""

    number: Length


Value = None | bool | int | float | str | Array | Items | Record | Other | Recipe | Handle


OfModels = Literal["build", "logits", "describe", "record", "replay"]
Operation = Literal["import", "call", "vjp", "inspect", "extract", "tokens", "probe", "measure"] | OfModels


class Request(Struct, frozen=True):
    """A request to the process that runs a submission; `fresh` resets seeds, modes and kept objects first."""

    operation: Operation
    name: Short = ""
    arguments: tuple[Value, ...] = ()
    options: dict[str, Value] = {}
    room: Length = 0  # maximum number of array bytes in the reply
    fresh: bool = False


class Frame(Struct, frozen=True):
    """A traceback frame in the student's code."""

    file: Short
    line: int
    function: Short
    source: Short


class Returned(Struct, frozen=True, tag_field="is", tag="returned"):
    value: Value
    changed: tuple[Length, ...] = ()  # positions of the arguments that were modified in place


class Raised(Struct, frozen=True, tag_field="is", tag="raised"):
    type: Short
    bases: Annotated[tuple[Short, ...], Meta(max_length=50)]  # names of its built-in base classes
    text: Text
    frames: Annotated[tuple[Frame, ...], Meta(max_length=10)] = ()
    while_importing: Short = ""  # the file whose import raised
    memory: bool = False


class Absent(Struct, frozen=True, tag_field="is", tag="absent"):
    """The module or function is missing, or is not callable."""

    text: Text


Outcome = Returned | Raised | Absent


def to_value(thing: Any, room: float = math.inf) -> Value:
    """Convert any Python object to a Value; arrays include their data only if `room` bytes suffice."""
    return _Describer(room).describe(thing)


class _Describer:
    """Converts one result, tracking the number of bytes left for arrays."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.nodes = 2000  # limit on the number of values in the tree

    def describe(self, thing: Any, depth: int = 0) -> Value:
        self.nodes -= 1
        if self.nodes < 0 or depth > 6:
            return Other("deeply nested value")
        if thing is None or isinstance(thing, (Array, Items, Record, Other, Recipe, Handle)):
            return thing
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(thing, torch.Tensor):
            return self._tensor(thing)
        if isinstance(thing, np.ndarray):
            return self._array("numpy", thing)
        if isinstance(thing, str):
            return printable(str.__str__(thing))
        return self._collection(thing, depth) or self._number(thing)

    def _collection(self, thing: Any, depth: int) -> Value:
        if isinstance(thing, (list, tuple)):
            kind: Literal["list", "tuple"] = "list" if isinstance(thing, list) else "tuple"
            return Items(kind, tuple(self.describe(item, depth + 1) for item in thing[:1000]))
        if type(thing) is dict and all(type(key) is str for key in thing):
            return Record({printable(key, 200): self.describe(item, depth + 1) for key, item in thing.items()})
        return None

    def _number(self, thing: Any) -> Value:
        if isinstance(thing, (bool, np.bool_)):
            return bool(thing)
        if isinstance(thing, numbers.Integral):
            number = int(thing)
            return number if abs(number) < 2**63 else Other("int", "a number of more than 18 digits")
        if isinstance(thing, numbers.Real):
            return float(thing)
        return Other(type_name(thing))

    def _array(self, kind: Literal["numpy", "torch"], array: np.ndarray) -> Value:
        dtype = dtype_name(array.dtype)
        if dtype not in DTYPES or array.nbytes > self.room:
            return Array(kind, dtype[:200], array.shape)
        self.room -= array.nbytes
        ours = array.dtype.newbyteorder("=")  # arrays from files may have the other byte order
        return Array(kind, dtype, array.shape, np.ascontiguousarray(array, ours).tobytes())

    def _tensor(self, tensor: Any) -> Value:
        import torch  # noqa: PLC0415  already imported wherever a tensor exists

        if type(tensor) not in (torch.Tensor, torch.nn.Parameter):
            return Other(type_name(tensor))
        if tensor.layout is not torch.strided or tensor.device.type != "cpu" or tensor.is_quantized:
            return Other(f"tensor ({tensor.layout}, on {tensor.device.type})".replace("torch.", ""))
        dtype = str(tensor.dtype).removeprefix("torch.")
        if dtype not in DTYPES or tensor.numel() * tensor.element_size() > self.room:
            return Array("torch", dtype, tuple(tensor.shape))
        return self._array("torch", tensor.detach().resolve_conj().resolve_neg().contiguous().numpy())


@lru_cache(1000)
def dtype_name(dtype: np.dtype[Any]) -> str:
    """Return the name of a dtype, which NumPy takes long to find."""
    return dtype.name


def type_name(thing: Any) -> str:
    """Return the name of an object's type as printable text."""
    return one_line(attribute(type(thing), "__name__"), 200)


def attribute(kind: type, name: str) -> Any:
    """Return a standard attribute of a class, bypassing its metaclass, which may be a student's."""
    return type.__dict__[name].__get__(kind)


def arrays_in(values: Sequence[Value]) -> list[Array]:
    """Return all arrays in these values, depth first."""
    found: list[Array] = []
    for value in values:
        if isinstance(value, Array):
            found.append(value)
        elif isinstance(value, Items):
            found += arrays_in(value.items)
        elif isinstance(value, Record):
            found += arrays_in(list(value.items.values()))
    return found


Effort = tuple[int, int, int]
NO_EFFORT: Effort = (0, 0, 0)


def effort(request: Request) -> Effort:
    """Return how much a reader must take in to understand a call: its options, bytes of arrays, bytes in all.

    Checks pass options by keyword, and only those that they are about; so a plain call comes first.
    """
    values = [*request.arguments, *request.options.values()]
    return (
        len(request.options),
        sum(len(array.data or b"") for array in arrays_in(values)),
        len(msgspec.msgpack.encode(values)),
    )


def tensor(array: Any, layout: Layout = "contiguous") -> Array:
    """Pass an array as a torch tensor; an expanded one must have the same entries in all channels."""
    array = np.asarray(array)
    return Array("torch", dtype_name(array.dtype), array.shape, np.ascontiguousarray(array).tobytes(), layout)


def strided(array: np.ndarray) -> Array:
    """Pass a NumPy array as every second column of a wider one."""
    return Array("numpy", dtype_name(array.dtype), array.shape, np.ascontiguousarray(array).tobytes(), "columns")


def recipe(name: str, /, **parameters: Any) -> Recipe:
    """Return a recipe for an object that the worker creates: `linear`, `loader`, `table` or `stored`."""
    return Recipe(name, {key: to_value(item) for key, item in parameters.items()})


def plain(value: Value) -> Any:
    """Convert a Value to Python data; arrays and tensors become NumPy arrays."""
    if isinstance(value, Array):
        return value.numpy()
    if isinstance(value, Items):
        items = [plain(item) for item in value.items]
        return items if value.kind == "list" else tuple(items)
    if isinstance(value, Record):
        return {key: plain(item) for key, item in value.items.items()}
    return value
