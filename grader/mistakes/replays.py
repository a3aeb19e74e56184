"""Compare two verdicts on an exercise: the one of a run, and that of the same or another version asked again."""

from collections.abc import Iterator, Mapping, Sequence

from grader import literals
from grader.cases.bank import Case
from grader.results import CheckResult, ExerciseResult, decisive

Cases = Mapping[str, Sequence[Case]]  # by check


def lines(before: ExerciseResult, after: ExerciseResult, cases: Cases) -> Iterator[str]:
    """Yield the verdict with the call that shows it, and what is not as before."""
    same = before.checks == after.checks
    earlier = "the same verdict" if same else f"before: {_word(before.status)}, {_points(before)}"
    yield f"{_verdict(after)}; {earlier}."
    if after.message:
        yield after.message
    if same and before.message != after.message:
        yield f"Before, the message was:\n{before.message}"
    if same:
        return
    old, new = ({c.id: c for c in result.checks} for result in (before, after))
    for check, result in new.items():
        was = old[check].status if check in old else "missing"
        if was != result.status:
            yield f"{result.title}: {_word(was)} before, {_word(result.status)} now."
    shown = decisive(before.checks)
    if shown and shown.counterexample and shown.id in new:
        yield f"The call shown before {_fate(shown, new[shown.id], cases)}:\n{shown.counterexample.call}"


def _verdict(result: ExerciseResult) -> str:
    return f"{result.id}: {_word(result.status)}, {_points(result)}"


def _points(result: ExerciseResult) -> str:
    return f"{result.score} of {result.max_score} points"


def _word(status: str) -> str:
    return status.replace("_", " ")


def _fate(before: CheckResult, after: CheckResult, cases: Cases) -> str:
    """Say how a call that was wrong does in another run of its check, which stops at its first failure."""
    if after.status == "passed":
        return "is right now"
    was, is_now = before.counterexample, after.counterexample
    if was is None or is_now is None:
        return "was not reached"
    if was.call == is_now.call:
        same = (was.expected, was.got) == (is_now.expected, is_now.got)
        return "gets the same answer" if same else "gets another answer, which is wrong too"
    place, reached = (_place(call, cases.get(before.id, ())) for call in (was.call, is_now.call))
    if place is None or reached is None:
        return "is not the one that fails now"
    return "is right now" if place < reached else "comes after the one that fails now"


def _place(call: str, cases: Sequence[Case]) -> int | None:
    """Return the number of the first case with a call."""
    return next((n for n, case in enumerate(cases) if any(literals.call(r) == call for r in case.requests)), None)
