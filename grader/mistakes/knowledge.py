"""What is known of an exercise: how the known mistakes, and right solutions, answer its cases."""

from msgspec import Struct

from grader.values import Outcome


class KnownMistake(Struct, frozen=True):
    """A known mistake: what a student is told, and fingerprints of its answers to all requests of its exercise."""

    slug: str
    sentence: str
    answers: tuple[Outcome, ...]


class Knowledge(Struct, frozen=True):
    """What is known of an exercise.

    Attributes:
        mistakes: its known mistakes.
        rights: for each request, fingerprints of the answers of the reference and the accepted solutions.
        scale_free: right ways differ by a positive factor, so that arrays are compared up to one.
    """

    mistakes: tuple[KnownMistake, ...] = ()
    rights: tuple[tuple[Outcome, ...], ...] = ()
    scale_free: bool = False
