"""Grade many submissions: one judge a job, results written as they come, a rerun does only what is missing."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import platform
import re
import signal
import threading
import time
import unicodedata
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.synchronize import Event
from pathlib import Path
from types import FrameType

import msgspec

from grader import checks, course, results
from grader.cases import bank
from grader.grading.judge import Judge, Judged, Materials, failed_report
from grader.intake.archive import Sources, SubmissionError, read_submission, submission_name
from grader.results import Report
from grader.sandbox.levels import Rung
from grader.tutorial import data
from grader.tutorial import inception as pretrained

PROVENANCE = "provenance.json"
GRADEBOOK = "gradebook.csv"  # it lies beside the folders of the submissions


@dataclass(frozen=True)
class Plan:
    """Everything that a judge process needs to know; plain values, so that it can be sent to another process."""

    course: Path
    bank: Path
    out: Path
    rungs: tuple[Rung, ...]  # the first that holds is used
    budget: str
    data: Path | None
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """One finished submission."""

    report: Report
    folder: str
    unchanged: bool
    rung: Rung | None  # None where nothing had to be asked


class Part(msgspec.Struct, frozen=True):
    """What decided the result of one exercise, and the marks that came of it."""

    digest: str
    marks: tuple[str, ...]


class Provenance(msgspec.Struct, frozen=True):
    """Of the file beside the results, what a later run needs."""

    results: str = ""  # the digest of the results that it belongs to
    exercises: dict[str, Part] = {}


@dataclass(frozen=True)
class Earlier:
    """What an earlier run has left."""

    report: Report | None
    parts: dict[str, Part]


class Grader:
    """A judge with what it judges by; made once per process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        catalogue = course.load(plan.course)
        images, weights = needs(catalogue, plan)
        found = data.load_images(plan.data, log=_silent) if images else None
        named = pretrained.find(plan.data, _silent) if weights else None
        loaded = bank.load(plan.bank, checks.origin(catalogue))
        self.materials = Materials(catalogue, loaded, found, named, plan.budget, plan.only)
        self.judge: Judge | None = None

    def grade(self, path: Path) -> Graded:
        """Grade one submission and write its results, unless they are there already."""
        folder = self.plan.out / folder_name(submission_name(path))
        results.remove_halves(folder)
        error = ""
        try:
            sources = read_submission(path, modules=self.materials.course.modules)
        except SubmissionError as reason:
            error = str(reason)
            sources = Sources(submission_name(path), {}, (error,), {})
        before = _earlier(folder)
        if before.report and before.report.digest == self.materials.digest(sources):
            return Graded(before.report, folder.name, True, None)
        start = time.monotonic()
        judged: dict[str, Judged] = {}
        if error:
            report = failed_report(self.materials, sources, "missing", error)
        else:
            self.judge = self.judge or Judge(self.materials, self.plan.rungs)
            report, judged = self.judge.grade(sources, self._that_hold(before, sources))
        results.write_atomically(folder / results.FILE, results.to_json(report))
        provenance = self._provenance(time.monotonic() - start)
        provenance["results"] = report.digest
        provenance["exercises"] = {
            e.id: Part(self.materials.exercise_digest(e, sources), judged[e.id].marks)
            for e in self.materials.exercises
            if e.id in judged
        }
        encoded = msgspec.json.encode(provenance)
        results.write_atomically(folder / PROVENANCE, msgspec.json.format(encoded, indent=1) + b"\n")
        return Graded(report, folder.name, False, self._rung)

    def _that_hold(self, before: Earlier, sources: Sources) -> dict[str, Judged]:
        """Return earlier results of exercises of which nothing has changed since."""
        found = {e.id: e for e in before.report.exercises} if before.report else {}
        return {
            e.id: Judged(found[e.id], before.parts[e.id].marks)
            for e in self.materials.exercises
            if e.id in found
            and e.id in before.parts
            and before.parts[e.id].digest == self.materials.exercise_digest(e, sources)
        }

    @property
    def _rung(self) -> Rung | None:
        return self.judge.zygote.rung if self.judge else None

    def _provenance(self, seconds: float) -> dict[str, object]:
        images = self.materials.images
        return {
            "rung": self._rung,
            "seconds": round(seconds, 3),
            "machine": platform.machine(),
            "processor": _processor(),
            "python": platform.python_version(),
            "system": platform.platform(),
            "data_from": images.source if images else "",
            "graded": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "versions": {
                name: version(name) for name in ("convkit", "torch", "torchvision", "numpy", "scipy", "hypothesis")
            },
        }

    def close(self) -> None:
        if self.judge:
            self.judge.close()


def needs(catalogue: course.Course, plan: Plan) -> tuple[bool, bool]:
    """Return whether any network is trained under this plan, and whether pretrained weights are used."""
    asked = [c for c in checks.load(catalogue) if not plan.only or c.exercise in plan.only]
    trains = plan.budget in catalogue.budgets and any("training" in c.fixtures for c in asked)
    return trains, any("naming" in c.fixtures for c in asked)


def _silent(_line: str) -> None:
    """Say nothing: the command has told it all before the judges start."""


def _earlier(folder: Path) -> Earlier:
    """Read what was written about a submission before, as far as it can be relied upon."""
    report = results.load(folder / results.FILE)
    if report is None or report.kit_errors or "below R2" in report.marks:
        return Earlier(None, {})
    try:
        beside = results.decoded((folder / PROVENANCE).read_bytes(), Provenance)
    except OSError:
        beside = None
    # A run that was stopped between the two files has left a provenance of other results, or none.
    if beside is None or beside.results != report.digest:
        return Earlier(None, {})
    return Earlier(report, beside.exercises)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def folder_name(name: str) -> str:
    """Return a submission's name as a harmless folder name: letters, digits, `_`, `.` and `-`, not a file's of ours."""
    harmless = re.sub(r"[^\w.-]", "_", unicodedata.normalize("NFC", name)).lstrip(".-")
    short = harmless.encode()[:200].decode(errors="ignore") or "_"
    return f"{short}_" if short.lower() == GRADEBOOK else short


def grade_all(plan: Plan, paths: Sequence[Path], jobs: int, report: Callable[[Graded], None]) -> list[Graded]:
    """Grade the submissions with so many judges at a time; `report` hears of each as it is done."""
    done: dict[Path, Graded] = {}
    with closing(_grade_each(plan, paths, min(jobs, len(paths)))) as each:
        for path, graded in each:
            done[path] = graded
            report(graded)
    return [done[path] for path in paths]


def _grade_each(plan: Plan, paths: Sequence[Path], jobs: int) -> Generator[tuple[Path, Graded], None, None]:
    if jobs <= 1:
        grader = Grader(plan)
        try:
            for path in paths:
                yield path, grader.grade(path)
        finally:
            grader.close()
        return
    context = multiprocessing.get_context("spawn")
    stopping = context.Event()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_open, initargs=(plan, stopping)) as executor:
        try:
            # A terminal sends Ctrl-C to the judges too; they are told by this process when to end.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                futures: dict[Future[Graded], Path] = {executor.submit(_grade, path): path for path in paths}
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            stopping.set()
            executor.shutdown(wait=False, cancel_futures=True)
            for judge in multiprocessing.active_children():
                judge.terminate()
            raise


class _Seat:
    """A judge's place in a process of the pool: SIGTERM ends what it is grading, not the process."""

    def __init__(self, plan: Plan, stopping: Event) -> None:
        self.stopping, self.busy = stopping, False
        self.grader = Grader(plan)
        threading.Thread(target=self._end_with_the_command, daemon=True).start()
        atexit.register(self.grader.close)
        signal.signal(signal.SIGTERM, self._stop)

    def _end_with_the_command(self) -> None:
        """Wait for the death of the command; nobody else would tell a judge that it was killed."""
        command = multiprocessing.parent_process()
        assert command is not None  # noqa: S101  this process belongs to a pool
        command.join()
        try:
            self.grader.close()
        finally:
            os._exit(1)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if self.busy:
            raise KeyboardInterrupt

    def grade(self, path: Path) -> Graded:
        if self.stopping.is_set():
            raise CancelledError
        self.busy = True
        try:
            return self.grader.grade(path)
        finally:
            self.busy = False


_seat: _Seat | None = None  # of this process of the pool


def _open(plan: Plan, stopping: Event) -> None:
    global _seat  # noqa: PLW0603  a pool gives its initializer no other place
    _seat = _Seat(plan, stopping)


def _grade(path: Path) -> Graded:
    assert _seat is not None  # noqa: S101  the initializer ran
    return _seat.grade(path)
