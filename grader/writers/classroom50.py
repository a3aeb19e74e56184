"""Write the result.json of Classroom 50, schema classroom50/result/v1."""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from grader.results import ExerciseResult, Report

SCHEMA = "classroom50/result/v1"
VARIABLES = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL")


def render(report: Report, environment: Mapping[str, str], now: datetime) -> bytes:
    """Return the JSON of a record without errors of the kit.

    The format has no bonus, and no score above the maximum. The runner sets `owner`, `assignment_type` and `datetime`
    anew.

    Args:
        environment: the VARIABLES that the runner sets.
        now: with a time zone.
    """
    classroom, assignment, tag, commit, release, review = (environment.get(name, "") for name in VARIABLES)
    found = {
        "schema": SCHEMA,
        "classroom": classroom,
        "assignment": assignment,
        "owner": environment.get("GITHUB_REPOSITORY_OWNER") or classroom,
        "assignment_type": "individual",
        "submission": tag,
        "commit": commit,
        "release": release,
        "review": review or commit,
        "datetime": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": min(report.total, report.max_score),
        "max-score": report.max_score,
        "tests": [_test(exercise) for exercise in report.exercises if not exercise.bonus],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def _test(exercise: ExerciseResult) -> dict[str, object]:
    return {
        "test-name": f"{exercise.id}: {exercise.title}",
        "passed": exercise.status in ("passed", "skipped"),  # what is skipped has no points to lose
        "score": exercise.score,
        "max-score": exercise.max_score,
    }
