"""Judge one submission: put every check's cases to it, compare, and write down what came out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version

import msgspec
import numpy as np

from grader import bank, checks, results
from grader.bank import Known
from grader.checks import Check
from grader.course import CATALOGUE, Budget, Course, CourseError, Exercise
from grader.data import Images
from grader.judging import costs
from grader.judging.diagnose import coincide, diagnose, named
from grader.judging.pretrained import Naming, Pretrained
from grader.judging.situation import Situation
from grader.judging.training import Training, stored_arrays
from grader.results import CheckResult, Counterexample, ExerciseResult, Report
from grader.subject import Answer, Fault, NotJudged, Subject, Wrong, plain
from grader.submission import wire
from grader.submission.archive import Sources
from grader.submission.isolated import Isolated, KitError, Stored, WorkerKilledError, Zygote, open_zygote
from grader.submission.rungs import Rung, Supplies
from grader.submission.wire import Handle, Outcome, Request, defuse

KIT = f"convkit {version('convkit')}"
LIMITS = ("timeout", "memory", "crashed")
ACCIDENTS = 2  # so often an exercise is begun again because its worker was killed, before that counts
LONGEST = 20_000  # characters of a message
CHANGING = "the same call gives different results, either at random or depending on earlier calls"


class Answers:
    """The reference, as the bank has it: its answers one after another."""

    def __init__(self, answers: Sequence[Outcome]) -> None:
        self.answers = iter(answers)

    def ask(self, request: Request) -> Outcome:
        try:
            return next(self.answers)
        except StopIteration:
            raise KitError("the case bank has fewer answers than the checks need; redraw it with grader bank") from None


@dataclass
class Materials:
    """What decides a grade besides the submission: course, checks, cases, data and budget."""

    course: Course
    bank: bank.LoadedBank
    images: Images | None
    pretrained: Pretrained | None
    budget_name: str
    only: tuple[str, ...] = ()
    checks: dict[str, list[Check]] = field(init=False)
    skipped: dict[str, str] = field(init=False)  # reason by check, the same for everyone

    def __post_init__(self) -> None:
        found = checks.load(self.course)
        self.checks = {e.id: [c for c in found if c.exercise == e.id] for e in self.exercises}
        for exercise in self.exercises:
            points = sum(c.points for c in self.checks[exercise.id])
            if points != exercise.points:
                raise CourseError(
                    f"{self.course.path / CATALOGUE}: {exercise.id} has {exercise.points} points, but its checks in "
                    f"{self.course.checks_folder} have {points}; make them equal."
                )
        self.skipped = {name: f"removed from the course: {why}" for name, why in self.course.retired.items()}
        for name in self.skipped.keys() - {c.id for c in found}:
            raise CourseError(
                f"{self.course.path / CATALOGUE}: retired.{name}: there is no such check; correct the name."
            )
        situation = self.situation()
        for check in found:
            try:
                check.needs(situation) if check.needs and check.id not in self.skipped else None
            except NotJudged as reason:
                self.skipped[check.id] = str(reason)

    @property
    def exercises(self) -> list[Exercise]:
        return [e for e in self.course.exercises if not self.only or e.id in self.only]

    @property
    def budget(self) -> Budget | None:
        return self.course.budgets.get(self.budget_name)

    @property
    def trains(self) -> bool:
        """Whether any network is trained at all."""
        return self.images is not None and self.budget is not None

    @property
    def data(self) -> str:
        return self.images.name if self.images else "none"

    @property
    def weights(self) -> str:
        return self.pretrained.kind if self.pretrained else "none"

    def situation(self) -> Situation:
        """Return what one round over a submission needs besides its answers."""
        return Situation(Training(self.images, self.budget), Naming(self.pretrained))

    def exercise_digest(self, exercise: Exercise, sources: Sources) -> str:
        """Return the SHA-256 of everything that decides the result of one exercise."""
        return hashlib.sha256(f"{sources.digest}\n{self._by_exercise[exercise.id]}".encode()).hexdigest()

    @cached_property
    def _by_exercise(self) -> dict[str, str]:
        """What decides the result of an exercise besides the submission: the same for all of a class."""
        return {exercise.id: self._without_sources(exercise) for exercise in self.exercises}

    def _without_sources(self, exercise: Exercise) -> str:
        own = self.checks[exercise.id]
        needed = {name for c in own for name in c.fixtures}
        parts = [
            KIT,
            self.bank.part_digest(exercise.id, [c.id for c in own]),
            checks.digest_for(self.course.checks_folder, own),
            hashlib.sha256(msgspec.json.encode([exercise.title, self.course.limits, self.course.worker])).hexdigest(),
            *(f"{c.id}: {self.skipped[c.id]}" for c in own if c.id in self.skipped),
            f"{self.budget_name}, {self.budget}, {self.data}" if "training" in needed else "",
            self.pretrained.digest if self.pretrained and "naming" in needed else "",
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def digest(self, sources: Sources) -> str:
        """Return the SHA-256 of everything that decides the grade."""
        parts = [
            KIT,
            sources.digest,
            self.bank.digest,
            checks.digest(self.course.checks_folder),
            hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(self.course, folder=""))).hexdigest(),
            self.budget_name,
            self.data,
            self.pretrained.digest if self.pretrained else "none",
            ",".join(self.only),
            *sources.ignored,
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Judged:
    """The result of one exercise, with the marks that it puts on the submission."""

    result: ExerciseResult
    marks: tuple[str, ...]


class Judge:
    """Judges one submission after another with one zygote."""

    def __init__(self, materials: Materials, candidates: Sequence[Rung]) -> None:
        self.materials, self.candidates = materials, candidates
        self.stored: Stored | None = None
        if materials.trains and materials.images is not None and materials.budget is not None:
            self.stored = Stored(stored_arrays(materials.images, materials.budget.images))
        self.training_seconds = 0.0
        self.zygote = self._start()

    def _start(self) -> Zygote:
        course, pretrained = self.materials.course, self.materials.pretrained
        supplies = Supplies(course.worker.packages, course.worker.preload, pretrained.file if pretrained else None)
        return open_zygote(self.candidates, supplies, course.path)

    def grade(self, sources: Sources, earlier: Mapping[str, Judged] | None = None) -> tuple[Report, dict[str, Judged]]:
        """Judge a submission, all but the exercises of which there is an earlier result that still holds.

        What fails by our own fault is tried once more, with a new zygote.
        """
        try:
            return self._grade(sources, earlier or {})
        except KitError:
            self.zygote.close()
            self.zygote = self._start()
        try:
            return self._grade(sources, earlier or {})
        except KitError as error:
            reason = str(error)
            self.zygote.close()
            self.zygote = self._start()
            return failed_report(self.materials, sources, "kit_error", f"this could not be graded: {reason}"), {}

    def _grade(self, sources: Sources, earlier: Mapping[str, Judged]) -> tuple[Report, dict[str, Judged]]:
        self._measure()
        course = self.materials.course
        whole = costs.submission(course.limits, self.materials.checks.values(), self.training_seconds)
        transport = Isolated(
            self.zygote, sources.files, course.functions, course.limits, self.stored, cpu_seconds=whole
        )
        session = Session(self.materials, sources, transport, self.training_seconds)
        try:
            judged = {e.id: earlier.get(e.id) or session.judge(e) for e in self.materials.exercises}
        finally:
            transport.close()
        marks = {mark for one in judged.values() for mark in one.marks}
        if self.zygote.rung is Rung.R3:
            marks.add("below R2")
        exercises = [one.result for one in judged.values()]
        return make_report(self.materials, sources, exercises, sorted(marks)), judged

    def _measure(self) -> None:
        if self.materials.trains and not self.training_seconds:
            step = costs.seconds_per_step(self.zygote)
            self.training_seconds = costs.training(step, self.materials.situation().training.batches)

    def close(self) -> None:
        self.zygote.close()
        if self.stored:
            self.stored.close()


class Session:
    """One submission before the judge."""

    def __init__(
        self, materials: Materials, sources: Sources, transport: Isolated, training_seconds: float = 0.0
    ) -> None:
        self.materials, self.sources, self.transport = materials, sources, transport
        self.training_seconds = training_seconds
        self.marks: set[str] = set()
        self.wrong_answers: dict[str, Answer] = {}  # by check, where the call can be made alone

    def judge(self, exercise: Exercise) -> Judged:
        """Judge an exercise; from the start, if its worker is killed, until that looks like its own code's doing."""
        self.transport.accidents_left = ACCIDENTS
        checks = self._asked(exercise)
        self.transport.allow(costs.exercise(self.materials.course.limits, checks, self.training_seconds))
        while True:
            self.marks = set()
            try:
                with np.errstate(all="ignore"):  # answers may overflow where they are compared; nobody is to read that
                    result = self._judge(exercise)
            except WorkerKilledError:
                continue
            return Judged(result, tuple(sorted(self.marks)))

    def _asked(self, exercise: Exercise) -> list[Check]:
        return [c for c in self.materials.checks[exercise.id] if c.id not in self.materials.skipped]

    def _judge(self, exercise: Exercise) -> ExerciseResult:
        found = self._asked(exercise)
        if all(c.plain for c in found):
            verdicts = []
        else:
            before = self.transport.limits_hit
            verdicts = self._refused(exercise, found) or self._ask_again(exercise, found)
            if self.transport.limits_hit > before:
                self.marks.add("limit hit")
        result = sum_up(self.materials, exercise, {v.id: v for v in verdicts})
        if result.message.startswith(CHANGING):
            return result
        if self._changes(result):
            return msgspec.structs.replace(result, message=f"{CHANGING}\n{result.message}")
        known = self._diagnosis(exercise, result)
        return named(result, known) if known else result

    def _changes(self, result: ExerciseResult) -> bool:
        """Make the call that was answered wrongly again, alone in a fresh worker, and compare the answers."""
        failing = next((c.id for c in result.checks if c.status == "failed"), "")
        answer = self.wrong_answers.get(failing)
        planned = [r for case in self.materials.bank.frames.get(failing, ()) for r, _ in case]
        call = next((r for r in planned if answer and r == msgspec.structs.replace(answer.request, room=r.room)), None)
        if answer is None or call is None:
            return False
        alone = msgspec.structs.replace(call, fresh=True)
        self.transport.renew()
        self.transport.call_seconds = self.materials.course.limits.call
        try:
            self.transport.prepare([(alone, wire.pack(alone))] * 3)
            return any(not coincide(self.transport.ask(alone), answer.outcome) for _ in range(3))
        except KitError:
            raise
        except Exception:  # a Fault, or an answer that cannot be compared: nothing more can be said
            return False
        finally:
            self.transport.drop_plan()

    def _diagnosis(self, exercise: Exercise, result: ExerciseResult) -> Known | None:
        """Ask every case of a wrong exercise, and look for a known mistake that gives the same answers throughout."""
        if result.status not in ("failed", "error"):
            return None
        knowledge = self.materials.bank.known(exercise.id)
        if not knowledge.mistakes:
            return None
        frames = self.materials.bank.frames
        asked = [r for c in self.materials.checks[exercise.id] for case in frames.get(c.id, ()) for r in case]
        self.transport.renew()
        self.transport.call_seconds = self.materials.course.limits.call
        try:
            self.transport.prepare(asked)
            return diagnose((self.transport.ask(request) for request, _ in asked), knowledge)
        except KitError:
            raise
        except Exception:  # as above
            return None
        finally:
            self.transport.drop_plan()

    def _refused(self, exercise: Exercise, found: list[Check]) -> list[CheckResult]:
        """Give the reason if the exercise's file was rejected."""
        reason = self.sources.refused.get(f"{exercise.module}.py")
        if reason is None:
            return []
        return [verdict(c, "error", f"{exercise.module}.py was rejected: {reason}") for c in found]

    def _ask_again(self, exercise: Exercise, found: list[Check]) -> list[CheckResult]:
        """Ask all checks; what fails is asked again in a fresh worker before it counts."""
        heavy = any(c.heavy for c in found)
        if heavy:
            self.transport.renew()
        first = self._round(found, stop_at_limit=not heavy)
        if heavy or all(v.status in ("passed", "not_started", "missing", "skipped") for v in first):
            return first
        self.transport.renew()
        second = self._round(found, generosity=costs.AGAIN, turned_round=True)
        if self.transport.used_up:
            return _early(first, second)
        if len(first) < len(second) or _statuses(first) == _statuses(second):
            return second
        # Not the same twice: a neighbour's doing, if a third worker agrees with the second; else chance, or the order.
        self.transport.renew()
        third = self._round(found)
        if self.transport.used_up:
            return [_both(a, b) for a, b in zip(first, second, strict=True)]
        if _statuses(second) != _statuses(third):
            self.marks.add("nondeterministic")
        return [_both(a, b) for a, b in zip(second, third, strict=True)]

    def _round(
        self,
        found: list[Check],
        *,
        stop_at_limit: bool = False,
        generosity: float = 1.0,
        turned_round: bool = False,
    ) -> list[CheckResult]:
        """Put all checks of an exercise to one worker, if wanted from the last one to the first.

        With `stop_at_limit` the round ends at the first limit that is hit. The generosity ends with the first limit
        that was hit in spite of it.
        """
        situation = self.materials.situation()
        self.transport.generosity = generosity
        verdicts: list[CheckResult] = []
        for check in _turned_round(found) if turned_round else found:
            verdicts.append(self._check(check, situation))
            if verdicts[-1].status in LIMITS:
                if stop_at_limit:
                    break
                self.transport.generosity = 0.5
            if check.plain and verdicts[-1].status in ("not_started", "missing"):
                return [verdict(c, verdicts[-1].status, verdicts[-1].message) for c in found]
        self.transport.generosity = 1.0
        if situation.training.looks_memorised:
            self.marks.add("looks memorised")
        order = {c.id: place for place, c in enumerate(found)}
        return sorted(verdicts, key=lambda v: order[v.id])

    def _check(self, check: Check, situation: Situation) -> CheckResult:
        """Put the cases of a check to the submission, smallest first; the first failure is the verdict."""
        student = Subject(self.transport)
        fixtures = {"student": student, "training": situation.training, "naming": situation.naming}
        cases = self.materials.bank.bank.cases.get(check.id, ())
        frames = self.materials.bank.frames.get(check.id, ())
        limits = self.materials.course.limits
        self.transport.call_seconds = self.training_seconds if check.heavy else limits.call * check.slowness
        if check.banked and not cases:
            raise KitError(f"the case bank has no cases of {check.id}; redraw it with grader bank")
        try:
            self.transport.prepare(request for case in frames for request in case)
            for case in cases:
                student.begin()
                known: Mapping[str, object] = fixtures | {"reference": Subject(Answers(case.answers))}
                check.body(**{n: v for n, v in known.items() if n in check.fixtures}, **plain(case.arguments))
            if not check.banked:
                check.body(**{n: v for n, v in fixtures.items() if n in check.fixtures})
        except (Wrong, Fault) as error:
            self._keep(check, student, error)
            return failure(check, error)
        except KitError:
            raise
        except Exception as error:
            return unjudgeable(check, error)
        finally:
            self.transport.drop_plan()
        return verdict(check, "passed")

    def _keep(self, check: Check, student: Subject, error: Wrong | Fault) -> None:
        """Keep the answer that was wrong, if its call needs nothing that earlier ones have made."""
        self.wrong_answers.pop(check.id, None)
        if isinstance(error, Wrong):
            calls = [a for a in student.answers if a.request.operation == "call" and a.call == error.call]
            alone = [a for a in calls if not any(isinstance(value, Handle) for value in a.request.arguments)]
            if alone:
                self.wrong_answers[check.id] = alone[-1]


def failure(check: Check, error: Wrong | Fault) -> CheckResult:
    if isinstance(error, Wrong):
        example = Counterexample(error.call, error.expected, error.got) if error.call else None
        return verdict(check, "failed", str(error), example)
    if check.plain and error.not_implemented:
        return verdict(check, "not_started", "not started yet")
    message = f"{error.message}\n{error.call}" if error.call else error.message
    return verdict(check, error.status, message, Counterexample(error.call, "", error.message) if error.call else None)  # type: ignore[arg-type]  # statuses are a subset


def unjudgeable(check: Check, error: Exception) -> CheckResult:
    """Give the verdict on an answer that breaks a check.

    The check has passed the reference when its cases were drawn: what breaks it is the answer, and were it not counted,
    whoever sends nonsense would lower the maximum.
    """
    return verdict(check, "error", f"your code returned a value that cannot be checked ({type(error).__name__})")


def verdict(
    check: Check, status: results.Status, message: str = "", counterexample: Counterexample | None = None
) -> CheckResult:
    """Write down a verdict; a worker that was taken over may send any text, so that all of it is defused here."""
    score = check.points if status == "passed" else 0
    if counterexample:
        parts = (counterexample.call, counterexample.expected, counterexample.got)
        counterexample = Counterexample(*(defuse(part, LONGEST) for part in parts))
    return CheckResult(check.id, check.title, status, score, check.points, defuse(message, LONGEST), counterexample)


def _turned_round(found: Sequence[Check]) -> list[Check]:
    """Return the plain call, which decides whether there is anything to check, and the checks from last to first."""
    return [c for c in found if c.plain] + [c for c in reversed(found) if not c.plain]


def _early(first: Sequence[CheckResult], second: Sequence[CheckResult]) -> list[CheckResult]:
    """Put together two rounds of which the second had no time for all checks: what was passed or failed counts."""
    known = {v.id: v for v in first if v.status not in LIMITS}
    return [known.get(v.id, v) if v.status == "timeout" else v for v in second]


def _both(one: CheckResult, other: CheckResult) -> CheckResult:
    """Put together what two fresh workers gave: what fails once has failed, and what passes once is told."""
    failing = other if one.status == "passed" else one
    if "passed" not in (one.status, other.status) or one.status == other.status:
        return failing
    return msgspec.structs.replace(failing, message=f"{CHANGING}\n{failing.message}")


def _statuses(verdicts: Sequence[CheckResult]) -> list[str]:
    return [v.status for v in verdicts]


def make_report(
    materials: Materials, sources: Sources, exercises: Sequence[ExerciseResult], marks: Sequence[str]
) -> Report:
    return results.report(
        sources.name,
        exercises,
        digest=materials.digest(sources),
        data=materials.data,
        weights=materials.weights,
        marks=marks,
        notes=sources.ignored,
    )


def failed_report(materials: Materials, sources: Sources, status: results.Status, message: str) -> Report:
    """Report a submission of which nothing could be asked: zero, out of the same maximum, with the reason."""
    exercises = [
        sum_up(materials, e, {c.id: verdict(c, status, message) for c in materials.checks[e.id]})
        for e in materials.exercises
    ]
    return make_report(materials, sources, exercises, [])


def sum_up(materials: Materials, exercise: Exercise, verdicts: Mapping[str, CheckResult]) -> ExerciseResult:
    """Put the verdicts of an exercise together with the checks that are skipped for everyone."""
    found = [c for c in materials.checks[exercise.id] if not c.plain]
    return results.exercise_result(
        exercise.id,
        exercise.title,
        exercise.module,
        exercise.bonus,
        [
            verdict(c, "skipped", materials.skipped[c.id]) if c.id in materials.skipped else verdicts[c.id]
            for c in found
        ],
    )
