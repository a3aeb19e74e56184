"""Name a student's mistake, when the answers coincide with those of a known one on all cases."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable

import numpy as np

from grader.bank import Known
from grader.submission import wire
from grader.submission.wire import Absent, Array, Items, Other, Outcome, Raised, Record, Returned, Value

NEAR = 1e-4  # relative to the largest entry: two ways to make the same mistake round differently
FLOATS = {"float32", "float64"}
LARGE, SAMPLED = 256, 128  # entries of an array that is kept whole; entries kept of a larger one


def diagnose(answers: Iterable[Outcome], known: Iterable[Known]) -> Known | None:
    """Return the known mistake that gives these answers to all requests, if there is one.

    Answers are taken one by one, and no more of them once no mistake is left that gave all so far. Mistakes that give
    the same answers are one family; its first member, by name, stands for it.
    """
    # Errors alone say too little: different mistakes raise the same ones.
    left = [m for m in known if any(isinstance(answer, Returned) for answer in m.answers)]
    count = 0
    for answer in map(sketch, answers):
        left = [m for m in left if count < len(m.answers) and coincide(answer, m.answers[count])]
        if not left:
            return None
        count += 1
    return next((mistake for mistake in left if len(mistake.answers) == count), None)


def sketch(outcome: Outcome) -> Outcome:
    """Return an answer with its large arrays cut down to scattered entries, their mean and their root mean square."""
    return Returned(_sketch(outcome.value), outcome.changed) if isinstance(outcome, Returned) else outcome


def _sketch(value: Value) -> Value:
    if isinstance(value, Items):
        return Items(value.kind, tuple(map(_sketch, value.items)))
    if isinstance(value, Record):
        return Record({key: _sketch(item) for key, item in value.items.items()})
    if not isinstance(value, Array) or value.data is None or math.prod(value.shape) <= LARGE:
        return value
    entries = value.numpy().ravel()
    exact = entries.astype(np.float64)
    places = (np.arange(SAMPLED) * 2_654_435_761) % len(entries)  # scattered, and the same everywhere
    with np.errstate(all="ignore"):
        sums = np.array([exact.mean(), np.sqrt(np.square(exact).mean())])
    dtype = "float" if value.dtype in FLOATS else value.dtype
    parts: dict[str, object] = {
        "array": [value.kind, dtype, *value.shape],
        "entries": exact[places],
        "sums": sums,
    }
    return wire.to_value(parts)


def coincide(one: Outcome, other: Outcome) -> bool:
    """Return whether two answers are the same mistake or the same right answer: values nearly equal, errors alike."""
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.bases[:1] == other.bases[:1]
    if isinstance(one, Returned) and isinstance(other, Returned):
        return one.changed == other.changed and _same(one.value, other.value)
    return isinstance(one, Absent) and isinstance(other, Absent)


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Array) and isinstance(other, Array):
        same_type = one.dtype == other.dtype or {one.dtype, other.dtype} <= FLOATS
        return one.kind == other.kind and one.shape == other.shape and same_type and _near(one, other)
    if isinstance(one, Items) and isinstance(other, Items):
        return len(one.items) == len(other.items) and all(map(_same, one.items, other.items))
    if isinstance(one, Record) and isinstance(other, Record):
        return one.items.keys() == other.items.keys() and all(_same(one.items[k], other.items[k]) for k in one.items)
    if isinstance(one, Other) and isinstance(other, Other):
        return one.type == other.type
    if isinstance(one, numbers.Real) and isinstance(other, numbers.Real):
        return bool(np.isclose(float(one), float(other), rtol=NEAR, atol=1e-7, equal_nan=True))
    return type(one) is type(other) and one == other


def _near(one: Array, other: Array) -> bool:
    if one.data is None or other.data is None:
        return one.data is other.data
    a, b = one.numpy().astype(np.float64), other.numpy().astype(np.float64)
    finite = np.abs(b[np.isfinite(b)])
    limit = NEAR * float(finite.max(initial=0.0))
    return bool(np.isclose(a, b, rtol=0, atol=limit, equal_nan=True).all())
