"""Compare an answer with what is expected and report the first difference: type, dtype, shape, then values."""

import numbers
from collections.abc import Collection, Mapping

import numpy as np

from grader import literals as show
from grader.subject import Answer, Wrong
from grader.values import Array, Items, Raised, Returned, Value

# Relative to the largest sum of absolute terms in the result: an FFT passes, noise of 1e-3 does not.
TOLERANCE = {"float32": 1e-5, "float64": 1e-9}
LAW = 1e-5  # the tolerance of laws, relative to the sum of absolute entries
FLOATS = ("float32", "float64")


def array(
    answer: Answer, *, kind: str, dtype: str | Collection[str], shape: tuple[int, ...] | None = None, part: Value = None
) -> np.ndarray:
    """Return the entries of the answer, or of its `part`, if it is an array of this kind, dtype and shape.

    Raises Wrong for any other type, dtype or shape, and for entries that are not finite.
    """
    unchanged(answer)
    value = answer.value if part is None else part
    dtypes = (dtype,) if isinstance(dtype, str) else tuple(dtype)
    noun = "torch.Tensor" if kind == "torch" else "numpy.ndarray"
    if not isinstance(value, Array) or value.kind != kind:
        raise wrong(answer, "wrong type", f"a {noun}", kind_of(value))
    if value.dtype not in dtypes:
        raise wrong(answer, "wrong dtype", " or ".join(dtypes), value.dtype)
    if shape is not None and value.shape != shape:
        raise wrong(answer, "wrong shape", f"shape {show.shape(shape)}", f"shape {show.shape(value.shape)}")
    if value.data is None:
        raise wrong(answer, "wrong size", "a smaller array", show.described(value))
    entries = value.numpy()
    if not np.isfinite(entries).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(entries))[0])
        raise wrong(answer, f"not a finite number at {place_text(place)}", "finite numbers", show.value(value))
    return entries


def entries(answer: Answer, *, shape: tuple[int, ...] | None = None, part: Value = None) -> np.ndarray:
    """Return the entries of the answer as float64, whatever their dtype and their container.

    Use `array` in one check of an exercise, and `entries` in the others: a wrong dtype or container is charged once.
    """
    unchanged(answer)
    value = answer.value if part is None else part
    found = value.shape if isinstance(value, Array) else _shape_of(value)
    if found is None:
        raise wrong(answer, "wrong type", "an array", kind_of(value))
    if shape is not None and found != shape:
        raise wrong(answer, "wrong shape", f"shape {show.shape(shape)}", f"shape {show.shape(found)}")
    if isinstance(value, Array) and value.data is None:
        raise wrong(answer, "wrong dtype or size", "real numbers, and a smaller array", show.described(value))
    found_entries = _numbers(value)
    if not np.isfinite(found_entries).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(found_entries))[0])
        raise wrong(answer, f"not a finite number at {place_text(place)}", "finite numbers", show.value(value))
    return found_entries


def _shape_of(value: Value) -> tuple[int, ...] | None:
    """Return the shape of an array, a number or nested lists of them; None for what has no entries."""
    if isinstance(value, Array):
        return None if value.data is None else value.shape
    if isinstance(value, (bool, int, float)):
        return ()
    if isinstance(value, Items) and value.items:
        inside = {_shape_of(item) for item in value.items}
        first = inside.pop()
        return None if inside or first is None else (len(value.items), *first)
    return None


def _numbers(value: Value) -> np.ndarray:
    if isinstance(value, Array):
        return value.numpy().astype(np.float64)
    return np.array([_numbers(item) for item in value.items] if isinstance(value, Items) else value, np.float64)


def works(answer: Answer, shape: tuple[int, ...], kind: str = "numpy") -> None:
    """Require that a legal call returns an array of this kind or of this shape, and raises nothing.

    A check that asks for an exception makes such a call too: whoever always raises it has checked nothing.
    """
    value = answer.value
    if not (isinstance(value, Array) and value.kind == kind):
        entries(answer, shape=shape)


def whole(answer: Answer) -> bool:
    """Tell whether the answer is an array or tensor of integers."""
    return isinstance(answer.value, Array) and answer.value.dtype.startswith(("int", "uint"))


def tolerance(answer: Answer, dtype: str) -> float:
    """Return the tolerance of this dtype, or that of float32 if the answer is float32 or no array at all.

    Its dtype is charged elsewhere.
    """
    value = answer.value
    found = value.dtype if isinstance(value, Array) else "float32"
    return max(TOLERANCE[dtype], TOLERANCE.get(found, 0.0))


def close(
    answer: Answer,
    got: np.ndarray,
    want: np.ndarray,
    *,
    scale: float | None = None,
    tolerance: float | None = None,
    part: str = "",
    start: tuple[int, ...] = (),
) -> None:
    """Require `got` to equal `want` within the tolerance of its dtype, relative to `scale`.

    `got` may be a `part` of the answer, named in words, or a crop of it that begins at the index `start`.
    """
    if not got.size:
        return
    scale = float(np.abs(want).max()) if scale is None else scale
    limit = (TOLERANCE.get(got.dtype.name, 0.0) if tolerance is None else tolerance) * max(scale, 1e-30)
    difference = np.abs(got.astype(np.float64) - want.astype(np.float64))
    if bool((difference <= limit).all()):
        return
    place = tuple(int(i) for i in np.argwhere(~(difference <= limit))[0])
    place_in_answer = tuple(map(sum, zip(place, start, strict=True))) if start else place
    small = got.size <= show.SMALL
    whole_answer = answer.value
    kind = "torch" if isinstance(whole_answer, Array) and whole_answer.kind == "torch" else "numpy"
    if isinstance(whole_answer, Array) and whole_answer.dtype in TOLERANCE:
        got, want = got.astype(whole_answer.dtype), want.astype(whole_answer.dtype)  # shown as the student has it

    def shown(entries: np.ndarray, digits: int) -> str:
        if not small:
            return f"{show.number(float(entries[place]), digits)} at {place_text(place_in_answer)}"
        return show.array(Array(kind, entries.dtype.name, entries.shape, entries.tobytes()), digits)  # type: ignore[arg-type]  # one of two

    count = int((~(difference <= limit)).sum())
    many = f" at {place_text(place_in_answer)}" if got.size > 1 else ""
    many += f", the first of {count}" if count > 1 else ""
    of = f" in {part}," if part else ""
    raise wrong(answer, f"wrong value{of}{many}", *show.different(shown, want.astype(got.dtype), got))


def number(answer: Answer, part: Value = None, what: str = "a number") -> float:
    """Return the answer, or a part of it, if it is one finite number, also one in an array or a tensor."""
    value = answer.value if part is None else part
    if isinstance(value, Array) and value.data is not None and len(value.numpy().ravel()) == 1:
        value = float(value.numpy().ravel()[0])
    return real(answer, value, what)


def integer(answer: Answer) -> int:
    """Return the answer if it is an integer of any type; otherwise raise Wrong."""
    value = answer.value
    if not isinstance(value, numbers.Integral):
        raise wrong(answer, "wrong type", "an int", kind_of(value))
    return int(value)


def real(answer: Answer, part: Value = None, what: str = "a float") -> float:
    """Return the answer, or a part of it, if it is a finite real number of any type."""
    value = answer.value if part is None else part
    if not isinstance(value, numbers.Real) or not np.isfinite(float(value)):
        raise wrong(answer, "wrong type", what, kind_of(value))
    return float(value)


def items(answer: Answer, length: int, what: str) -> tuple[Value, ...]:
    """Return the elements of the answer if it is a list or tuple of this length; `what` describes the expected type."""
    value = answer.value
    if not isinstance(value, Items) or len(value.items) != length:
        got = f"a {value.kind} of length {len(value.items)}" if isinstance(value, Items) else kind_of(value)
        raise wrong(answer, "wrong type", what, got)
    return value.items


def raises(answer: Answer, exception: str) -> None:
    """Require that the call raised this built-in exception or a subclass."""
    outcome = answer.outcome
    if isinstance(outcome, Raised) and exception in outcome.bases and not outcome.while_importing:
        return
    if isinstance(outcome, Returned):
        raise wrong(answer, f"this call must raise {exception}", f"{exception}", show.value(outcome.value))
    fault = answer.fault()
    if fault.status == "error" and not (isinstance(outcome, Raised) and outcome.while_importing):
        assert isinstance(outcome, Raised)  # noqa: S101  an error is a raised exception
        raise wrong(answer, f"this call must raise {exception}", exception, f"{outcome.type}: {outcome.text}")
    raise fault


def law(answer: Answer, holds: bool, claim: str, got: str = "") -> None:
    """Require a property of the answer; `claim` describes it in words."""
    if not holds:
        raise wrong(answer, "wrong result", claim, got or "something else")


def slack(entries: np.ndarray) -> float:
    """Return the tolerance of a law that is checked on these entries."""
    return LAW * float(np.abs(entries).sum())


def unchanged(answer: Answer) -> None:
    """Require that the call did not modify its arguments."""
    if isinstance(answer.outcome, Returned) and answer.outcome.changed:
        ordinal = ("first", "second", "third", "fourth")[min(answer.outcome.changed[0], 3)]
        name = answer.request.name
        what = f"{name} changes its {ordinal} argument" if name else "forward changes its input"
        raise wrong(answer, f"{what} in place", "an unchanged argument", "a modified argument; work on a copy")


def wrong(answer: Answer, message: str, expected: str, got: str) -> Wrong:
    return Wrong(message, call=answer.call, expected=expected, got=got, effort=answer.effort)


def kind_of(value: Value) -> str:
    """Describe a value in words: "a float32 tensor of shape (2,)", "None", "a list of length 3"."""
    if isinstance(value, Array):
        return f"a {show.described(value)}"
    if isinstance(value, Items):
        return f"a {value.kind} of length {len(value.items)}"
    if value is None or isinstance(value, (bool, int, float)):
        return f"{value!r}" + ("" if value is None else f", a {type(value).__name__}")
    return "a str" if isinstance(value, str) else show.value(value)


def place_text(place: tuple[int, ...]) -> str:
    return f"index {show.shape(place) if len(place) != 1 else place[0]}"


def gradients(answer: Answer, arguments: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """Return the gradients with respect to these arguments; each must have the dtype and shape of its argument."""
    value = answer.value
    if not isinstance(value, Items):
        raise wrong(answer, "no gradients", f"a result differentiable in {' and '.join(arguments)}", kind_of(value))
    found = []
    for (name, argument), got in zip(arguments.items(), items(answer, len(arguments), "gradients"), strict=True):
        if not isinstance(got, Array):
            raise wrong(answer, f"no gradient reaches {name}", "a gradient", "none")
        found.append(array(answer, kind="torch", dtype=argument.dtype.name, shape=argument.shape, part=got))
    return found
