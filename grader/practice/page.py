"""Draw the present failure of a student's exercises as an HTML page: the board, the message, pictures and hints."""

import base64
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from grader.course import Course, Exercise
from grader.files import write_atomically
from grader.plots import charts
from grader.plots.charts import Figure
from grader.practice.judge import Judged
from grader.results import ExerciseResult
from grader.writers import board, messages, pages


def fragment(
    course: Course,
    exercises: Sequence[ExerciseResult],
    judged: Judged | None,
    where: str = "",
    figures: Sequence[Figure] = (),
) -> str:
    """Return the part of the page that changes with each save; without a judged exercise, everything is done."""
    exercise: Exercise | None = course.exercise(judged.result.id) if judged else None
    prose, code, after = messages.parts(judged.result) if judged else ([], "", "")
    return pages.render(
        "failure.html.jinja",
        exercises=exercises,
        total=board.lines(course, exercises)[-1][0] if exercises else course.title,
        exercise=exercise,
        exercise_hints=exercise.hints if exercise else (),
        where=where,
        prose=prose,
        code=code,
        after=after,
        pictures=charts.draw(figures),
        walk=judged.walk if judged else None,
        source=_source,
        printed=judged.printed.strip() if judged else "",
        look=board.LOOKS.__getitem__,
    )


def _source(content: bytes, kind: str) -> str:
    """Return an address that is the content itself, so that the page asks for nothing."""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def page(course: Course, content: str, nonce: str = "") -> str:
    """Return the whole page; with a nonce, its script follows the saves."""
    return pages.render("practice.html.jinja", title=course.title, content=Markup(content), nonce=nonce)  # noqa: S704  rendered above


def write(course: Course, content: str) -> Path:
    """Write the page into the course's folder for generated files, and return its path."""
    file = course.path / ".convkit" / "practice.html"
    write_atomically(file, page(course, content).encode())
    return file
