"""Item analysis: how difficult exercises and checks are, and how well they tell students apart.

x are the points of an item, m its maximum, T the total without bonus, n the number of students. What was not started or
is missing counts as 0; what could not be judged does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from scipy import stats

from grader.reporting.reading import Row, Score

COUNTS_ONLY, INTERVALS = 10, 30  # below so many students there are counts only, or no words of judgement
CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2


@dataclass(frozen=True)
class Estimate:
    """A number with its interval of 95 % confidence."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Item:
    """What is known about an exercise or a check.

    Attributes:
        most: the largest maximum of any student.
        judged: the number of students of whom it was judged.
        mean: in points.
        difficulty: the mean of x / m.
        of_started: the same for those who started.
        discrimination: Pearson's r of x and the rest of T; None if one of them is the same for all.
    """

    most: int
    judged: int
    started: int
    full: int
    mean: float = 0.0
    difficulty: Estimate | None = None
    of_started: float | None = None
    discrimination: Estimate | None = None

    @property
    def absent(self) -> int:
        return self.judged - self.started


def item(rows: Sequence[Row], exercise: str, bonus: bool, check: str = "") -> Item:
    """Analyse an exercise, or one of its checks."""
    found = [(row, _score(row, exercise, check)) for row in rows]
    known = [(row, score) for row, score in found if score and score.judged]
    if not known:
        return Item(max((s.most for _, s in found if s), default=0), 0, 0, 0)
    points = np.array([score.score for _, score in known], dtype=float)
    most = np.array([score.most for _, score in known], dtype=float)
    started = np.array([score.started for _, score in known])
    whole = np.array([row.complete for row, _ in known])
    rest = np.array([row.points - (0 if bonus else row.cells[exercise].score) for row, _ in known], dtype=float)
    return Item(
        int(most.max()),
        len(known),
        int(started.sum()),
        int((points == most).sum()),
        float(points.mean()),
        mean(points / most),
        float((points / most)[started].mean()) if started.any() else None,
        correlation(points[whole], rest[whole]),
    )


def _score(row: Row, exercise: str, check: str) -> Score | None:
    cell = row.cells.get(exercise)
    return cell.checks.get(check) if cell and check else cell


def mean(shares: np.ndarray) -> Estimate:
    """Return the mean of shares between 0 and 1, with Student's interval."""
    value, n = float(shares.mean()), len(shares)
    half = float(stats.t.ppf(1 - TAIL, n - 1)) * float(shares.std(ddof=1)) / sqrt(n) if n > 1 else 1.0
    return Estimate(value, max(value - half, 0.0), min(value + half, 1.0))


def correlation(points: np.ndarray, rest: np.ndarray) -> Estimate | None:
    """Return Pearson's r with Fisher's interval; None for less than four students, or without variance."""
    if len(points) < 4 or np.ptp(points) == 0 or np.ptp(rest) == 0:
        return None
    r = float(np.corrcoef(points, rest)[0, 1])
    return fisher(r, len(points))


def fisher(r: float, n: int) -> Estimate:
    """Return a correlation of n students with its interval."""
    if abs(r) > 1 - 1e-12:
        return Estimate(r, r, r)
    half = float(stats.norm.ppf(1 - TAIL)) / sqrt(n - 3)
    return Estimate(r, tanh(atanh(r) - half), tanh(atanh(r) + half))


def alpha(rows: Sequence[Row], exercises: Sequence[str]) -> Estimate | None:
    """Return Cronbach's alpha over exercises, with Feldt's interval, of the students of whom all were judged."""
    whole = [r for r in rows if all(name in r.cells and r.cells[name].judged for name in exercises)]
    points = np.array([[r.cells[name].score for name in exercises] for r in whole], dtype=float)
    n, k = len(whole), len(exercises)
    if n < 3 or k < 2 or np.ptp(points.sum(axis=1)) == 0:
        return None
    value = k / (k - 1) * (1 - points.var(axis=0, ddof=1).sum() / points.sum(axis=1).var(ddof=1))
    return feldt(float(value), n, k)


def feldt(value: float, n: int, k: int) -> Estimate:
    """Return alpha of n students and k exercises with its interval."""
    low, high = (1 - (1 - value) * float(stats.f.ppf(p, n - 1, (n - 1) * (k - 1))) for p in (1 - TAIL, TAIL))
    return Estimate(value, low, high)
