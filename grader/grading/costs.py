"""What a submission may cost, in seconds of CPU time; wall time may be `patience` times as long."""

from __future__ import annotations

from collections.abc import Iterable

from grader.asking.isolated import Isolated, KitError, Zygote
from grader.checks import Check
from grader.course import Limits
from grader.subject import Fault
from grader.values import Request, Returned

AGAIN = 3.0  # a limit that was hit is tried again with so many times the limit


def seconds_per_step(zygote: Zygote) -> float:
    """Measure what a step of training costs the tutorial's network on this machine."""
    transport = Isolated(zygote, {}, {}, Limits())
    try:
        outcome = transport.ask(Request("probe", "speed"))
    except Fault as fault:
        raise KitError(f"the speed of this machine cannot be measured: {fault}") from None
    finally:
        transport.close()
    assert isinstance(outcome, Returned) and isinstance(outcome.value, float)  # noqa: S101  it is our own probe
    return outcome.value


def training(step: float, batches: float) -> float:
    """Return the limit of a training run from what a step costs the tutorial's network."""
    # Ten times the multiply-adds are allowed, and small layers run at half the speed of large ones.
    return 20 + 24 * step * batches


def exercise(limits: Limits, checks: Iterable[Check], training_seconds: float = 0.0) -> float:
    """Return what an exercise may cost in all: every round, what is tried again, and the search for a known mistake."""
    checks = list(checks)
    if any(c.heavy for c in checks):
        return limits.exercise + training_seconds
    return max(limits.exercise, (1 + AGAIN) * limits.call * max((c.slowness for c in checks), default=1.0))


def submission(limits: Limits, checks: Iterable[Iterable[Check]], training_seconds: float = 0.0) -> float:
    """Return what a submission costs at most, which runs to the limit in every exercise; `checks` are by exercise."""
    return sum(exercise(limits, found, training_seconds) for found in checks)
