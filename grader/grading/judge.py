"""Grade submissions one after another, each in workers forked from one zygote."""

from collections.abc import Iterable, Mapping, Sequence

from grader import resources, results
from grader.asking.isolated import Isolated
from grader.course import Course
from grader.grading import costs, notebooks
from grader.grading.materials import Materials
from grader.grading.notebooks import Made
from grader.grading.rounds import ExerciseGrade, ExerciseJudge
from grader.intake.submission import Sources
from grader.resources import Resource
from grader.results import ExerciseResult, Report, Status
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.memory import Stored
from grader.sandbox.processes import KitError, ZygoteProcess
from grader.sandbox.selftest import open_zygote
from grader.verdicts import sum_up, verdict


class Judge:
    """Grades submissions, and restarts the zygote if it dies."""

    def __init__(
        self,
        materials: Materials,
        candidates: Sequence[IsolationLevel],
        supplies: Supplies,
        begun: ZygoteProcess | None = None,
    ) -> None:
        """Open the zygote that has `begun`, or a new one."""
        self.materials, self.candidates, self.supplies = materials, candidates, supplies
        arrays = {name: a for resource in materials.resources.values() for name, a in resource.stored().items()}
        self.stored = Stored(arrays) if arrays else None
        self.heavy_seconds = 0.0  # time limit for a call of a heavy check; 0 until measured
        self.zygote = self._start(begun)

    def _start(self, begun: ZygoteProcess | None = None) -> ZygoteProcess:
        return open_zygote(self.candidates, self.supplies, self.materials.course.path, begun)

    def grade(
        self, sources: Sources, earlier: Mapping[str, ExerciseGrade] | None = None
    ) -> tuple[Report, dict[str, ExerciseGrade]]:
        """Grade a submission, reusing the `earlier` results; after a KitError, try once more with a new zygote."""
        try:
            return self._grade(sources, earlier or {})
        except KitError:
            self._restart()
        try:
            return self._grade(sources, earlier or {})
        except KitError as error:
            reason = str(error)
            self._restart()
            return failed_report(self.materials, sources, "kit_error", f"this could not be graded: {reason}"), {}

    def _restart(self) -> None:
        self.zygote.close()
        self.zygote = self._start()

    def _grade(self, sources: Sources, earlier: Mapping[str, ExerciseGrade]) -> tuple[Report, dict[str, ExerciseGrade]]:
        self._measure()
        materials = self.materials
        limits = materials.limits
        whole = costs.submission(limits, materials.checks.values(), self.heavy_seconds)
        functions = materials.course.functions
        made = notebooks.modules_of(sources, self.zygote, functions, limits)
        files = sources.files | made.files
        transport = Isolated(self.zygote, files, functions, limits, self.stored, cpu_seconds=whole, places=made.places)
        judge = ExerciseJudge(materials, transport, self.heavy_seconds)
        refused = {e.id: _refused(sources, made, f"{e.module}.py") for e in materials.exercises}
        try:
            judged = {e.id: earlier.get(e.id) or judge.judge(e, refused[e.id]) for e in materials.exercises}
        finally:
            transport.close()
        marks = {mark for one in judged.values() for mark in one.marks}
        if self.zygote.level is IsolationLevel.R3:
            marks.add("below R2")
        results = [one.result for one in judged.values()]
        return make_report(materials, sources, results, sorted(marks), made.notes), judged

    def _measure(self) -> None:
        """Measure the speed of this machine if there are heavy checks."""
        heavy = any(c.heavy for e in self.materials.exercises for c in self.materials.asked(e))
        if heavy and not self.heavy_seconds:
            measured = costs.measure(self.zygote)
            self.heavy_seconds = resources.heavy_seconds(self.materials.course, self.materials.budget, measured)

    def close(self) -> None:
        self.zygote.close()
        if self.stored:
            self.stored.close()


def _refused(sources: Sources, made: Made, file: str) -> str:
    """Return why a module cannot be judged, or ""."""
    if file in sources.refused:
        return f"{file} was rejected: {sources.refused[file]}"
    return made.trouble if file not in sources.files else ""


def supplies_for(course: Course, resources: Iterable[Resource], unused: tuple[str, ...] = ()) -> Supplies:
    """Return what the workers of a course may use, with the files of these resources."""
    worker, found = course.worker, list(resources)
    files = tuple(file for resource in found for file in resource.files)
    environment = tuple(pair for resource in found for pair in resource.environment.items())
    return Supplies(worker.packages, worker.preload, worker.recipes, files, environment, unused)


def make_report(
    materials: Materials,
    sources: Sources,
    exercises: Sequence[ExerciseResult],
    marks: Sequence[str],
    notes: Sequence[str] = (),
) -> Report:
    digest, facts, notes = materials.digest(sources), materials.facts, (*sources.ignored, *notes)
    return results.report(
        sources.name, exercises, digest=digest, facts=facts, marks=marks, notes=notes, release=materials.release
    )


def failed_report(
    materials: Materials, sources: Sources, status: Status, message: str, marks: Sequence[str] = ()
) -> Report:
    """Report a submission that did not run: every check has this status and message, and earns no points."""
    exercises = [
        sum_up(e, found, {c.id: verdict(c, status, message) for c in found}, materials.skipped)
        for e in materials.exercises
        for found in (materials.checks[e.id],)
    ]
    return make_report(materials, sources, exercises, marks)
