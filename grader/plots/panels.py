"""Find the case on which a check failed, and select the arrays to show, in practice and in grading."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader import literals as show
from grader.plots.svg import Panel, Place
from grader.subject import Transport
from grader.values import Items, Outcome, Recipe, Request, Returned, Value, plain


class Recorder:
    """Forwards requests, and keeps the requests and answers of the last case."""

    def __init__(self, inner: Transport) -> None:
        self.inner = inner
        self.case: list[tuple[Request, Outcome]] = []

    def ask(self, request: Request) -> Outcome:
        outcome = self.inner.ask(request)
        self.case = [*([] if request.fresh else self.case), (request, outcome)]
        return outcome


@dataclass(frozen=True)
class Case:
    """A request with the answer and the expected answer, as far as they are known."""

    request: Request
    got: Value = None
    expected: Value = None
    suggestion: Value = None  # one of several right answers

    @classmethod
    def of(
        cls,
        call: str,
        exact: bool,
        asked: Sequence[tuple[Request, Outcome | None]],
        answered: Sequence[tuple[Request, Outcome]],
    ) -> Case | None:
        """Return the last request with this call, or None; `exact` if there is only one right answer."""
        found = next(((r, o) for r, o in reversed(asked) if show.call(r) == call), None)
        if found is None:
            return None
        request, outcome = found
        wanted = next((o for r, o in answered if question(r) == question(request)), None)
        if not exact:
            return cls(request, _value(outcome), suggestion=_value(wanted))
        return cls(request, _value(outcome), _value(wanted))

    def with_suggestion(self, outcome: Outcome) -> Case:
        return replace(self, suggestion=_value(outcome))


def question(request: Request) -> tuple[Any, ...]:
    """Return a key that is equal for requests that ask the same."""
    return request.operation, request.name, request.arguments, request.options


def _value(outcome: Outcome | None) -> Value:
    return outcome.value if isinstance(outcome, Returned) else None


def is_exact(message: str) -> bool:
    """Return whether a failure's message is about the one right answer; a law has many."""
    return message.startswith("wrong ") and not message.startswith("wrong result")


def parameters(function: object) -> list[str]:
    """Return the names of a function's positional parameters; none if it is no function."""
    try:
        return [p.name for p in inspect.signature(function).parameters.values() if p.kind in (0, 1)]  # type: ignore[arg-type]  # else TypeError
    except (TypeError, ValueError):
        return []


def panels(case: Case, names: Sequence[str]) -> list[Panel]:
    """Return the arrays of a case: the inputs, the expected answer, the actual one, and their difference.

    `names` are those of the function's positional parameters, as far as they are known.
    """
    got, expected = _array(case.got), _array(case.expected)
    index = _differing_item(case)
    suggestion = _array(case.suggestion)
    if index is not None:
        got, expected, suggestion = (
            _array(answer.items[index]) if isinstance(answer, Items) else None
            for answer in (case.got, case.expected, case.suggestion)
        )
    place = _differing_entry(got, expected)
    shown = _inputs(case, names, place)
    coloured = any(panel.array.ndim == 3 for panel in shown)
    suffix = f"[{index}]" if index is not None else ""
    if expected is not None:
        shown.append(_panel(f"expected{suffix}", expected, place, "answer", coloured=coloured))
    elif suggestion is not None:
        shown.append(_panel(f"one right answer{suffix}", suggestion, None, "answer", coloured=coloured))
    if got is not None:
        shown.append(_panel(f"got{suffix}", got, place, "answer", coloured=coloured))
    if got is not None and expected is not None and got.shape == expected.shape and place is not None:
        with np.errstate(all="ignore"):
            gap = got.astype(np.float64) - expected.astype(np.float64)
        difference = _panel("difference", gap, place, "difference", coloured=coloured)
        shown.append(replace(difference, signed=True))
    return shown


def _array(value: Value) -> np.ndarray | None:
    """Convert an array or a nested list of numbers to an array; return None if there is nothing to draw."""
    with contextlib.suppress(Exception):
        array = np.asarray(plain(value))
        if array.dtype.kind in "biuf" and array.ndim >= (2 if isinstance(value, Items) else 1):
            return array
    return None


def _differing_item(case: Case) -> int | None:
    """Return the index of the first array in a list that differs, or None."""
    right = case.expected if case.suggestion is None else case.suggestion
    if not isinstance(case.got, Items) or not isinstance(right, Items):
        return None
    for i, (got, want) in enumerate(zip(case.got.items, right.items, strict=False)):
        a, b = _array(got), _array(want)
        if a is not None and b is not None and (a.shape != b.shape or _differing_entry(a, b) is not None):
            return i
    return None


def _differing_entry(got: np.ndarray | None, want: np.ndarray | None) -> Place | None:
    """Return the index of the first entry that clearly differs, or None."""
    if got is None or want is None or got.shape != want.shape or not got.size:
        return None
    with np.errstate(all="ignore"):
        gap = np.abs(got.astype(np.float64) - want.astype(np.float64))
    limit = 1e-5 * max(float(np.abs(want).max()), 1e-30)
    far = np.argwhere(~(gap <= limit))
    return tuple(int(i) for i in far[0]) if len(far) else None


def _inputs(case: Case, known: Sequence[str], place: Place | None) -> list[Panel]:
    request = case.request
    names = _names(request, known)
    shown: list[Panel] = []
    arguments = request.arguments[:-1] if request.operation == "vjp" else request.arguments
    for position, value in enumerate(arguments):
        array = None if isinstance(value, Recipe) else _array(value)
        if array is None or len(shown) == 3:
            continue
        if _coloured(array):
            shown.append(Panel(names[position], array))
            continue
        # From a batch, show the image that the differing entry belongs to; from several kernels, the one used for it.
        paired = array.ndim == 4 and place is not None and len(place) == 4 and position < 2
        first = place[position] if paired and place is not None else 0
        where = (first, *[0] * (array.ndim - 1))
        shown.append(_panel(names[position], array, where, f"input {position}", marked=False))
    return shown


def _coloured(array: np.ndarray) -> bool:
    return array.ndim == 3 and array.shape[-1] == 3


def _names(request: Request, known: Sequence[str]) -> list[str]:
    if request.operation == "logits":
        return ["model", "images"]
    plenty = [f"argument {i + 1}" for i in range(len(request.arguments))]
    return [*known, *plenty[len(known) :]]


def _panel(
    title: str, array: np.ndarray, place: Place | None, group: str, *, coloured: bool = False, marked: bool = True
) -> Panel:
    """Return a panel of an array, or of its two-dimensional slice that contains the entry at `place`."""
    known = place is not None and len(place) == array.ndim
    coloured = coloured and _coloured(array)
    mark = place if known and marked else None
    if array.ndim > 2 and array.size and all(side == 1 for side in array.shape[:-2]):
        return Panel(title, array.reshape(array.shape[-2:]), mark[-2:] if mark else None, group, array.shape)
    if array.ndim <= 2 or not array.size:
        return Panel(title, array if array.ndim <= 2 else np.zeros((0, 0)), mark, group)
    where = place if known and place is not None else (0,) * array.ndim
    where = tuple(min(i, side - 1) for i, side in zip(where, array.shape, strict=True))
    key: tuple[Any, ...] = (slice(None), slice(None), where[-1]) if coloured else where[:-2]
    name = ", ".join(":" if isinstance(i, slice) else str(i) for i in key)
    inner = where[:2] if coloured else where[-2:]
    return Panel(f"{title}[{name}]", array[key], inner if mark else None, group, array.shape)
