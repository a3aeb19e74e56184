"""Messages between judge, zygote and worker as bytes: a magic number, a length, and a body read by schema."""

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
OVERHEAD = 64 * 1024  # what a reply may hold besides its arrays
DEEPEST = 20  # values in values; our own are far flatter, and who compares deeper ones calls himself too often


class ProtocolError(Exception):
    """What came is no message of ours."""


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
    """What a worker is given: the sources, which module has which function, and where stored arrays are."""

    files: dict[str, bytes]
    functions: dict[str, str]
    recipes: str = ""  # the module with the course's own recipes
    stored: dict[str, Region] = {}


class Launch(Struct, frozen=True):
    """What a zygote is given at its start."""

    readable: tuple[str, ...]  # what workers may read
    preload: tuple[str, ...]
    modules: tuple[str, ...] = ()  # of the kit, and of the course's recipes


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


def receive(peer: socket.socket, kind: type[T], room: int) -> T:
    """Wait for one message; EOFError where the peer has hung up."""
    return unpack(exactly(peer, body_length(exactly(peer, PREFIX.size), room)), kind)


def exactly(peer: socket.socket, count: int) -> bytes:
    """Wait for this many bytes; EOFError where the peer has hung up."""
    parts = bytearray()
    while len(parts) < count:
        part = peer.recv(min(count - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
