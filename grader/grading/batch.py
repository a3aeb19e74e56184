"""Grade many submissions: one judge for each job, results written as they come; a rerun does only what is missing."""

import re
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from grader import checks, course, resources, results
from grader.cases import bank
from grader.files import remove_halves, write_atomically
from grader.grading import provenance
from grader.grading.judge import Judge, failed_report
from grader.grading.materials import Materials
from grader.grading.provenance import Earlier
from grader.grading.rounds import ExerciseGrade
from grader.intake.members import SubmissionError
from grader.intake.submission import Sources, read_submission, submission_name
from grader.resources import Log
from grader.results import Report
from grader.sandbox.levels import IsolationLevel

GRADEBOOK = "gradebook.csv"  # beside the folders of the submissions


@dataclass(frozen=True)
class Plan:
    """Everything that a judge process needs to know; plain values, so that it can be sent to another process."""

    course: Path
    bank: Path
    out: Path
    levels: tuple[IsolationLevel, ...]  # the first that holds is used
    budget: str
    data: Path | None
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """One finished submission."""

    report: Report
    folder: str
    unchanged: bool
    level: IsolationLevel | None  # None where nothing had to be asked


class Grader:
    """A judge with what it judges by; made once per process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        catalogue = course.load(plan.course)
        found = find_resources(catalogue, plan, _silent)
        loaded = bank.load(plan.bank, checks.origin(catalogue))
        self.materials = Materials(catalogue, loaded, found, plan.budget, plan.only)
        self.judge: Judge | None = None

    def grade(self, path: Path) -> Graded:
        """Grade one submission and write its results, unless they are there already."""
        folder = self.plan.out / folder_name(submission_name(path))
        remove_halves(folder)
        error = ""
        try:
            sources = read_submission(path, modules=self.materials.course.modules)
        except SubmissionError as reason:
            error = str(reason)
            sources = Sources(submission_name(path), {}, (error,), {})
        before = Earlier.read(folder)
        if before.report and before.report.digest == self.materials.digest(sources):
            return Graded(before.report, folder.name, True, None)
        start = time.monotonic()
        report, judged = self._judged(sources, before, error)
        write_atomically(folder / results.FILE, results.to_json(report))
        provenance.write(
            folder,
            report,
            judged,
            materials=self.materials,
            sources=sources,
            level=self._level,
            seconds=time.monotonic() - start,
        )
        return Graded(report, folder.name, False, self._level)

    def _judged(self, sources: Sources, before: Earlier, error: str) -> tuple[Report, dict[str, ExerciseGrade]]:
        if error:
            return failed_report(self.materials, sources, "missing", error), {}
        self.judge = self.judge or Judge(self.materials, self.plan.levels)
        return self.judge.grade(sources, before.that_hold(self.materials, sources))

    @property
    def _level(self) -> IsolationLevel | None:
        return self.judge.zygote.level if self.judge else None

    def close(self) -> None:
        if self.judge:
            self.judge.close()


def find_resources(catalogue: course.Course, plan: Plan, log: Log) -> dict[str, resources.Resource]:
    """Find what the checks of the chosen exercises ask for; ResourceError where that is not possible."""
    chosen = [c for c in checks.load(catalogue) if not plan.only or c.exercise in plan.only]
    names = [name for name in catalogue.fixtures if any(name in c.fixtures for c in chosen)]
    return {name: resources.find(catalogue, name, plan.budget, plan.data, log) for name in names}


def _silent(_line: str) -> None:
    """Say nothing: the command has said it all before the judges start."""


def folder_name(name: str) -> str:
    """Return a submission's name as a harmless folder name: letters, digits, `_`, `.` and `-`, not a file's of ours."""
    harmless = re.sub(r"[^\w.-]", "_", unicodedata.normalize("NFC", name)).lstrip(".-")
    short = harmless.encode()[:200].decode(errors="ignore") or "_"
    return f"{short}_" if short.lower() == GRADEBOOK else short
