"""Say what may pass between judge and worker, and how it looks as bytes."""

from __future__ import annotations

import math
import numbers
import struct
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec
import numpy as np
from msgspec import Meta, Struct

MAGIC = b"cvk1"
PREFIX = struct.Struct("<4sQ")  # magic, length of the body
OVERHEAD = 64 * 1024  # what a reply may hold besides its arrays
TEXT_CAP = 2000  # characters of any text that a student wrote
DEEPEST = 20  # values in values; our own are far flatter, and who compares deeper ones calls himself too often
DTYPES = frozenset(
    f"{kind}{bits}"
    for kind, widths in {"uint": (8, 16, 32, 64), "int": (8, 16, 32, 64), "float": (16, 32, 64)}.items()
    for bits in widths
) | {"bool"}

Short = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=TEXT_CAP)]
Length = Annotated[int, Meta(ge=0)]


class ProtocolError(Exception):
    """What came is no message of ours."""


class Array(Struct, frozen=True, tag_field="is", tag="array"):
    """A NumPy array or a torch tensor; `data` is None when it was not sent (too large, or a foreign dtype)."""

    kind: Literal["numpy", "torch"]
    dtype: Short
    shape: Annotated[tuple[Length, ...], Meta(max_length=16)]
    data: bytes | None = None
    strided: bool = False  # rebuild it as a view that is not contiguous

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * np.dtype(self.dtype).itemsize

    def numpy(self) -> np.ndarray:
        """Return the entries as a read-only array."""
        if self.data is None:
            raise ProtocolError("the entries of this array were not sent")
        return np.frombuffer(self.data, dtype=self.dtype).reshape(self.shape)


class Items(Struct, frozen=True, tag_field="is", tag="items"):
    kind: Literal["list", "tuple"]
    items: tuple[Value, ...]


class Record(Struct, frozen=True, tag_field="is", tag="record"):
    """A dictionary with text keys; only ever sent by the kit itself."""

    items: dict[str, Value]


class Other(Struct, frozen=True, tag_field="is", tag="other"):
    """A value of a type that no exercise returns: it is named, not sent."""

    type: Short
    text: Short = ""


class Recipe(Struct, frozen=True, tag_field="is", tag="recipe"):
    """An object that the worker makes for itself: a model, a loader, a function given as a table."""

    name: Short
    parameters: dict[str, Value] = {}


class Handle(Struct, frozen=True, tag_field="is", tag="handle"):
    """An object that the worker keeps until the end of the case."""

    number: Length


Value = None | bool | int | float | str | Array | Items | Record | Other | Recipe | Handle


class Request(Struct, frozen=True):
    """One question. `fresh` sets seeds, modes and kept objects anew before it is answered."""

    operation: Literal["import", "call", "vjp", "build", "logits", "describe", "inspect", "probe"]
    name: Short = ""
    arguments: tuple[Value, ...] = ()
    options: dict[str, Value] = {}
    room: Length = 0  # bytes of arrays that the reply may hold
    fresh: bool = False


class Frame(Struct, frozen=True):
    """A line of the student's own code in a traceback."""

    file: Short
    line: int
    function: Short
    source: Short


class Returned(Struct, frozen=True, tag_field="is", tag="returned"):
    value: Value
    changed: tuple[Length, ...] = ()  # positions of the arguments that were modified in place


class Raised(Struct, frozen=True, tag_field="is", tag="raised"):
    type: Short
    bases: Annotated[tuple[Short, ...], Meta(max_length=50)]  # names of the built-in exceptions it is one of
    text: Text
    frames: Annotated[tuple[Frame, ...], Meta(max_length=10)] = ()
    while_importing: Short = ""  # the module whose import raised
    memory: bool = False


class Absent(Struct, frozen=True, tag_field="is", tag="absent"):
    """There is no such module or function, or it cannot be called."""

    text: Text


Outcome = Returned | Raised | Absent


class Hello(Struct, frozen=True):
    """What a worker says once, before any student code."""

    locked: tuple[Short, ...]
    pid: Length = 0  # in the zygote's own namespace


class Region(Struct, frozen=True):
    """Where a stored array lies in the sealed memory that worker and judge share."""

    offset: Length
    dtype: Short
    shape: tuple[Length, ...]


class Setup(Struct, frozen=True):
    """What a worker is given: the sources, which module has which function, and where stored arrays lie."""

    files: dict[str, bytes]
    functions: dict[str, str]
    stored: dict[str, Region] = {}


class Launch(Struct, frozen=True):
    """What a zygote is given at its start."""

    readable: tuple[str, ...]  # what workers may read
    preload: tuple[str, ...]


class Spawn(Struct, frozen=True, tag_field="is", tag="spawn"):
    """Ask the zygote for a worker; its socket, and the stored arrays if there are any, come along."""

    memory: Length  # bytes
    cpu_seconds: Length


class Reap(Struct, frozen=True, tag_field="is", tag="reap"):
    """Ask how a worker ended."""

    pid: Length


class Ended(Struct, frozen=True):
    """A worker's end: its exit code, or minus the number of the signal that ended it; None while it lives."""

    status: int | None


_encoder = msgspec.msgpack.Encoder()
T = TypeVar("T")


def pack(message: Struct) -> bytes:
    """Return the message as one frame."""
    body = _encoder.encode(message)
    return PREFIX.pack(MAGIC, len(body)) + body


def body_length(prefix: bytes, room: int) -> int:
    """Return how long the body is that follows, after checking it against what was asked for."""
    magic, length = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise ProtocolError("the reply does not begin as a reply does")
    if length > room + OVERHEAD:
        raise ProtocolError(f"the reply announces {length} bytes where at most {room + OVERHEAD} were asked for")
    return int(length)


def unpack(body: bytes, kind: type[T]) -> T:
    """Decode a body by schema; whatever does not fit is a ProtocolError."""
    try:
        message = msgspec.msgpack.decode(body, type=kind)
        _check_values(message)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise ProtocolError(f"the reply does not fit the protocol ({type(error).__name__})") from None
    return message


def _check_values(message: Any) -> None:
    """Make sure that nothing lies too deep, and that every array has as many bytes as its shape and dtype say."""
    stack = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if isinstance(part, Array):
            _check_array(part)
        elif isinstance(part, Struct):
            depth += isinstance(part, (Items, Record, Recipe))
            stack += [(getattr(part, name), depth) for name in part.__struct_fields__]
        elif isinstance(part, dict):
            stack += [(item, depth) for item in part.values()]
        elif isinstance(part, (list, tuple)):
            stack += [(item, depth) for item in part]
        if depth > DEEPEST:
            raise ProtocolError("values lie too deep in one another")


def _check_array(array: Array) -> None:
    if array.data is None:
        return
    if array.dtype not in DTYPES or len(array.data) != array.nbytes:
        raise ProtocolError("an array's bytes do not fit its shape and dtype")
    # NumPy does not make such an array, even where one side is 0 and there is nothing in it.
    if math.prod(side or 1 for side in array.shape) * np.dtype(array.dtype).itemsize > sys.maxsize:
        raise ProtocolError("an array is larger than any can be")


def to_value(thing: Any, room: float = math.inf) -> Value:
    """Describe any Python object as a Value; arrays are sent while there is room for their bytes."""
    return _Describer(room).describe(thing)


class _Describer:
    """Walks through one result and keeps account of the room that is left for arrays."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.nodes = 2000  # a result is never a larger tree than this

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
            return defuse(str.__str__(thing))
        return self._collection(thing, depth) or self._number(thing)

    def _collection(self, thing: Any, depth: int) -> Value:
        if isinstance(thing, (list, tuple)):
            kind: Literal["list", "tuple"] = "list" if isinstance(thing, list) else "tuple"
            return Items(kind, tuple(self.describe(item, depth + 1) for item in thing[:1000]))
        if type(thing) is dict and all(type(key) is str for key in thing):
            return Record({defuse(key, 200): self.describe(item, depth + 1) for key, item in thing.items()})
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
        dtype = array.dtype.name[:200]
        if array.dtype.name not in DTYPES or array.nbytes > self.room:
            return Array(kind, dtype, array.shape)
        self.room -= array.nbytes
        ours = array.dtype.newbyteorder("=")  # one's own files may be of the other byte order
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


def type_name(thing: Any) -> str:
    """Return the name of a thing's type as text that is safe to show."""
    return one_line(attribute(type(thing), "__name__"), 200)


def attribute(kind: type, name: str) -> Any:
    """Return an attribute that every class has, without asking its metaclass, which may be a student's."""
    return type.__dict__[name].__get__(kind)


def defuse(text: str, cap: int = TEXT_CAP) -> str:
    """Cut a text and escape what could harm a terminal, a log or an encoder; line ends and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text[:cap])[:cap]


def one_line(text: str, cap: int = 80) -> str:
    """Return a name on one line, without control, bidi or lone surrogate characters; … stands for what is cut off.

    In the log of a CI, `::` and `##` begin commands; they are escaped too, as a name may come to stand first in a line.
    """
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: cap + 1])
    safe = safe.replace("::", r":\x3a").replace("##", r"#\x23")
    return safe if len(safe) <= cap else safe[: cap - 1] + "…"


def arrays_in(values: Sequence[Value]) -> list[Array]:
    """List the arrays of some values, depth first."""
    found: list[Array] = []
    for value in values:
        if isinstance(value, Array):
            found.append(value)
        elif isinstance(value, Items):
            found += arrays_in(value.items)
        elif isinstance(value, Record):
            found += arrays_in(list(value.items.values()))
    return found
