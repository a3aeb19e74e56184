"""Say what separates the calls that give wrong answers from those that give right ones.

The cases of an exercise's checks are compared. In a right case, all calls are right. In a wrong one, the call that
shows it is wrong, and nothing is known about the others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader import literals
from grader.cases.bank import Case
from grader.checks import Check
from grader.subject import Fault, Wrong
from grader.values import Request, plain
from grader.verdicts import LIMITS

TYPES = ("wrong type", "wrong dtype")  # how messages about them begin
FEWEST, FEWEST_OF_PAIRS = 2, 3  # calls on either side; fewer show no pattern, and there are many pairs


@dataclass(frozen=True)
class Tried:
    """A call that a check made: whether its answer is right, and the call's properties."""

    check: str
    right: bool
    properties: tuple[str, ...]


def described(found: Sequence[Check]) -> Check | None:
    """Return the plain call of an exercise if it describes calls."""
    return next((c for c in found if c.plain and c.properties), None)


def pattern(
    plain_call: Check, found: Sequence[Check], cases: Mapping[str, Sequence[Case]], run: Callable[[Check, Case], None]
) -> str:
    """Run all cases, and return a sentence on what separates right from wrong calls exactly; "" if nothing does.

    The calls of all checks are compared, and if nothing separates them, those of the checks that failed. One check
    reports a wrong type, and the others tolerate it, so that only that check can say where it is wrong.
    """
    every: list[Tried] = []
    tolerated = False
    for check in (c for c in found if not c.plain):
        for case in cases.get(check.id, ()):
            wrong: str | None = None
            try:
                run(check, case)
            except (Wrong, Fault) as error:
                if isinstance(error, Fault) and error.status in LIMITS:
                    return ""
                wrong = error.call
                tolerated |= isinstance(error, Wrong) and error.message.startswith(TYPES)
            calls = [r for r in case.requests if r.operation == "call" and r.name == check.exercise]
            if wrong is not None:
                calls = [r for r in calls if literals.call(r) == wrong][:1]
                if not calls:  # a gradient or a network
                    return ""
            elif check.lenient:
                continue
            every += [Tried(check.id, wrong is None, properties_of(plain_call, call)) for call in calls]
    failing = {call.check for call in every if not call.right}
    some = [call for call in every if call.check in failing]
    return ("" if tolerated else separation(every)) or separation(some)


def properties_of(plain_call: Check, call: Request) -> tuple[str, ...]:
    """Return the properties of a call of an exercise's function, in the words of the course."""
    assert plain_call.properties is not None  # noqa: S101  else there is nothing to compare
    options = {name: plain(value) for name, value in call.options.items()}
    return tuple(plain_call.properties(*map(plain, call.arguments), **options))


def separation(calls: Sequence[Tried]) -> str:
    """Return a sentence on a property, or a pair of them, that separates right from wrong calls exactly; or ""."""
    right, wrong = ([call.properties for call in calls if call.right is side] for side in (True, False))
    return next(_by_one(right, wrong), "") or next(_by_two(right, wrong), "")


def _by_one(right: Sequence[tuple[str, ...]], wrong: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if min(len(right), len(wrong)) < FEWEST:
        return
    for good, bad in zip(zip(*right, strict=True), zip(*wrong, strict=True), strict=True):
        if not set(good) & set(bad):
            yield f"Right in all {len(good)} calls with {_or(good)}; wrong in all {len(bad)} calls with {_or(bad)}."


def _by_two(right: Sequence[tuple[str, ...]], wrong: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if min(len(right), len(wrong)) < FEWEST_OF_PAIRS:
        return
    for i, j in combinations(range(len(right[0])), 2):
        good, bad = ({(call[i], call[j]) for call in calls} for calls in (right, wrong))
        if len(bad) == 1 and not good & bad:
            one, other = next(iter(bad))
            yield f"Wrong in all {len(wrong)} calls with {one} and {other}; right in all {len(right)} others."
        elif len(good) == 1 and not good & bad:
            one, other = next(iter(good))
            yield f"Right in all {len(right)} calls with {one} and {other}; wrong in all {len(wrong)} others."


def _or(found: Sequence[str]) -> str:
    return " or ".join(dict.fromkeys(found))
