"""What a page says about an exercise that failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.course import Exercise
from grader.plots import charts
from grader.plots.charts import Bars, Figure
from grader.plots.svg import Picture
from grader.results import CheckResult, ExerciseResult, shown
from grader.writers import board, messages


@dataclass(frozen=True)
class Failure:
    """A failure in the order in which it is read; of an exercise that passed, only pictures.

    Attributes:
        check: what the failing check asks.
        head: what is wrong with the answer.
        code: the call with what was expected and what came.
    """

    id: str
    title: str
    word: str
    mistake: str
    check: str
    head: str
    code: str
    pictures: tuple[Picture, ...]
    pattern: str
    hints: tuple[str, ...]


def failure(exercise: Exercise, result: ExerciseResult, figures: Sequence[Figure], *, texts: bool = True) -> Failure:
    """Return what is said about a result; without `texts`, nothing that the student or Python wrote."""
    told = shown(result)
    head, code = messages.head_and_code(result) if texts else ("", _question(told))
    own = messages.fitting_hint(exercise, result)
    return Failure(
        result.id,
        exercise.title,
        board.LOOKS[result.status][1],
        result.mistake,
        told.title if told else "",
        head,
        code,
        pictures(figures, texts=texts),
        result.pattern,
        () if result.status == "passed" else (own, *exercise.hints) if own else exercise.hints,
    )


def pictures(figures: Sequence[Figure], *, texts: bool = True) -> tuple[Picture, ...]:
    """Draw figures; without `texts`, none with names that a student's code returned."""
    return tuple(charts.draw([figure for figure in figures if texts or not isinstance(figure, Bars)]))


def _question(told: CheckResult | None) -> str:
    """Return the call and what was expected, which are the kit's."""
    example = told.counterexample if told else None
    if example is None:
        return ""
    return f"{example.call}\nexpected: {example.expected}" if example.expected else example.call
