"""Time limits of exercises and submissions in seconds of CPU time; wall-clock limits are `patience` times as long."""

from collections.abc import Iterable

from grader.asking.isolated import Isolated
from grader.checks import Check
from grader.course import Limits
from grader.sandbox.processes import KitError, ZygoteProcess
from grader.subject import Fault
from grader.values import Request, Returned

AGAIN = 3.0  # retry factor: multiplies the limits in the second round


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
    return max(limits.exercise, (1 + AGAIN) * limits.call * max((c.slowness for c in checks), default=1.0))


def submission(limits: Limits, checks: Iterable[Iterable[Check]], heavy_seconds: float = 0.0) -> float:
    """Return the limit of a whole submission; `checks` holds the checks of each exercise."""
    return sum(exercise(limits, found, heavy_seconds) for found in checks)
