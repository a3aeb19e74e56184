"""Record how results came about, next to the results, and decide which of them a later run may reuse."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from grader import evidence, results
from grader.files import write_atomically
from grader.grading.materials import Materials
from grader.grading.rounds import ExerciseGrade
from grader.intake.submission import Sources
from grader.mistakes import kept
from grader.mistakes.kept import Answers
from grader.plots.charts import Figure
from grader.results import Report
from grader.sandbox.levels import IsolationLevel
from grader.text import printable

FILE = "provenance.json"
VERSIONS = ("convkit", "torch", "torchvision", "numpy", "scipy", "hypothesis")


class Part(msgspec.Struct, frozen=True):
    """What determined the result of an exercise, and the marks it set.

    Attributes:
        digest: of everything.
        cases: digest of the cases alone.
        materials: digest of everything but the submission.
    """

    digest: str
    marks: tuple[str, ...]
    cases: str = ""
    materials: str = ""


class Provenance(msgspec.Struct, frozen=True):
    """The parts of provenance.json that are read again.

    Attributes:
        results: digest of the results that it belongs to.
        path: where the submission was found, as text.
        submission: digest of its files.
    """

    results: str = ""
    exercises: dict[str, Part] = {}
    path: str = ""
    submission: str = ""
    budget: str = ""


@dataclass(frozen=True)
class Earlier:
    """The reusable results of an earlier run."""

    report: Report | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    answers: Mapping[str, Answers] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Earlier:
        report = results.load(folder / results.FILE)
        if report is None or report.kit_errors or "below R2" in report.marks:
            return cls()
        beside = read(folder)
        # A run that stopped between writing the two files leaves the provenance of other results, or none.
        if beside is None or beside.results != report.digest:
            return cls()
        figures, answers = evidence.load(folder / evidence.FILE, report.digest), kept.read(folder)
        if figures is None:
            return cls()
        same = answers.exercises if answers and answers.results == report.digest else {}
        return cls(report, beside.exercises, figures, same)

    def that_hold(self, materials: Materials, sources: Sources) -> dict[str, ExerciseGrade]:
        """Return the results of the exercises for which nothing has changed since."""
        found = {e.id: e for e in self.report.exercises} if self.report else {}
        return {
            e.id: ExerciseGrade(found[e.id], self.parts[e.id].marks, self.figures.get(e.id, ()), self.answers.get(e.id))
            for e in materials.exercises
            if e.id in found and e.id in self.parts and self.parts[e.id].digest == materials.exercise_digest(e, sources)
        }


def read(folder: Path) -> Provenance | None:
    """Return the provenance of a submission's results; None if it is missing or not valid."""
    try:
        return results.decoded((folder / FILE).read_bytes(), Provenance)
    except OSError:
        return None


def write(
    folder: Path,
    report: Report,
    judged: Mapping[str, ExerciseGrade],
    *,
    materials: Materials,
    sources: Sources,
    level: IsolationLevel | None,
    seconds: float,
) -> None:
    """Write provenance.json next to a report."""
    known = [e for e in materials.exercises if e.id in judged]
    parts = {
        e.id: Part(
            materials.exercise_digest(e, sources),
            judged[e.id].marks,
            materials.bank.digests[e.id],
            materials.by_exercise[e.id],
        )
        for e in known
    }
    record = {
        "isolation": level,
        "seconds": round(seconds, 3),
        "machine": platform.machine(),
        "processor": _processor(),
        "slowness": materials.slowness,
        "python": platform.python_version(),
        "system": platform.platform(),
        "found": {name: resource.source for name, resource in materials.resources.items()},
        "graded": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "versions": {name: found for name in VERSIONS if (found := _version(name))},
        "results": report.digest,
        "exercises": parts,
        "path": printable(sources.path),
        "submission": sources.digest,
        "budget": materials.budget,
    }
    write_atomically(folder / FILE, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # the course does without it
        return ""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
