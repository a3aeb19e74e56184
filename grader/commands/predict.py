"""Guess what an exercise's function will return, before you write it."""

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from grader import course
from grader.commands.options import bank_of, course_option, exercise_named
from grader.console import Stop, out, prose
from grader.course import Course, Exercise
from grader.practice import messages, prediction
from grader.practice.judge import PracticeJudge
from grader.practice.prediction import Hints, Question
from grader.practice.progress import Progress
from grader.practice.session import PracticeError


@click.command()
@click.argument("exercise")
@course_option
def predict(exercise: str, course_folder: Path) -> None:
    """Guess what a few small calls of EXERCISE will return, before you write it.

    Nothing is graded. A wrong guess gets a hint; an empty line leaves out a call.
    """
    catalogue = course.load(course_folder)
    wanted = exercise_named(catalogue, exercise)
    asked = _questions(catalogue, wanted)
    if not asked:
        raise Stop(f"{wanted.id}: no call of it has a result that can be typed on one line; choose another exercise.")
    done = Progress.load(catalogue).predicted.get(wanted.id, [])
    left = [question for question in asked if question.call not in done]
    if left:
        prose(
            "Guess what each call returns: a number, a list such as [[1, 2], [3, 4]], or an error such as ValueError. "
            "Nothing is graded. An empty line leaves out a call."
        )
        for question in prediction.ask(left, Hints(catalogue, wanted), _read, _say):
            Progress.predict(catalogue, wanted.id, question.call)
    right = len(set(Progress.load(catalogue).predicted.get(wanted.id, [])) & {q.call for q in asked})
    prose(f"\n{right} of {len(asked)} predicted. Now write {wanted.id} in {wanted.module}.py.")


def _questions(catalogue: Course, exercise: Exercise) -> list[Question]:
    if not catalogue.is_solved:
        raise Stop(f"{catalogue.path}: this course has no reference/, so nothing can be predicted.")
    folder = catalogue.path / "student"
    judge = PracticeJudge(catalogue, folder, partial(bank_of, catalogue, None), data_folder=None, budget="none")
    try:
        with closing(judge.open()) as session:
            return prediction.questions(judge.bank(exercise.id), exercise, session.reference().transport)
    except PracticeError as error:
        raise Stop(str(error)) from None


def _say(line: str) -> None:
    prose(line, whole=messages.is_code(line))


def _read() -> str | None:
    """Return the next line, or None at the end."""
    try:
        return input("your guess: ")
    except EOFError:
        out.print()
        return None
