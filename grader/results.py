"""The record of a graded submission, from which all outputs are made."""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from grader.text import distinct
from grader.values import NO_EFFORT, Effort

T = TypeVar("T")
SCHEMA = 1
FILE = "results.json"
Status = Literal[
    "passed", "failed", "not_started", "missing", "error", "timeout", "memory", "crashed", "skipped", "kit_error"
]


class Counterexample(Struct, frozen=True, omit_defaults=True):
    """The smallest call that shows what is wrong; `effort` orders those of several checks (see `values.effort`)."""

    call: str
    expected: str
    got: str
    effort: Effort = NO_EFFORT


class CheckResult(Struct, frozen=True, omit_defaults=True):
    id: str
    title: str
    status: Status
    score: int
    max_score: int
    message: str = ""
    counterexample: Counterexample | None = None


class ExerciseResult(Struct, frozen=True, omit_defaults=True):
    id: str
    title: str
    module: str
    status: Status
    score: int
    max_score: int
    checks: tuple[CheckResult, ...]
    bonus: bool = False
    diagnosis: str = ""
    message: str = ""
    pattern: str = ""  # what separates the cases that are right from those that are wrong; part of the message

    @property
    def mistake(self) -> str:
        """The sentence about the student's mistake, with which the message begins if it is a known one."""
        return self.message.partition("\n")[0] if self.diagnosis else ""


class Late(Struct, frozen=True):
    """A submission after its deadline: ISO times, days begun after the grace, and the points that this costs."""

    submitted: str
    deadline: str
    days: int
    points: Decimal

    def __post_init__(self) -> None:
        check_points(self.points)


class Manual(Struct, frozen=True, omit_defaults=True):
    """Points given by hand, or taken off if negative, and why."""

    points: Decimal
    comment: str = ""

    def __post_init__(self) -> None:
        check_points(self.points)


class Attempt(Struct, frozen=True):
    """One of several submissions of the same student; one of them counts."""

    of: str
    number: int
    counts: bool


class Member(Struct, frozen=True, omit_defaults=True):
    """One of several students who submitted together."""

    name: str = ""
    id: str = ""


def check_points(points: Decimal) -> None:
    """Raise ValueError unless these are points: at most 10,000, with at most two decimals."""
    exponent = points.as_tuple().exponent
    if not points.is_finite() or not -10_000 <= points <= 10_000 or not isinstance(exponent, int) or exponent < -2:
        raise ValueError("points are numbers up to 10000 with at most two decimals")


class Report(Struct, frozen=True):
    """A graded submission. `score` and `max_score` exclude bonus exercises; `bonus` is their score.

    What the course's table `grading` adds is absent where nothing was added; the exercises do not know of it.
    """

    schema: int
    submission: str
    score: int
    max_score: int
    bonus: int
    digest: str
    data: str
    weights: str
    marks: tuple[str, ...]
    exercises: tuple[ExerciseResult, ...]
    notes: tuple[str, ...] = ()  # files of the submission that were ignored, with the reason
    late: Late | UnsetType = UNSET
    manual: Manual | UnsetType = UNSET
    attempt: Attempt | UnsetType = UNSET
    members: tuple[Member, ...] | UnsetType = UNSET
    release: str | UnsetType = UNSET  # the digest of the release that students have, if it is known

    @property
    def total(self) -> int:
        """The points that count, without bonus, rounded half up: score and points by hand, less those for lateness."""
        added = Fraction(self.manual.points) if self.manual else 0
        taken = Fraction(self.late.points) if self.late else 0
        return max(0, math.floor(self.score + added - taken + Fraction(1, 2)))

    @property
    def counts(self) -> bool:
        """Whether this is the student's only attempt, or the one that counts."""
        return not self.attempt or self.attempt.counts

    @property
    def kit_errors(self) -> list[str]:
        return [
            e.id for e in self.exercises if e.status == "kit_error" or any(c.status == "kit_error" for c in e.checks)
        ]


class Group(Struct, frozen=True):
    """Submissions that answer every case of an exercise alike, though no mistake is known that does.

    Attributes:
        id: eight hexadecimal digits.
        submissions: the names of their folders among the results, sorted.
    """

    exercise: str
    id: str
    submissions: tuple[str, ...]


def exercise_result(id: str, title: str, module: str, bonus: bool, checks: Sequence[CheckResult]) -> ExerciseResult:
    """Combine the results of an exercise's checks; the `decisive` one gives status and message.

    The maximum excludes checks that were skipped or failed through an error of the kit.
    """
    judged = [c for c in checks if c.status not in ("skipped", "kit_error")]
    kit_error = next((c for c in checks if c.status == "kit_error"), None)
    shown = kit_error or decisive(checks)
    status: Status = shown.status if shown else "passed" if judged else "skipped"
    message = shown.message if shown else "" if judged else checks[0].message
    score, most = sum(c.score for c in judged), sum(c.max_score for c in judged)
    return ExerciseResult(id, title, module, status, score, most, tuple(checks), bonus=bonus, message=message)


def decisive(checks: Sequence[CheckResult]) -> CheckResult | None:
    """Return the check that did not pass and has the smallest counterexample, the first of several; None if all did."""
    return next(iter(by_effort(checks)), None)


def shown(exercise: ExerciseResult) -> CheckResult | None:
    """Return the check whose failure the message of an exercise tells, or None if there is none."""
    failing = by_effort(exercise.checks)
    return next((c for c in failing if c.message and c.message in exercise.message), next(iter(failing), None))


def by_effort(checks: Sequence[CheckResult]) -> list[CheckResult]:
    """Return the checks that did not pass, those with small counterexamples first."""
    failing = [c for c in checks if c.status not in ("passed", "skipped", "kit_error")]
    return sorted(failing, key=lambda c: c.counterexample.effort if c.counterexample else NO_EFFORT)


def report(
    submission: str,
    exercises: Sequence[ExerciseResult],
    *,
    digest: str,
    facts: Mapping[str, str],
    marks: Sequence[str],
    notes: Sequence[str] = (),
    release: str = "",
) -> Report:
    """Add up the exercises of a submission; `facts` names the data and the weights that were used."""
    regular = [e for e in exercises if not e.bonus]
    return Report(
        SCHEMA,
        distinct(submission),
        sum(e.score for e in regular),
        sum(e.max_score for e in regular),
        sum(e.score for e in exercises if e.bonus),
        digest,
        facts.get("data", "none"),
        facts.get("weights", "none"),
        tuple(sorted(set(marks))),
        tuple(exercises),
        tuple(notes),
        release=release or UNSET,
    )


def to_json(record: Struct) -> bytes:
    return msgspec.json.format(_ENCODER.encode(record), indent=1) + b"\n"


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def from_json(raw: bytes) -> Report | None:
    """Return the report encoded in these bytes, or None if they are not a valid report.

    The file may have been tampered with, so names with control characters are rejected.
    """
    found = decoded(raw, Report)
    return found if all(map(str.isprintable, _lines(found) if found else ())) else None


def _lines(report: Report) -> Iterator[str]:
    """Yield the texts of a record that stand on one line wherever they are shown."""
    yield from (report.submission, *report.marks, *(e.id for e in report.exercises))
    if report.late:
        yield from (report.late.submitted, report.late.deadline)
    if report.manual:
        yield report.manual.comment
    if report.attempt:
        yield report.attempt.of
    for member in report.members or ():
        yield from (member.name, member.id)


def decoded(raw: bytes, kind: type[T]) -> T | None:
    """Decode JSON into a record of this kind, or return None if it does not fit."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def load(file: Path) -> Report | None:
    """Read a report from a file; return None if it is missing or invalid."""
    try:
        return from_json(file.read_bytes())
    except OSError:
        return None
