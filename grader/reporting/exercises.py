"""The page of an exercise: its checks, its mistakes, and who else has not solved it."""

from dataclasses import dataclass

from grader.course import Exercise
from grader.reporting import mistakes, overview, statistics
from grader.reporting.cohort import Cohort
from grader.reporting.people import Person
from grader.reporting.statistics import COUNTS_ONLY, INTERVALS
from grader.writers import board, report


@dataclass(frozen=True)
class State:
    """How many submissions have a status; `people` are those of whom nothing else is said on the page."""

    word: str
    count: int
    people: list[Person]


def render(cohort: Cohort, exercise: Exercise) -> str:
    known, unnamed = mistakes.of_exercise(cohort, exercise.id)
    told = {person.folder for mistake in (*known, *unnamed) for person in mistake.people}
    return report.page(
        "exercise",
        f"{exercise.id}: {exercise.title}",
        links=cohort.links,
        here=f"exercises/{exercise.id}.html",
        active=True,
        exercise=exercise,
        item=statistics.item(cohort.rows, exercise.id, exercise.bonus),
        checks=overview.check_rows(cohort, exercise.id),
        few=len(cohort.rows) < COUNTS_ONLY,
        interval=len(cohort.rows) < INTERVALS,
        named=known,
        unnamed=unnamed,
        states=_states(cohort, exercise.id, told),
        count=len(cohort.rows),
    )


def _states(cohort: Cohort, exercise: str, told: set[str]) -> list[State]:
    by_status: dict[str, list[str]] = {}
    for row in cohort.rows:
        if exercise in row.cells:
            by_status.setdefault(row.cells[exercise].status, []).append(row.folder)
    return [
        State(board.LOOKS[status][1], len(folders), cohort.who([f for f in folders if f not in told]))
        for status in board.LOOKS
        if (folders := by_status.get(status))
    ]
