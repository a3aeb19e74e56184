"""Read the records of a class one at a time, and keep of each only numbers and short words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader import results
from grader.results import FILE, ExerciseResult, Report, Status, shown
from grader.values import NO_EFFORT, Effort

ABSENT: tuple[Status, ...] = ("not_started", "missing")
MOST_EFFORT: Effort = (1 << 31, 0, 0)  # where there is no call to show
UNJUDGED: tuple[Status, ...] = ("skipped", "kit_error")


@dataclass(frozen=True)
class Score:
    """The points of a check or an exercise."""

    status: Status
    score: int
    most: int

    @property
    def judged(self) -> bool:
        return self.status not in UNJUDGED and self.most > 0

    @property
    def started(self) -> bool:
        return self.judged and self.status not in ABSENT


@dataclass(frozen=True)
class Cell(Score):
    """The result of an exercise without its messages; `reason` says why it could not be judged."""

    diagnosis: str
    sentence: str
    checks: dict[str, Score]
    effort: Effort = NO_EFFORT  # to understand the failure that it tells
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """A submission's results without messages."""

    folder: str
    total: float
    most: int
    bonus: int
    marks: tuple[str, ...]
    cells: dict[str, Cell]
    points: int  # for exercises, without bonus, before anything else such as lateness
    complete: bool  # whether everything could be judged


def folders(run: Path) -> list[str]:
    """Return the names of the folders with results."""
    return sorted(file.parent.name for file in run.glob(f"*/{FILE}"))


def reports(run: Path) -> Iterator[tuple[str, Report]]:
    """Yield each valid report with its folder's name."""
    for folder in folders(run):
        if report := results.load(run / folder / FILE):
            yield folder, report


def row(folder: str, report: Report, kept: dict[str, str]) -> Row:
    """Return a report without its messages; `kept` has one copy of each name and sentence."""
    cells = {kept.setdefault(e.id, e.id): _cell(e, kept) for e in report.exercises}
    points = sum(e.score for e in report.exercises if not e.bonus)
    return Row(folder, report.total, report.max_score, report.bonus, report.marks, cells, points, not report.kit_errors)


def _cell(result: ExerciseResult, kept: dict[str, str]) -> Cell:
    def one(text: str) -> str:
        return kept.setdefault(text, text)

    faulty = [c for c in result.checks if c.status in UNJUDGED]
    reason = next((c.message.partition("\n")[0] for c in faulty), "")
    checks = {one(c.id): Score(c.status, c.score, c.max_score) for c in result.checks}
    told = shown(result)
    effort = told.counterexample.effort if told and told.counterexample else MOST_EFFORT
    names = one(result.diagnosis), one(result.mistake)
    return Cell(result.status, result.score, result.max_score, *names, checks, effort, one(reason))
