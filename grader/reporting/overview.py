"""The first page: scores, exercises and checks, what could not be judged, and marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean, median

from grader.reporting import statistics
from grader.reporting.cohort import Cohort
from grader.reporting.people import Person
from grader.reporting.reading import Row
from grader.reporting.statistics import COUNTS_ONLY, INTERVALS, Item
from grader.writers import report

BINS = 20
HARD = 0.3  # mean share of the points
WIDTH, HEIGHT = 640, 150  # of the plot, in its own units


@dataclass(frozen=True)
class Judgement:
    word: str
    tone: str


@dataclass(frozen=True)
class ItemRow:
    """A row of the table of exercises or checks; there are words of judgement for large classes only."""

    title: str
    below: str
    link: str
    item: Item
    students: int

    def share(self, count: int) -> str:
        return f"{100 * count / self.item.judged:.0f} %" if self.item.judged else ""

    @property
    def started(self) -> Judgement | None:
        """A word on the points of those who started: what was not started is not known to be hard."""
        known = self.item.of_started
        return Judgement("hard", "bad") if known is not None and self._is_large and known < HARD else None

    @property
    def discrimination(self) -> Judgement | None:
        known = self.item.discrimination
        return Judgement("negative", "bad") if known and self._is_large and known.value < 0 else None

    @property
    def _is_large(self) -> bool:
        return self.students >= INTERVALS

    @property
    def alike(self) -> str:
        return "all the same" if self.item.full in (0, self.item.judged) else "cannot be said"


@dataclass(frozen=True)
class Bin:
    """Submissions with scores from `low` to `high`, and the bar that shows them."""

    low: int
    high: int
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Remark:
    """Something about some submissions."""

    title: str
    people: list[Person]
    exercise: str = ""


def render(cohort: Cohort) -> str:
    rows = cohort.rows
    totals = [row.total for row in rows]
    regular = [e.id for e in cohort.exercises if not e.bonus]
    return report.page(
        "overview",
        cohort.course.title,
        links=cohort.links,
        here="index.html",
        active=True,
        count=len(rows),
        most=max((row.most for row in rows), default=0),
        mean=fmean(totals) if totals else 0,
        median=median(totals) if totals else 0,
        alpha=statistics.alpha(rows, regular) if len(rows) >= COUNTS_ONLY else None,
        few=len(rows) < COUNTS_ONLY,
        interval=len(rows) < INTERVALS,
        bins=bins(rows),
        size=(WIDTH, HEIGHT),
        exercises=exercise_rows(cohort),
        checks=check_rows(cohort),
        faults=_faults(cohort),
        unreadable=cohort.unreadable if cohort.texts else [f"{len(cohort.unreadable)}"] * bool(cohort.unreadable),
        marks=_marks(cohort),
    )


def exercise_rows(cohort: Cohort) -> list[ItemRow]:
    return [
        ItemRow(
            e.id, e.title + (" (bonus)" if e.bonus else ""), f"exercises/{e.id}.html",
            statistics.item(cohort.rows, e.id, e.bonus), len(cohort.rows),
        )
        for e in cohort.exercises
    ]  # fmt: skip


def check_rows(cohort: Cohort, only: str = "") -> list[ItemRow]:
    """Return the rows of the checks of all exercises, or of one."""
    found = []
    for e in (e for e in cohort.exercises if only in ("", e.id)):
        ids = dict.fromkeys(name for row in cohort.rows if e.id in row.cells for name in row.cells[e.id].checks)
        titles = _titles(cohort, e.id)
        found += [
            ItemRow(
                titles.get(name, name),
                "" if only else e.id,
                "",
                statistics.item(cohort.rows, e.id, e.bonus, name),
                len(cohort.rows),
            )
            for name in ids
        ]
    return found


def _titles(cohort: Cohort, exercise: str) -> dict[str, str]:
    """Return the titles of an exercise's checks, as the first record says them."""
    folder = next((row.folder for row in cohort.rows if exercise in row.cells), "")
    result, _ = cohort.failure(folder, exercise) if folder else (None, ())
    return {c.id: c.title for c in result.checks} if result else {}


def bins(rows: Sequence[Row]) -> list[Bin]:
    """Count the scores in up to 20 bins of whole points."""
    most = max((row.most for row in rows), default=0)
    if not most:
        return []
    step = ceil((most + 1) / BINS)
    starts = range(0, most + 1, step)
    counts = [sum(low <= max(row.total, 0) < low + step for row in rows) for low in starts]
    counts[-1] += sum(row.total >= starts[-1] + step for row in rows)
    width, top = WIDTH / len(starts), max(counts)
    return [
        Bin(
            low, min(low + step - 1, most), count, i * width + 1, HEIGHT * (1 - count / top), width - 2,
            HEIGHT * count / top,
        )
        for i, (low, count) in enumerate(zip(starts, counts, strict=True))
    ]  # fmt: skip


def _faults(cohort: Cohort) -> list[Remark]:
    """Return what could not be judged, and why."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in cohort.rows:
        for name, cell in row.cells.items():
            states = {cell.status, *(score.status for score in cell.checks.values())}
            for status, word in (("kit_error", "fault of the kit"), ("skipped", "not checked")):
                if status in states:
                    found.setdefault((name, word, cell.reason if cohort.texts else ""), []).append(row.folder)
    return [
        Remark(f"{word}{f': {why}' if why else ''}", cohort.who(folders), name)
        for (name, word, why), folders in sorted(found.items())
    ]


def _marks(cohort: Cohort) -> list[Remark]:
    known: Iterable[str] = sorted({mark for row in cohort.rows for mark in row.marks})
    return [Remark(mark, cohort.who([row.folder for row in cohort.rows if mark in row.marks])) for mark in known]
