"""What a page says about an exercise that failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.course import Exercise
from grader.plots import svg
from grader.plots.svg import Panel, Picture
from grader.results import CheckResult, ExerciseResult, shown
from grader.writers import board, messages


@dataclass(frozen=True)
class Failure:
    """A failure in the order in which it is read.

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


def failure(exercise: Exercise, result: ExerciseResult, panels: Sequence[Panel], *, texts: bool = True) -> Failure:
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
        tuple(svg.draw(panels)),
        result.pattern,
        (own, *exercise.hints) if own else exercise.hints,
    )


def _question(told: CheckResult | None) -> str:
    """Return the call and what was expected, which are the kit's."""
    example = told.counterexample if told else None
    if example is None:
        return ""
    return f"{example.call}\nexpected: {example.expected}" if example.expected else example.call
