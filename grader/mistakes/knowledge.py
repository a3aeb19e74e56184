"""Knowledge about an exercise: how known mistakes and accepted solutions answer its cases."""

from msgspec import Struct

from grader.values import Outcome, Request


def compared(request: Request) -> bool:
    """Return whether a mistake shows in the answer to this request; the operators that a network uses do not count."""
    return request.operation != "record"


class KnownMistake(Struct, frozen=True):
    """A known mistake: the sentence for the student, and fingerprints of its answers to the exercise's requests."""

    slug: str
    sentence: str
    answers: tuple[Outcome, ...]


class Knowledge(Struct, frozen=True):
    """Known mistakes of an exercise.

    Attributes:
        rights: for each request, fingerprints of the answers of the reference and the accepted solutions.
        scale_free: whether arrays are compared up to a positive factor, since right answers differ by one.
    """

    mistakes: tuple[KnownMistake, ...] = ()
    rights: tuple[tuple[Outcome, ...], ...] = ()
    scale_free: bool = False
