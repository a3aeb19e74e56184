"""Write values, calls and answers the way a student would type them."""

from __future__ import annotations

import numpy as np

from grader.submission.wire import Array, Handle, Items, Other, Recipe, Record, Request, Value

SMALL = 60  # arrays up to this many entries are shown in full


def value(thing: Value) -> str:
    """Return a Value as Python source where it is small, in words where it is not."""
    if isinstance(thing, Array):
        return array(thing)
    if isinstance(thing, Items):
        inside = ", ".join(value(item) for item in thing.items[:12]) + (", …" if len(thing.items) > 12 else "")
        return f"[{inside}]" if thing.kind == "list" else f"({inside}{',' if len(thing.items) == 1 else ''})"
    if isinstance(thing, Record):
        return "{" + ", ".join(f"{key!r}: {value(item)}" for key, item in thing.items.items()) + "}"
    if isinstance(thing, Recipe):
        return thing.name
    if isinstance(thing, Handle):
        return "model"
    if isinstance(thing, Other):
        return f"a {thing.type}" + (f" ({thing.text})" if thing.text else "")
    return number(thing) if isinstance(thing, float) else repr(thing)


def array(thing: Array) -> str:
    """Return an array in full when it is small, else its kind, dtype and shape."""
    if thing.data is None or int(np.prod(thing.shape)) > SMALL:
        return described(thing)
    entries = np.array2string(thing.numpy(), separator=", ", precision=6, threshold=SMALL + 1, max_line_width=100)
    function = "torch.tensor" if thing.kind == "torch" else "np.array"
    usual = {"torch": ("float32", "int64"), "numpy": ("float64", "int64")}[thing.kind]
    prefix = "torch" if thing.kind == "torch" else "np"
    dtype = "" if thing.dtype in usual and thing.shape else f", dtype={prefix}.{thing.dtype}"
    return f"{function}({entries}{dtype})"


def described(thing: Array) -> str:
    """Return what kind of array this is, as in «float32 tensor of shape (2, 3)»."""
    noun = "tensor" if thing.kind == "torch" else "array"
    return f"{thing.dtype} {noun} of shape {shape(thing.shape)}"


def shape(sides: tuple[int, ...]) -> str:
    return f"({sides[0]},)" if len(sides) == 1 else "(" + ", ".join(map(str, sides)) + ")"


def number(x: float) -> str:
    """Return a number with six significant digits at most."""
    return f"{x:.6g}" if x != int(x if np.isfinite(x) else 0) or not np.isfinite(x) else f"{x:.1f}" if abs(x) < 1e15 else f"{x:g}"


def call(request: Request) -> str:
    """Return the call that a request stands for, as it could be typed."""
    if request.operation == "logits":
        mode = "train" if request.options.get("training") else "eval"
        return f"model({value(request.arguments[1])})  # model = CNN(), in {mode} mode"
    if request.operation == "describe":
        return "model = CNN(); model(images)"
    arguments = request.arguments[:-1] if request.operation == "vjp" else request.arguments
    parts = [value(item) for item in arguments] + [f"{key}={value(item)}" for key, item in request.options.items()]
    one_line = f"{request.name}({', '.join(parts)})"
    if "\n" not in one_line and len(one_line) <= 100:
        return one_line
    return f"{request.name}(\n" + ",\n".join(_indented(part) for part in parts) + ",\n)"


def _indented(text: str) -> str:
    return "    " + text.replace("\n", "\n    ")
