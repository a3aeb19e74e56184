"""A class: its roster, and its records as the course's settings for grading correct them after judging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader import results, roster
from grader.course import Course
from grader.files import write_atomically
from grader.grading import levers
from grader.grading.batch import Graded, folder_name
from grader.grading.levers import Levers
from grader.intake.submission import submission_name
from grader.results import Report
from grader.roster import Student
from grader.writers import gradebook
from grader.writers.entries import entries, without_submission


@dataclass(frozen=True)
class Closed:
    """A class after grading: the records, the names of those without one, and what the instructor should look at."""

    reports: list[Report]
    missing: list[str]
    remarks: list[str]


@dataclass(frozen=True)
class Class:
    """The roster and the settings of a class, whose results are in a folder."""

    course: Course
    out: Path
    students: Mapping[str, Student]
    levers: Levers

    @classmethod
    def open(cls, course: Course, roster_file: Path | None, out: Path) -> Class:
        """Read the roster and copy it to the results; if none is named, read the one that is there.

        Raises RosterError, or CourseError if a file that the settings name is wrong.
        """
        kept = out / roster.FILE
        students = roster.read(roster_file) if roster_file else roster.of_results(out)
        settings = levers.read(course, students, roster_file or kept)
        if roster_file:
            write_atomically(kept, roster_file.read_bytes())
        return cls(course, out, students, settings)

    def close(self, ordered: Sequence[Graded], paths: Sequence[Path]) -> Closed:
        """Correct the records, and write them and the gradebook."""
        times = self._file_times(paths)
        reports = self.levers.apply({graded.folder: graded.report for graded in ordered}, times)
        for graded in ordered:
            if reports[graded.folder] != graded.report:
                record = self.out / graded.folder / results.FILE
                write_atomically(record, results.to_json(reports[graded.folder]))
        missing = self._missing(reports)
        rows = entries(reports, self.students, missing, self.course.grading.missing == "zero")
        write_atomically(self.out / gradebook.FILE, gradebook.render(rows).encode())
        names = [student.name or student.submission for student in missing]
        return Closed(list(reports.values()), names, list(self.levers.remarks(reports, times)))

    def _file_times(self, paths: Sequence[Path]) -> dict[str, datetime]:
        """Return when the files of the submissions were changed, by folder of results, if the course goes by this."""
        if self.course.grading.times != "files":
            return {}
        found = {folder_name(submission_name(path)): levers.modified(path) for path in paths}
        return {folder: time for folder, time in found.items() if time}

    def _missing(self, reports: Mapping[str, Report]) -> list[Student]:
        """Return who has no submission, neither among these nor among the results of earlier commands."""
        lacking = without_submission(reports, self.students)
        return [s for s in lacking if not (self.out / folder_name(s.submission) / results.FILE).exists()]
