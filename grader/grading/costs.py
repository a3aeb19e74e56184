"""Time limits of exercises and submissions in seconds of CPU time; wall-clock limits are `patience` times as long."""

import time
from collections.abc import Iterable

import msgspec
import numpy as np

from grader.asking.isolated import Isolated
from grader.checks import Check
from grader.course import Limits
from grader.sandbox.processes import KitError, ZygoteProcess
from grader.subject import Fault
from grader.values import Request, Returned

RETRY_FACTOR = 3.0  # retry factor: multiplies the limits in the second round
STATED = 0.025  # seconds of CPU time for the measured work on the machine that limits are stated for
MOST = 10.0  # the limits are never more than this many times longer
LOOPS, ENTRIES, REPETITIONS = 100_000, 300_000, 3


def slowness() -> float:
    """Return how many times slower this machine is than the one that limits are stated for, at least 1.

    Measures a fixed piece of work in Python and NumPy, of which the fastest repetition counts.
    """
    entries = np.linspace(0, 1, ENTRIES)
    fastest = min(_seconds(entries) for _ in range(REPETITIONS))
    return round(min(max(fastest / STATED, 1.0), MOST), 2)


def _seconds(entries: np.ndarray) -> float:
    start = time.thread_time()
    total = 0
    for number in range(LOOPS):
        total += number & 7
    for _ in range(5):
        np.sqrt(entries * entries + entries).sum()
    return time.thread_time() - start


def scaled(limits: Limits, factor: float) -> Limits:
    """Return limits for a machine that is slower by this factor."""
    seconds = {name: getattr(limits, name) * factor for name in ("call", "importing", "exercise")}
    return msgspec.structs.replace(limits, **seconds)


def measure(zygote: ZygoteProcess) -> float:
    """Return the seconds that the course's benchmark takes in a worker on this machine."""
    transport = Isolated(zygote, {}, {}, Limits())
    try:
        outcome = transport.ask(Request("measure"))
    except Fault as fault:
        raise KitError(f"the speed of this machine cannot be measured: {fault}") from None
    finally:
        transport.close()
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, float):
        raise KitError(f"the speed of this machine cannot be measured: {outcome}")
    return outcome.value


def exercise(limits: Limits, checks: Iterable[Check], heavy_seconds: float = 0.0) -> float:
    """Return the limit of an exercise, including all rounds, retries and the diagnosis."""
    checks = list(checks)
    if any(c.heavy for c in checks):
        return limits.exercise + heavy_seconds
    return max(limits.exercise, (1 + RETRY_FACTOR) * limits.call * max((c.slowness for c in checks), default=1.0))


def submission(limits: Limits, checks: Iterable[Iterable[Check]], heavy_seconds: float = 0.0) -> float:
    """Return the limit of a whole submission; `checks` holds the checks of each exercise."""
    return sum(exercise(limits, found, heavy_seconds) for found in checks)
