"""Knowledge about an exercise: how known mistakes and accepted solutions answer its cases."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from grader.mistakes.fingerprints import fingerprint, outline
from grader.values import Handle, Outcome, Request, Returned


class Unit(Struct, frozen=True):
    """A case of a check, as known mistakes are asked it."""

    check: str
    requests: tuple[Request, ...]

    def fingerprints(self, answers: Iterable[Outcome], scale_free: bool) -> list[Outcome]:
        """Return what is compared of the answers to the requests."""
        both = zip(answers, self.own, strict=False)
        return [outline(answer) if own else fingerprint(answer, scale_free) for answer, own in both]

    @property
    def own(self) -> list[bool]:
        """Whether each request is about a network of the submission's own class, whose weights are random."""
        built = [bool(request.name) for request in self.requests if request.operation == "build"]
        handles = [[a.number for a in request.arguments if isinstance(a, Handle)] for request in self.requests]
        return [
            any(built[number] for number in numbers) and request.operation != "call"
            for numbers, request in zip(handles, self.requests, strict=True)
        ]


def tells(answer: Outcome) -> bool:
    """Return whether an answer is a value: different mistakes raise the same errors."""
    return isinstance(answer, Returned) and not isinstance(answer.value, Handle)


class Known(Protocol):
    """How the known mistakes of an exercise answer its units, as fingerprints.

    Attributes:
        scale_free: whether arrays are compared up to a positive factor, since right answers differ by one.
    """

    @property
    def scale_free(self) -> bool: ...

    @property
    def slugs(self) -> Sequence[str]: ...

    def answers(self, slug: str, unit: int) -> Sequence[Outcome]:
        """Return a mistake's answers to the requests of a unit."""

    def reference(self, unit: int) -> Sequence[Outcome]:
        """Return the reference's answers to the requests of a unit."""

    def rights(self, unit: int) -> Sequence[Sequence[Outcome]]:
        """Return, for each request of a unit, the different answers of the reference and the accepted solutions."""

    def close(self) -> None:
        """Release what is needed to ask more."""


class KnownMistake(Struct, frozen=True):
    """A known mistake: the sentence for the student, and its answers to each unit."""

    slug: str
    sentence: str
    answers: tuple[tuple[Outcome, ...], ...]


class Knowledge(Struct, frozen=True):
    """All answers of an exercise's known mistakes and accepted solutions; implements Known.

    Attributes:
        key: digest of what it is drawn from, see `cases.keys`.
        right: for each unit and request, the different right answers, the reference's first.
    """

    key: str
    mistakes: tuple[KnownMistake, ...] = ()
    right: tuple[tuple[tuple[Outcome, ...], ...], ...] = ()
    scale_free: bool = False

    @property
    def slugs(self) -> Sequence[str]:
        return [mistake.slug for mistake in self.mistakes]

    @property
    def sentences(self) -> dict[str, str]:
        return {mistake.slug: mistake.sentence for mistake in self.mistakes}

    def answers(self, slug: str, unit: int) -> Sequence[Outcome]:
        return next(m.answers[unit] for m in self.mistakes if m.slug == slug)

    def reference(self, unit: int) -> Sequence[Outcome]:
        return [right[0] for right in self.right[unit]]

    def rights(self, unit: int) -> Sequence[Sequence[Outcome]]:
        return self.right[unit]

    def close(self) -> None:
        """Do nothing: all answers are here."""
