"""Name a student's mistake, when the answers coincide with those of a known one on all cases."""

from collections.abc import Iterable

from grader.mistakes.fingerprints import alike, fingerprint
from grader.mistakes.knowledge import Knowledge, KnownMistake
from grader.values import Handle, Outcome, Returned


def diagnose(answers: Iterable[Outcome], knowledge: Knowledge) -> KnownMistake | None:
    """Return the known mistake that gives these answers to all requests, if there is one.

    Answers are taken one by one, and no more of them once no mistake is left that gave all so far. Mistakes that give
    the same answers are one family; its first member, by name, stands for it.
    """
    # Errors alone say too little: different mistakes raise the same ones.
    left = [m for m in knowledge.mistakes if any(map(_tells, m.answers))]
    for count, answer in enumerate(answers):
        seen = fingerprint(answer, knowledge.scale_free)
        left = [m for m in left if alike(seen, m.answers[count], knowledge.rights[count])]
        if not left:
            return None
    return left[0] if left else None


def _tells(answer: Outcome) -> bool:
    return isinstance(answer, Returned) and not isinstance(answer.value, Handle)
