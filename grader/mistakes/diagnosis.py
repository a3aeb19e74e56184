"""Diagnose a mistake: find the known mistake with the same answers to all cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

from grader.mistakes.fingerprints import alike, coincide, fingerprint
from grader.mistakes.knowledge import Knowledge, KnownMistake
from grader.results import CheckResult
from grader.values import Handle, Outcome, Returned


@dataclass(frozen=True)
class Diagnosis:
    """A known mistake, and the check where it shows; "" if all answers are those of the mistake."""

    mistake: KnownMistake
    check: str = ""


def diagnose(
    answers: Iterable[Outcome],
    knowledge: Knowledge,
    asked: Mapping[str, Sequence[object]] = MappingProxyType({}),
    failing: Sequence[CheckResult] = (),
) -> Diagnosis | None:
    """Return the known mistake that gives these answers, or None.

    If no mistake gives all of them, look for one that gives the answers to all requests of a `failing` check, with a
    wrong value among them: the first check for which there is exactly one such mistake decides. `asked` has the
    requests of each check. Without failing checks, answers are consumed lazily, only as long as a mistake matches.
    """
    # A mistake that only raises says too little: different mistakes raise the same exceptions.
    telling = [m for m in knowledge.mistakes if any(map(_tells, m.answers))]
    left, seen = telling, []
    for count, answer in enumerate(answers):
        seen.append(fingerprint(answer, knowledge.scale_free))
        left = [m for m in left if alike(seen[-1], m.answers[count], knowledge.rights[count])]
        if not left and not failing:
            return None
    if left:
        return Diagnosis(left[0])
    stops = accumulate(map(len, asked.values()))
    spans = {check: range(stop - len(own), stop) for (check, own), stop in zip(asked.items(), stops, strict=True)}
    for check in failing:
        fitting = [m for m in telling if _shows(m, seen, spans.get(check.id, range(0)), knowledge)]
        if len(fitting) == 1:
            return Diagnosis(fitting[0], check.id)
    return None


def _shows(mistake: KnownMistake, seen: Sequence[Outcome], span: range, knowledge: Knowledge) -> bool:
    """Return whether a mistake gives these answers to the requests of a check, with a wrong value among them."""
    each = [(mistake.answers[i], knowledge.rights[i]) for i in span]
    return all(alike(seen[i], answer, right) for i, (answer, right) in zip(span, each, strict=True)) and any(
        _tells(answer) and not any(coincide(answer, r) for r in right) for answer, right in each
    )


def _tells(answer: Outcome) -> bool:
    return isinstance(answer, Returned) and not isinstance(answer.value, Handle)
