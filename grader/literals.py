"""Format values and calls as Python source."""

import math
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from grader.values import Array, Handle, Items, Other, Recipe, Record, Request, Value

T = TypeVar("T")
DIGITS = 6  # significant ones of a number
NAMES = {"stored": "images", "table": "function"}  # of recipes whose own names say little
SMALL = 60  # arrays up to this many entries are shown in full


def value(thing: Value) -> str:
    """Return a Value as Python source if it is small, otherwise described in words."""
    if isinstance(thing, Array):
        return array(thing)
    if isinstance(thing, Items):
        inside = ", ".join(value(item) for item in thing.items[:12]) + (", …" if len(thing.items) > 12 else "")
        return f"[{inside}]" if thing.kind == "list" else f"({inside}{',' if len(thing.items) == 1 else ''})"
    if isinstance(thing, Record):
        return "{" + ", ".join(f"{key!r}: {value(item)}" for key, item in thing.items.items()) + "}"
    if isinstance(thing, (Recipe, Handle)):
        name = NAMES.get(thing.name, thing.name) if isinstance(thing, Recipe) else "model"
        return str(name)
    if isinstance(thing, Other):
        return f"a {thing.type}" + (f" ({thing.text})" if thing.text else "")
    return number(thing) if isinstance(thing, float) else repr(thing)


def different(show: Callable[[T, int], str], one: T, other: T) -> tuple[str, str]:
    """Show two values with as many digits as it takes to see that they differ."""
    pairs = ((show(one, digits), show(other, digits)) for digits in (DIGITS, 9, 17))
    return next((pair for pair in pairs if pair[0] != pair[1]), (show(one, 17), show(other, 17)))


def array(thing: Array, digits: int = DIGITS) -> str:
    """Return an array in full if it is small, otherwise its kind, dtype and shape."""
    if thing.data is None or math.prod(thing.shape) > SMALL:
        return described(thing)
    module, usual = ("torch", ("float32", "int64")) if thing.kind == "torch" else ("np", ("float64", "int64"))
    function = "torch.tensor(" if thing.kind == "torch" else "np.array("
    dtype = "" if thing.dtype in usual else f", dtype={module}.{thing.dtype}"
    return function + entries(thing.numpy(), len(function), digits) + dtype + ")"


def entries(array: np.ndarray, indent: int = 0, digits: int = DIGITS) -> str:
    """Return nested lists of entries: on one line if they fit, otherwise with one line per row."""
    texts = [number(x, digits) if isinstance(x, float) else repr(x) for x in array.ravel().tolist()]
    plain = _nested(texts, array.shape, ", ")
    if len(plain) <= 80 or array.ndim < 2:
        return plain
    width = max(map(len, texts))
    return _nested([text.rjust(width) for text in texts], array.shape, ",\n" + " " * indent)


def _nested(texts: list[str], shape: tuple[int, ...], between: str, depth: int = 1) -> str:
    """Join texts into nested lists; rows are joined by `between` and indented by their depth."""
    if not shape:
        return texts[0]
    if len(shape) == 1:
        return "[" + ", ".join(texts) + "]"
    size = math.prod(shape[1:])
    parts = [_nested(texts[i * size : (i + 1) * size], shape[1:], between, depth + 1) for i in range(shape[0])]
    gap = between + (" " * depth if "\n" in between else "")
    return "[" + gap.join(parts) + "]"


def described(thing: Array) -> str:
    """Describe an array: "float32 tensor of shape (2, 3)"."""
    noun = "tensor" if thing.kind == "torch" else "array"
    return f"{thing.dtype} {noun} of shape {shape(thing.shape)}"


def shape(sides: tuple[int, ...]) -> str:
    return f"({sides[0]},)" if len(sides) == 1 else "(" + ", ".join(map(str, sides)) + ")"


def number(x: float, digits: int = DIGITS) -> str:
    """Return a number with at most this many significant digits; integral floats keep their point: "2.0"."""
    text = f"{x:.{digits}g}"
    return text if any(c in text for c in ".en") else f"{text}.0"


def call(request: Request) -> str:
    """Return the call that a request represents, as Python source."""
    if request.operation == "logits":
        mode = "train" if request.options.get("training") else "eval"
        return f"model({value(request.arguments[1])})  # model = CNN(), in {mode} mode"
    if request.operation in ("describe", "record"):
        return "model = CNN(); model(images)"
    arguments = request.arguments[:-1] if request.operation == "vjp" else request.arguments
    parts = [value(item) for item in arguments] + [f"{key}={value(item)}" for key, item in request.options.items()]
    one_line = f"{request.name}({', '.join(parts)})"
    if "\n" not in one_line and len(one_line) <= 100:
        return one_line
    return f"{request.name}(\n" + ",\n".join(_indented(part) for part in parts) + ",\n)"


def _indented(text: str) -> str:
    return "    " + text.replace("\n", "\n    ")
