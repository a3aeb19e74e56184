"""The wire format between judge, zygote and worker: a magic number, a length, and a body decoded by schema."""

import math
import socket
import struct
import sys
from typing import Any, TypeVar

import msgspec
import numpy as np
from msgspec import Struct

from grader.values import DTYPES, Array, Items, Length, Recipe, Record, Short

MAGIC = b"cvk1"
PREFIX = struct.Struct("<4sQ")  # magic, length of the body
OVERHEAD = 64 * 1024  # bytes that a reply may hold besides its arrays
DEEPEST = 20  # levels of nested values; comparing deeper ones could exceed the recursion limit


class ProtocolError(Exception):
    """The bytes received are not a valid message."""


class Hello(Struct, frozen=True):
    """A worker's first message, sent before any student code runs."""

    locked: tuple[Short, ...]
    pid: Length = 0  # in the zygote's PID namespace


class Region(Struct, frozen=True):
    """The position of a stored array in the sealed memory that judge and workers share."""

    offset: Length
    dtype: Short
    shape: tuple[Length, ...]


class Setup(Struct, frozen=True):
    """A worker's input: sources, the module of each function, and the stored arrays."""

    files: dict[str, bytes]
    functions: dict[str, str]
    recipes: str = ""  # the module with the course's own recipes
    stored: dict[str, Region] = {}


class Launch(Struct, frozen=True):
    """A zygote's input."""

    readable: tuple[str, ...]  # paths that workers may read
    preload: tuple[str, ...]
    modules: tuple[str, ...] = ()  # of the kit, and of the course's recipes
    scratch: str = ""  # where workers get folders to write to; "" for none


class Spawn(Struct, frozen=True, tag_field="is", tag="spawn"):
    """Ask the zygote for a worker; its socket and the stored arrays are passed as descriptors."""

    memory: Length  # bytes
    cpu_seconds: Length


class Reap(Struct, frozen=True, tag_field="is", tag="reap"):
    """Ask how a worker ended."""

    pid: Length


class Ended(Struct, frozen=True):
    """A worker's exit code, or minus the number of the signal that ended it; None while it runs."""

    status: int | None


_encoder = msgspec.msgpack.Encoder()
T = TypeVar("T")


def pack(message: Struct) -> bytes:
    """Return the message as one frame."""
    body = _encoder.encode(message)
    return PREFIX.pack(MAGIC, len(body)) + body


def body_length(prefix: bytes, room: int) -> int:
    """Return the length of the body. Raises ProtocolError for a wrong magic number or a body that is too long."""
    magic, length = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise ProtocolError("the reply has no valid header")
    if length > room + OVERHEAD:
        raise ProtocolError(f"the reply announces {length} bytes; at most {room + OVERHEAD} are allowed")
    return int(length)


def unpack(body: bytes, kind: type[T], room: int = sys.maxsize) -> T:
    """Decode a body by schema. Raises ProtocolError if it does not fit, or if an array has more than `room` bytes."""
    try:
        message = msgspec.msgpack.decode(body, type=kind)
        _check_values(message, room)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise ProtocolError(f"the reply does not follow the protocol ({type(error).__name__})") from None
    return message


def _check_values(message: Any, room: int) -> None:
    """Require limited nesting, and arrays whose number of bytes matches their shape and dtype."""
    stack = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if isinstance(part, Array):
            _check_array(part, room)
        elif isinstance(part, Struct):
            depth += isinstance(part, (Items, Record, Recipe))
            stack += [(getattr(part, name), depth) for name in part.__struct_fields__]
        elif isinstance(part, dict):
            stack += [(item, depth) for item in part.values()]
        elif isinstance(part, (list, tuple)):
            stack += [(item, depth) for item in part]
        if depth > DEEPEST:
            raise ProtocolError("values are nested too deeply")


def _check_array(array: Array, room: int) -> None:
    if array.data is None:
        return
    if array.dtype not in DTYPES or len(array.data) != array.nbytes:
        raise ProtocolError("an array's bytes do not match its shape and dtype")
    # An array with a side of 0 has no bytes, but showing or summing its other sides could take forever.
    if math.prod(side or 1 for side in array.shape) * np.dtype(array.dtype).itemsize > room:
        raise ProtocolError("an array is larger than an answer may be")


def receive(peer: socket.socket, kind: type[T], room: int) -> T:
    """Wait for one message. Raises EOFError if the peer has closed the socket."""
    return unpack(exactly(peer, body_length(exactly(peer, PREFIX.size), room)), kind)


def exactly(peer: socket.socket, count: int) -> bytes:
    """Wait for this many bytes. Raises EOFError if the peer has closed the socket."""
    parts = bytearray()
    while len(parts) < count:
        part = peer.recv(min(count - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
