"""Grade many submissions: results are written as they come, and a rerun grades only what has changed."""

import os
import re
import time
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from grader import course, evidence, resources, results, roster
from grader.cases import bank
from grader.cases.keys import Keys
from grader.files import remove_halves, write_atomically, write_or_remove
from grader.grading import costs, provenance
from grader.grading.judge import Judge, failed_report, supplies_for
from grader.grading.materials import Materials
from grader.grading.provenance import Earlier
from grader.grading.rounds import ExerciseGrade
from grader.intake.members import SubmissionError
from grader.intake.submission import Sources, read_submission, submission_name
from grader.mistakes import kept
from grader.resources import Log
from grader.results import Report, Status
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.selftest import begin_zygote
from grader.writers import gradebook

FILES = (kept.FILE, evidence.FILE, results.FILE, provenance.FILE)  # of a submission, in the order of writing


@dataclass(frozen=True)
class Plan:
    """The parameters of a grading run, as plain values that can be sent to another process.

    Attributes:
        levels: the first one available is used.
        secret: the bank's, see `Part`.
        fixtures: the fixtures that the exercises use.
        unused: modules that nobody needs.
        release: the digest of the release that students have, or "" if it is not known.
    """

    course: Path
    bank: Path
    out: Path
    levels: tuple[IsolationLevel, ...]
    budget: str
    data: Path | None
    only: tuple[str, ...] = ()
    secret: str = ""
    fixtures: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    release: str = ""


@dataclass(frozen=True)
class Graded:
    """One finished submission."""

    report: Report
    folder: str
    unchanged: bool
    level: IsolationLevel | None  # None if the submission did not run


class Grader:
    """A judge with its materials; created once per process.

    The zygote imports packages while this process imports the checks, and the command may still draw cases.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.course = course.load(plan.course)
        self.resources = find_resources(self.course, plan, _silent)
        self.supplies = supplies_for(self.course, self.resources.values(), plan.unused)
        self.begun = begin_zygote(plan.levels, self.supplies)
        self.judge: Judge | None = None
        try:
            self.slowness = costs.slowness()
            self.keys = Keys.of(self.course)
        except BaseException:
            self.close()
            raise

    @cached_property
    def materials(self) -> Materials:
        """The cases and all that grades depend on, read when the first submission comes."""
        loaded = bank.load(self.plan.bank, self.keys, self.plan.only)
        plan = self.plan
        more = (plan.budget, plan.only, self.slowness, plan.release)
        return Materials(self.course, loaded, self.keys, self.resources, *more)

    def grade(self, given: Path | Sources) -> Graded:
        """Grade one submission and write its results, unless they are up to date."""
        sources = self._sources(given)
        folder = self._folder(sources)
        before = Earlier.read(folder)
        if before.report and self._holds(before.report, sources):
            return Graded(before.report, folder.name, True, None)
        start = time.monotonic()
        report, judged = self._judged(sources, before)
        return self._write(sources, report, judged, time.monotonic() - start)

    def _holds(self, before: Report, sources: Sources) -> bool:
        return before.digest == self.materials.digest(sources) and (before.release or "") == self.plan.release

    def report(self, given: Path | Sources, status: Status, message: str, mark: str) -> Graded:
        """Write results for a submission that no judge survives: zero, with the reason and a mark."""
        sources = self._sources(given)
        report = failed_report(self.materials, sources, status, message, [mark])
        return self._write(sources, report, {}, 0.0)

    def _folder(self, sources: Sources) -> Path:
        return self.plan.out / folder_name(sources.name)

    def _sources(self, given: Path | Sources) -> Sources:
        sources = given if isinstance(given, Sources) else read(given, self.course)
        remove_halves(self._folder(sources))
        return sources

    def _write(self, sources: Sources, report: Report, judged: dict[str, ExerciseGrade], seconds: float) -> Graded:
        folder = self._folder(sources)
        figures = {name: one.figures for name, one in judged.items()}
        write_atomically(folder / evidence.FILE, evidence.to_bytes(figures, report.digest))
        answers = kept.encoded(report.digest, {name: one.answers for name, one in judged.items() if one.answers})
        write_or_remove(folder / kept.FILE, answers)
        write_atomically(folder / results.FILE, results.to_json(report))
        provenance.write(
            folder, report, judged, materials=self.materials, sources=sources, level=self._level, seconds=seconds
        )
        return Graded(report, folder.name, False, self._level)

    def _judged(self, sources: Sources, before: Earlier) -> tuple[Report, dict[str, ExerciseGrade]]:
        if sources.unreadable:
            return failed_report(self.materials, sources, "missing", sources.unreadable), {}
        if self.judge is None:
            begun, self.begun = self.begun, None
            self.judge = Judge(self.materials, self.plan.levels, self.supplies, begun)
        return self.judge.grade(sources, before.that_hold(self.materials, sources))

    @property
    def _level(self) -> IsolationLevel | None:
        return self.judge.zygote.level if self.judge else None

    def close(self) -> None:
        if "materials" in vars(self):
            self.materials.close()
        for one in (self.judge, self.begun):
            if one:
                one.close()


def read(path: Path, catalogue: course.Course) -> Sources:
    """Return a submission's sources; if it cannot be read, they say why."""
    place = os.path.abspath(path)  # noqa: PTH100  resolve() would follow links
    try:
        return replace(read_submission(path, modules=catalogue.modules), path=place)
    except SubmissionError as error:
        return Sources(submission_name(path), {}, (str(error),), {}, str(error), path=place)


def find_resources(catalogue: course.Course, plan: Plan, log: Log) -> dict[str, resources.Resource]:
    """Find the resources that the chosen exercises use. Raises ResourceError if one is not available."""
    return {name: resources.find(catalogue, name, plan.budget, plan.data, log, plan.secret) for name in plan.fixtures}


def _silent(_line: str) -> None:
    """Discard a message: the command has printed it before the judges start."""


def folder_name(name: str) -> str:
    """Return a safe folder name for a submission: letters, digits, `_`, `.` and `-`, but no name of files beside it."""
    harmless = re.sub(r"[^\w.-]", "_", unicodedata.normalize("NFC", name)).lstrip(".-")
    short = harmless.encode()[:200].decode(errors="ignore") or "_"
    return f"{short}_" if short.lower() in (gradebook.FILE, roster.FILE) else short
