"""Find submissions that answer every case of an exercise alike, though no known mistake does."""

import hashlib
import math
from collections import defaultdict
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from grader.asking import frames
from grader.course import Course
from grader.mistakes import kept
from grader.mistakes.fingerprints import NEAR, coincide
from grader.mistakes.kept import Answers
from grader.results import FILE, Group
from grader.values import Array, Handle, Items, Other, Outcome, Raised, Record, Returned, Value

AT_HAND = 64  # submissions whose answers are held in memory
LEAST = 1e-6  # by which numbers may differ in any case


def groups(catalogue: Course, results: Path) -> list[Group]:
    """Return the groups of all exercises, the largest first, then by exercise and id; some have one submission.

    Their submissions are told apart by what cannot coincide before any two are compared answer by answer.
    """
    order = {e.id: number for number, e in enumerate(catalogue.exercises)}
    groupings = {exercise: _Grouping(exercise, results) for exercise in order}
    for file in sorted(results.glob(f"*/{FILE}")):
        kept_here = kept.read(file.parent)
        for exercise, answers in (kept_here.exercises if kept_here else {}).items():
            with suppress(frames.ProtocolError):  # somebody changed the file
                if exercise in groupings:
                    groupings[exercise].add(file.parent.name, answers)
    found = [group for grouping in groupings.values() for group in grouping.groups()]
    return sorted(found, key=lambda g: (-len(g.submissions), order[g.exercise], g.id))


def answers_of(results: Path, submission: str, exercise: str) -> Answers | None:
    """Return the answers kept of a submission, by the name of its folder; None if there are none."""
    found = kept.read(results / submission)
    return found.exercises.get(exercise) if found else None


@dataclass
class _Members:
    """A group that may grow: its first submission, what stands for that one's answers, and all submissions."""

    first: str
    id: str
    means: np.ndarray  # see `_sketch`
    all: list[str] = field(default_factory=list)


class _Grouping:
    """The groups of an exercise, while submissions are added."""

    def __init__(self, exercise: str, results: Path) -> None:
        self.exercise, self.results = exercise, results
        self.buckets: dict[Hashable, list[_Members]] = defaultdict(list)
        self.same: dict[Hashable, _Members] = {}  # by the very bytes, which most members of a group share
        self.read = lru_cache(AT_HAND)(self._read)

    def groups(self) -> list[Group]:
        return [Group(self.exercise, g.id, tuple(g.all)) for bucket in self.buckets.values() for g in bucket]

    def add(self, submission: str, answers: Answers) -> None:
        """Add a submission with the answers that were kept of it. Raises ProtocolError if they are not valid."""
        digest = hashlib.sha256(self.exercise.encode() + answers.packed).hexdigest()
        bytes_of_it = answers.cases, answers.scale_free, digest
        if bytes_of_it not in self.same:
            self.same[bytes_of_it] = self._group(submission, answers, digest[:8])
        self.same[bytes_of_it].all.append(submission)

    def _group(self, submission: str, answers: Answers, id: str) -> _Members:
        """Return the group with these answers, or a new one."""
        shape, means, limits = _sketch(self.read(submission))
        bucket = self.buckets[answers.cases, answers.scale_free, shape]
        for group in _near(bucket, means, limits):
            if all(map(coincide, self.read(group.first), self.read(submission))):
                return group
        bucket.append(_Members(submission, id, means))
        return bucket[-1]

    def _read(self, submission: str) -> list[Outcome]:
        answers = answers_of(self.results, submission, self.exercise)
        return [answer for unit in answers.units() for answer in unit] if answers else []


def _near(bucket: list[_Members], means: np.ndarray, limits: np.ndarray) -> Iterator[_Members]:
    """Yield the groups of which no mean is further off than answers that coincide may be."""
    if bucket:
        near = np.abs(np.stack([group.means for group in bucket]) - means) <= limits
        yield from (group for group, fits in zip(bucket, near.all(axis=1), strict=True) if fits)


def _sketch(answers: list[Outcome]) -> tuple[Hashable, np.ndarray, np.ndarray]:
    """Return what coinciding answers share exactly, and a number for each that is near, with how near it is."""
    shapes, numbers = [], []
    for answer in answers:
        parts = [(0.0, 0.0)]
        shapes.append(_shape(answer, parts))
        total, limit = map(sum, zip(*parts, strict=True))
        numbers.append((total, limit) if math.isfinite(total) else (0.0, math.inf))
    means, limits = np.array(numbers, dtype=float).reshape(-1, 2).T
    return tuple(shapes), means, limits


def _shape(answer: Outcome, numbers: list[tuple[float, float]]) -> Hashable:
    if isinstance(answer, Returned):
        return "returned", answer.changed, _form(answer.value, numbers)
    return ("raised", answer.bases[:1]) if isinstance(answer, Raised) else "absent"


def _form(value: Value, numbers: list[tuple[float, float]]) -> Hashable:
    if isinstance(value, Array):
        if value.data is not None:
            numbers.append(_mean(value.numpy()))
        return value.kind, value.dtype, value.shape, value.data is None
    if isinstance(value, Items):
        return value.kind, tuple(_form(item, numbers) for item in value.items)
    if isinstance(value, Record):
        return "record", tuple((key, _form(value.items[key], numbers)) for key in sorted(value.items))
    if isinstance(value, Other):
        return "other", value.type
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        finite = math.isfinite(number)
        numbers.append((number, 2 * NEAR * abs(number) + LEAST) if finite else (0.0, 0.0))
        return "number", finite
    return (type(value).__name__, value) if isinstance(value, bool | str | Handle | None) else "recipe"


def _mean(entries: np.ndarray) -> tuple[float, float]:
    """Return the mean of the finite entries, and how far off that of a coinciding array may be."""
    exact = entries.astype(np.float64)
    finite = exact[np.isfinite(exact)]
    with np.errstate(all="ignore"):
        mean = float(finite.mean()) if finite.size else 0.0
    return mean, 2 * NEAR * float(np.abs(finite).max(initial=0.0)) + LEAST
