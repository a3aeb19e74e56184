"""Diagnose a mistake: find the known mistake with the same answers to all cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.mistakes.fingerprints import alike, coincide
from grader.mistakes.knowledge import Known, Unit, tells
from grader.results import CheckResult
from grader.subject import Fault
from grader.values import Outcome, Request

Ask = Callable[[Sequence[Request]], Iterable[Outcome]]  # asks a submission the requests of a unit


@dataclass(frozen=True)
class Diagnosis:
    """The slug of a known mistake, and the check where it shows; "" if all answers are those of the mistake."""

    slug: str
    check: str = ""


def diagnose(ask: Ask, known: Known, units: Sequence[Unit], failing: Sequence[CheckResult] = ()) -> Diagnosis | None:
    """Return the known mistake that gives the answers of a submission, or None.

    If no mistake gives all of them, look for one that gives the answers that a `failing` check sees, up to the first
    wrong one of each case, with a wrong value among them: the first check for which there is exactly one such mistake
    decides. What failed is asked first, so that most mistakes are asked little.
    """
    return _Comparison(ask, known, units).find([c.id for c in failing])


class _Comparison:
    """The answers of a submission, compared with those of known mistakes."""

    def __init__(self, ask: Ask, known: Known, units: Sequence[Unit]) -> None:
        self.ask, self.known, self.units = ask, known, units
        self.seen: dict[int, list[Outcome]] = {}

    def find(self, failing: Sequence[str]) -> Diagnosis | None:
        own = {check: self._wrong_one_first(check) for check in failing}
        first = [numbers[0] for numbers in own.values() if numbers]
        everything = dict.fromkeys([*first, *range(len(self.units))])
        whole = [slug for slug in self._fitting(everything) if self._is_telling(slug)]
        if len(whole) == 1:
            return Diagnosis(whole[0])
        for check, numbers in own.items():
            fitting = [slug for slug in self._fitting(numbers, self._first_wrong) if self._shows(slug, numbers)]
            if len(fitting) == 1:
                return Diagnosis(fitting[0], check)
        return None

    def _answers(self, number: int) -> list[Outcome]:
        """Return the submission's answers to a unit; none if it hits a limit there."""
        if number not in self.seen:
            try:
                asked = list(self.ask(self.units[number].requests))
            except Fault:
                asked = []
            self.seen[number] = self.units[number].fingerprints(asked, self.known.scale_free)
        return self.seen[number]

    def _wrong_one_first(self, check: str) -> list[int]:
        """Return the numbers of a check's units, beginning with the first one whose answers are not all right."""
        numbers = [number for number, unit in enumerate(self.units) if unit.check == check]
        wrong = next((n for n in numbers if self._first_wrong(n) < len(self.units[n].requests)), None)
        return numbers if wrong is None else [wrong, *(n for n in numbers if n != wrong)]

    def _first_wrong(self, number: int) -> int:
        """Return the position of the submission's first wrong answer to a unit, or the number of its answers."""
        answers = self._answers(number)
        for i, (answer, right) in enumerate(zip(answers, self.known.reference(number), strict=False)):
            if not coincide(answer, right) and not self._is_right(answer, number, i):
                return i
        return len(answers)

    def _is_right(self, answer: Outcome, number: int, i: int) -> bool:
        return any(coincide(answer, right) for right in self.known.rights(number)[i])

    def _fitting(self, numbers: Iterable[int], last: Callable[[int], int] | None = None) -> list[str]:
        """Return the mistakes that give the submission's answers to these units, each up to its `last` request."""
        left = list(self.known.slugs)
        for number in numbers:
            compared = slice(None) if last is None else slice(last(number) + 1)
            left = [slug for slug in left if self._fits(slug, number, compared)]
            if not left:
                break
        return left

    def _fits(self, slug: str, number: int, compared: slice) -> bool:
        both = list(zip(self._answers(number)[compared], self.known.answers(slug, number)[compared], strict=False))
        return bool(both) and all(
            coincide(answer, mistaken) or alike(answer, mistaken, self.known.rights(number)[i])
            for i, (answer, mistaken) in enumerate(both)
        )

    def _is_telling(self, slug: str) -> bool:
        """Return whether a mistake gives a wrong answer, and does more than raise: different ones raise the same."""
        answers = [
            (answer, number, i)
            for number in range(len(self.units))
            for i, answer in enumerate(self.known.answers(slug, number))
        ]
        return any(tells(a) for a, _, _ in answers) and not all(self._is_right(*each) for each in answers)

    def _shows(self, slug: str, numbers: Iterable[int]) -> bool:
        """Return whether a mistake gives a wrong value among the answers that the check sees."""
        return any(
            tells(answer) and not self._is_right(answer, number, i)
            for number in numbers
            for i, answer in enumerate(self.known.answers(slug, number)[: self._first_wrong(number) + 1])
        )
