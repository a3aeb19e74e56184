"""Diagnose a mistake: find the known mistake with the same answers to all cases."""

from collections.abc import Iterable

from grader.mistakes.fingerprints import alike, fingerprint
from grader.mistakes.knowledge import Knowledge, KnownMistake
from grader.values import Handle, Outcome, Returned


def diagnose(answers: Iterable[Outcome], knowledge: Knowledge) -> KnownMistake | None:
    """Return the first known mistake that gives these answers to all requests, or None.

    Answers are consumed lazily, only as long as a mistake matches.
    """
    # A mistake that only raises says too little: different mistakes raise the same exceptions.
    left = [m for m in knowledge.mistakes if any(map(_tells, m.answers))]
    for count, answer in enumerate(answers):
        seen = fingerprint(answer, knowledge.scale_free)
        left = [m for m in left if alike(seen, m.answers[count], knowledge.rights[count])]
        if not left:
            return None
    return left[0] if left else None


def _tells(answer: Outcome) -> bool:
    return isinstance(answer, Returned) and not isinstance(answer.value, Handle)
