"""Reduce answers to fingerprints and compare them."""

import math
import numbers
from collections.abc import Sequence

import msgspec
import numpy as np

from grader.values import Absent, Array, Items, Other, Outcome, Raised, Record, Returned, Value, to_value

FORM = "3"  # of fingerprints: other numbers stand for knowledge that must be drawn again
NEAR = 1e-4  # relative to the largest entry; implementations of the same mistake round differently
FLOATS = {"float32", "float64"}
MANY = 3  # of what a report counts
LARGE, SAMPLED = 256, 128  # larger arrays are sampled; number of entries sampled


def alike(one: Outcome, other: Outcome, right: Sequence[Outcome]) -> bool:
    """Return whether two answers are the same or both right, so that they do not tell two mistakes apart."""
    if coincide(one, other):
        return True
    others_right = any(coincide(other, r) for r in right)
    if others_right or any(coincide(other, r, width_matters=False) for r in right):
        return others_right and any(coincide(one, r) for r in right)
    return coincide(one, other, width_matters=False)  # a wrong value is the same mistake in float32 and float64


def fingerprint(outcome: Outcome, scale_free: bool = False) -> Outcome:
    """Return an answer in which large arrays are reduced to sampled entries, the mean and the root mean square.

    An exception has no lines of code: what is known about mistakes is handed out to students.

    If `scale_free`, arrays are divided by their root mean square.
    """
    if not isinstance(outcome, Returned):
        return without_lines(outcome)
    return Returned(_reduced(outcome.value, scale_free), outcome.changed)


def _reduced(value: Value, scale_free: bool) -> Value:
    if isinstance(value, Items):
        return Items(value.kind, tuple(_reduced(item, scale_free) for item in value.items))
    if isinstance(value, Record):
        return Record({key: _reduced(item, scale_free) for key, item in value.items.items()})
    if not isinstance(value, Array) or not value.data:
        return value
    entries = value.numpy()
    with np.errstate(all="ignore"):
        exact = entries.astype(np.float64).ravel()
        size = float(np.sqrt(np.square(exact).mean()))
        unit = size if scale_free and value.dtype in FLOATS and size > 0 and math.isfinite(size) else 1.0
        if len(exact) <= LARGE:
            return value if unit == 1.0 else Array(value.kind, value.dtype, value.shape, (entries / unit).tobytes())
        sums = np.array([exact.mean(), size]) / unit
    places = (np.arange(SAMPLED) * 2_654_435_761) % len(exact)  # scattered, but deterministic
    parts = {"kind": value.kind, "dtype": value.dtype, "shape": list(value.shape), "entries": exact[places] / unit}
    return to_value({**parts, "sums": sums})


def outline(outcome: Outcome) -> Outcome:
    """Return what is the same for all networks with a mistake, whatever their layers and their random weights are.

    Of an array, that is the dtype, the shape, and whether its rows or columns are probabilities; of the numbers and
    lists of a report, how many there are, up to MANY.
    """
    if not isinstance(outcome, Returned):
        return without_lines(outcome)
    return Returned(_outlined(outcome.value), outcome.changed)


def without_lines(outcome: Outcome) -> Outcome:
    """Return an answer without the lines of code that an exception passed through."""
    return msgspec.structs.replace(outcome, frames=()) if isinstance(outcome, Raised) else outcome


def _outlined(value: Value) -> Value:
    if isinstance(value, Record):
        return Record({key: _outlined(item) for key, item in value.items.items()})
    if isinstance(value, Items):
        return min(len(value.items), 1)
    if isinstance(value, int):
        return min(value, MANY)
    if not isinstance(value, Array) or value.data is None:
        return value
    entries = value.numpy().astype(np.float64)
    sums = [axis for axis in (0, 1) if entries.ndim == 2 and np.allclose(entries.sum(axis=axis), 1, atol=1e-4)]
    probabilities = sums if bool((entries >= 0).all()) else []
    return to_value({"kind": value.kind, "dtype": value.dtype, "shape": list(value.shape), "sums": probabilities})


def same_but_for_scale(one: Outcome, other: Outcome) -> bool:
    """Return whether two answers differ, but only by a positive factor."""
    return coincide(fingerprint(one, True), fingerprint(other, True)) and not coincide(
        fingerprint(one), fingerprint(other)
    )


def coincide(one: Outcome, other: Outcome, *, width_matters: bool = True) -> bool:
    """Return whether two answers agree: the same types and nearly equal values, or the same exception."""
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.bases[:1] == other.bases[:1]
    if isinstance(one, Returned) and isinstance(other, Returned):
        return one.changed == other.changed and _same(one.value, other.value, width_matters)
    return isinstance(one, Absent) and isinstance(other, Absent)


def _same(one: Value, other: Value, width_matters: bool) -> bool:  # noqa: PLR0911  one for each kind
    if isinstance(one, Array) and isinstance(other, Array):
        same_type = _same_dtype(one.dtype, other.dtype, width_matters)
        return one.kind == other.kind and one.shape == other.shape and same_type and _near(one, other)
    if isinstance(one, Items) and isinstance(other, Items):
        same_kind = one.kind == other.kind and len(one.items) == len(other.items)
        return same_kind and all(_same(a, b, width_matters) for a, b in zip(one.items, other.items, strict=True))
    if isinstance(one, Record) and isinstance(other, Record):
        if one.items.keys() != other.items.keys():
            return False
        if isinstance(one.items.get("dtype"), str) and isinstance(other.items.get("dtype"), str):  # fingerprints
            dtypes = str(one.items["dtype"]), str(other.items["dtype"])
            rest = one.items.keys() - {"dtype"}
            same_type = _same_dtype(*dtypes, width_matters)
            return same_type and all(_same(one.items[k], other.items[k], width_matters) for k in rest)
        return all(_same(one.items[k], other.items[k], width_matters) for k in one.items)
    if isinstance(one, Other) and isinstance(other, Other):
        return one.type == other.type
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, numbers.Real) and isinstance(other, numbers.Real):
        return _near_numbers(float(one), float(other))
    return type(one) is type(other) and one == other


def _near_numbers(one: float, other: float) -> bool:
    if not (math.isfinite(one) and math.isfinite(other)):
        return one == other or (math.isnan(one) and math.isnan(other))
    return abs(one - other) <= 1e-7 + NEAR * abs(other)


def _same_dtype(one: str, other: str, width_matters: bool) -> bool:
    return one == other or (not width_matters and {one, other} <= FLOATS)


def _near(one: Array, other: Array) -> bool:
    if one.data is None or other.data is None:
        return one.data is other.data
    a, b = one.numpy().astype(np.float64), other.numpy().astype(np.float64)
    finite = np.abs(b[np.isfinite(b)])
    limit = NEAR * float(finite.max(initial=0.0))
    return bool(np.isclose(a, b, rtol=0, atol=limit, equal_nan=True).all())
