"""The rows of a gradebook: each student with the record that counts, and the grade with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.results import Report
from grader.roster import Student, member_of, student_of
from grader.writers import feedback

NO_SUBMISSION = "no submission"


@dataclass(frozen=True)
class Entry:
    """A student and what they get; without a grade, the reason says why there is none."""

    student: Student
    report: Report | None
    grade: int | None
    reason: str = ""


def entries(
    reports: Mapping[str, Report], roster: Mapping[str, Student], missing: Sequence[Student] = (), zero: bool = False
) -> list[Entry]:
    """Return a row for each student with a record, then for each who is missing.

    Args:
        reports: by the name of their folder.
        missing: students of the roster without a submission, see `without_submission`.
        zero: whether they get 0 points; else no grade.
    """
    given = [entry for folder, report in reports.items() for entry in _entries_of(folder, report, roster)]
    return given + [Entry(student, None, 0 if zero else None, NO_SUBMISSION) for student in missing]


def without_submission(reports: Mapping[str, Report], roster: Mapping[str, Student]) -> list[Student]:
    """Return the students of the roster for whom there is no record, in its order."""
    seen = {name for folder, report in reports.items() for name in _names(folder, report)}
    seen |= {entry.student.submission for entry in entries(reports, roster)}
    return [student for student in roster.values() if student.submission not in seen]


def _entries_of(folder: str, report: Report, roster: Mapping[str, Student]) -> Iterator[Entry]:
    if not report.counts:
        return
    students = [member_of(member, roster) for member in report.members or ()]
    for student in students or [student_of(_names(folder, report), roster)]:
        yield Entry(student, report, None if report.kit_errors else report.total, reason(report))


def _names(folder: str, report: Report) -> list[str]:
    return [report.submission, folder, *([report.attempt.of] if report.attempt else [])]


def reason(report: Report) -> str:
    """Return why there is no grade, or why it is not the sum of the exercises; else ""."""
    ours = report.kit_errors
    failed = [f"not graded because of an error of the kit: {', '.join(ours)}"] if ours else []
    return "; ".join([*failed, *feedback.remarks(report)])
