"""The page of a student, for the site and to hand back: what is wrong and what to do, and points last."""

from collections.abc import Mapping, Sequence

from grader.course import Course
from grader.plots.charts import Figure
from grader.reporting.failures import Failure, failure
from grader.results import ExerciseResult, Report
from grader.writers import board, feedback, report
from grader.writers.report import Link

SILENT = ("passed", "not_started", "missing", "skipped")  # of which the table says enough


def failures(
    course: Course, found: Report, figures: Mapping[str, Sequence[Figure]], *, texts: bool = True
) -> list[Failure]:
    """Return what is said about exercises that were tried and are not right, or that have something to show."""
    return [
        failure(course.exercise(e.id), e, figures.get(e.id, ()), texts=texts)
        for e in known(course, found)
        if e.status not in SILENT or (e.status == "passed" and e.id in figures)
    ]


def known(course: Course, found: Report) -> list[ExerciseResult]:
    """Return the results of the exercises that the course has, in its order."""
    by_id = {e.id: e for e in found.exercises}
    return [by_id[e.id] for e in course.exercises if e.id in by_id]


def render(
    course: Course,
    found: Report,
    figures: Mapping[str, Sequence[Figure]],
    title: str,
    *,
    links: Sequence[Link] = (),
    here: str = "",
    texts: bool = True,
) -> str:
    exercises = known(course, found)
    return report.page(
        "student",
        title,
        links=links,
        here=here,
        course=course.title,
        failures=failures(course, found, figures, texts=texts),
        exercises=exercises,
        right=sum(e.status == "passed" for e in exercises),
        step=board.next_step(course, exercises),
        points=feedback.summary(found, comments=texts),
        notes=found.notes if texts else (),
        look=board.LOOKS.__getitem__,
        linked=bool(links),
    )
