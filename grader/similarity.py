"""Submissions with the same code after renaming and reformatting, as `grader similar` finds them: a hint to look."""

from pathlib import Path

from msgspec import Struct

from grader.results import decoded

SCHEMA = 1
FILE = "similarity.json"  # beside the folders of the submissions


class Place(Struct, frozen=True):
    """Lines of a submission's file, from 1; `cell` is the number of a notebook's cell that they count in, or 0."""

    file: str
    first: int
    last: int
    cell: int = 0


class Passage(Struct, frozen=True):
    """The part of a function that two submissions share; `exercise` is "" for a helper function."""

    exercise: str
    tokens: int
    left: Place
    right: Place


class Pair(Struct, frozen=True):
    """Two submissions, their folders among the results, and what they share, the longest passages first.

    `tokens` counts what they share.
    """

    left: str
    right: str
    tokens: int
    passages: tuple[Passage, ...]


class Group(Struct, frozen=True):
    """Submissions, sorted, in which the whole function of an exercise is the same, each with its place."""

    exercise: str
    tokens: int
    submissions: tuple[str, ...]
    places: tuple[Place, ...]


class Unread(Struct, frozen=True):
    submission: str
    reason: str


class Similarity(Struct, frozen=True):
    """What is similar in a class; the pairs and groups that share most come first.

    Attributes:
        compared: how many submissions were compared.
        pairs_found: how many pairs there are; `pairs` has the first ones.
        too_short: by exercise, how many functions have too little code of their own to be compared.
        unread: submissions that could not be compared, with the reason.
    """

    schema: int
    compared: int
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    pairs_found: int
    too_short: dict[str, int]
    unread: tuple[Unread, ...]


def load(results: Path) -> Similarity | None:
    """Read what `grader similar` wrote beside the results; return None if it is missing or invalid."""
    try:
        raw = (results / FILE).read_bytes()
    except OSError:
        return None
    return decoded(raw, Similarity)
