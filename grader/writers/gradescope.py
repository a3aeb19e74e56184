"""Write the results.json of a Gradescope autograder: a test for each exercise, with a constant maximum."""

from typing import Any

import msgspec

from grader.results import ExerciseResult, Report
from grader.writers import feedback


def render(report: Report) -> bytes:
    """Return the JSON of a record without errors of the kit.

    Bonus exercises have no points in the list, because the grade does not count them.
    """
    found = {
        "score": report.total,
        "output": feedback.summary(report),
        "output_format": "text",  # the default is HTML
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(number, exercise) for number, exercise in enumerate(report.exercises, start=1)],
        "extra_data": {"digest": report.digest, "bonus": report.bonus},
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def _test(number: int, exercise: ExerciseResult) -> dict[str, Any]:
    text = feedback.of_exercise(exercise)
    test: dict[str, Any] = {
        "name": f"{exercise.id}: {exercise.title}",
        "number": str(number),
        "output": f"Bonus: {feedback.points(exercise)} points.\n\n{text}" if exercise.bonus else text,
        "output_format": "text",
        "tags": [exercise.module],
        "visibility": "visible",
    }
    if not exercise.bonus:
        test |= {"score": exercise.score, "max_score": exercise.max_score}
    if exercise.status != "skipped":
        test["status"] = "passed" if exercise.status == "passed" else "failed"
    return test
