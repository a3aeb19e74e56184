"""Item analysis follows its formulas, and says nothing where there is nothing to say."""

from __future__ import annotations

import numpy as np
import pytest

from grader.reporting import statistics
from grader.reporting.reading import Cell, Row, Score
from grader.results import Status


def row(folder: str, *points: int, status: Status | None = None) -> Row:
    """Return a row of exercises of 4 points each."""
    cells = {
        f"e{i}": Cell(
            status or ("passed" if score == 4 else "failed" if score else "not_started"), score, 4, "", "", {}
        )
        for i, score in enumerate(points)
    }
    return Row(folder, sum(points), 4 * len(points), 0, (), cells, sum(points), status != "kit_error")


def test_what_was_not_started_counts_as_zero_and_what_was_not_judged_not_at_all() -> None:
    rows = [row("a", 4), row("b", 2), row("c", 0), row("d", 0, status="kit_error")]
    item = statistics.item(rows, "e0", bonus=False)
    assert (item.judged, item.started, item.full, item.absent) == (3, 2, 1, 1)
    assert item.difficulty is not None
    assert item.difficulty.value == pytest.approx(0.5)
    assert item.of_started == pytest.approx(0.75)


def test_discrimination_leaves_out_the_item_itself() -> None:
    points = np.random.default_rng(1).integers(0, 5, (40, 3))
    rows = [row(str(i), *map(int, each)) for i, each in enumerate(points)]
    found = statistics.item(rows, "e0", bonus=False).discrimination
    assert found is not None
    rest = points[:, 1] + points[:, 2]
    assert found.value == pytest.approx(np.corrcoef(points[:, 0], rest)[0, 1])
    assert found.low < found.value < found.high


def test_a_check_is_compared_with_the_other_exercises() -> None:
    rng = np.random.default_rng(2)
    rows = []
    for i in range(30):
        base = row(str(i), *map(int, rng.integers(0, 5, 2)))
        base.cells["e0"].checks["test"] = Score("passed" if base.cells["e0"].score > 1 else "failed", i % 2, 1)
        rows.append(base)
    found = statistics.item(rows, "e0", bonus=False, check="test").discrimination
    assert found is not None
    want = np.corrcoef([i % 2 for i in range(30)], [r.cells["e1"].score for r in rows])[0, 1]
    assert found.value == pytest.approx(want)


def test_without_variance_there_is_no_discrimination() -> None:
    assert statistics.item([row(str(i), 4, i % 5) for i in range(20)], "e0", bonus=False).discrimination is None


@pytest.mark.parametrize(("n", "low", "high"), [(10, -0.41, 0.78), (30, -0.07, 0.60), (100, 0.11, 0.47)])
def test_fishers_interval(n: int, low: float, high: float) -> None:
    found = statistics.fisher(0.3, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


def test_feldts_interval() -> None:
    found = statistics.feldt(0.8, n=10, k=27)
    assert (found.low, found.high) == (pytest.approx(0.57, abs=0.01), pytest.approx(0.94, abs=0.01))


def test_alpha_of_equal_items_is_one_and_of_unrelated_ones_near_zero() -> None:
    points = np.random.default_rng(3).integers(0, 5, (200, 4))
    alike = [row(str(i), *[int(each[0])] * 4) for i, each in enumerate(points)]
    unrelated = [row(str(i), *map(int, each)) for i, each in enumerate(points)]
    names = ["e0", "e1", "e2", "e3"]
    one, none = statistics.alpha(alike, names), statistics.alpha(unrelated, names)
    assert one is not None
    assert none is not None
    assert one.value == pytest.approx(1)
    assert abs(none.value) < 0.35
    assert statistics.alpha(alike[:2], names) is None
