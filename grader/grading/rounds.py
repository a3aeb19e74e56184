"""Grade one exercise of a submission in up to three rounds.

If a check fails, a second round runs in a fresh worker, with larger limits and the checks in reverse order. If the
rounds differ, a third one decides whether the load of the machine, chance, or the order of the checks was the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
import numpy as np

from grader.asking import frames
from grader.asking.isolated import Isolated, Policy
from grader.cases.bank import BankError, Replayed
from grader.cases.bank import Case as BankCase
from grader.checks import Check
from grader.course import Exercise
from grader.evidence import bounded
from grader.grading import costs
from grader.grading.materials import Materials
from grader.mistakes.asking import UnansweredError
from grader.mistakes.diagnosis import Diagnosis, diagnose
from grader.mistakes.fingerprints import coincide
from grader.mistakes.kept import Answers, packed
from grader.mistakes.knowledge import Unit
from grader.mistakes.pattern import described, pattern
from grader.plots.charts import Figure, Illustrated
from grader.plots.figures import figures
from grader.plots.panels import Case, Recorder, is_exact
from grader.results import CheckResult, ExerciseResult, by_effort, decisive, shown
from grader.sandbox.processes import KitError, WorkerKilledError
from grader.subject import Answer, Fault, Subject, Wrong
from grader.values import Handle, Outcome, Request, plain
from grader.verdicts import CHANGING, LIMITS, failure, located, named, sum_up, unjudgeable, verdict

T = TypeVar("T")
ACCIDENTS = 2  # restarts of an exercise whose worker was killed from outside, before that counts as crashed


@dataclass(frozen=True)
class ExerciseGrade:
    """The result of one exercise, with its marks for the submission, and its answers if no known mistake gives all."""

    result: ExerciseResult
    marks: tuple[str, ...]
    figures: tuple[Figure, ...] = ()  # of the failure that the result tells, and those that fixtures offer
    answers: Answers | None = None


@dataclass(frozen=True)
class Round:
    """The outcome of one round over the checks of an exercise.

    Attributes:
        verdicts: in the order of the checks; incomplete if the round ended early.
        wrong: wrong answers by check, if their call can be repeated alone.
    """

    verdicts: list[CheckResult]
    wrong: Mapping[str, Answer]

    @property
    def statuses(self) -> list[str]:
        return [v.status for v in self.verdicts]


class ExerciseJudge:
    """Grades the exercises of one submission, one after another."""

    def __init__(self, materials: Materials, transport: Isolated, heavy_seconds: float = 0.0) -> None:
        self.materials, self.transport, self.heavy_seconds = materials, transport, heavy_seconds
        self.killed_counts = False
        self.marks: set[str] = set()
        self.answers: Answers | None = None

    def judge(self, exercise: Exercise, refused: str = "") -> ExerciseGrade:
        """Grade an exercise, and restart if its worker is killed from outside, at most ACCIDENTS times.

        `refused` says why its module cannot be judged, if so.
        """
        found = self.materials.asked(exercise)
        if refused or all(c.plain for c in found):
            return ExerciseGrade(self._sum_up(exercise, [verdict(c, "error", refused) for c in found]), ())
        self.transport.allow(costs.exercise(self.materials.limits, found, self.heavy_seconds))
        for accident in range(ACCIDENTS + 1):
            self.killed_counts, self.marks, self.answers = accident == ACCIDENTS, set(), None
            self.figures: dict[str, list[Figure]] = {}
            self.offered: list[Figure] = []
            try:
                with np.errstate(all="ignore"):  # comparing answers may overflow
                    result = self._judge(exercise, found)
            except WorkerKilledError:
                continue
            told = shown(result)
            drawn = bounded([*(self.figures.get(told.id, []) if told else []), *self.offered])
            return ExerciseGrade(result, tuple(sorted(self.marks)), drawn, self.answers)
        raise AssertionError("the last time, a killed worker counts")

    def _sum_up(self, exercise: Exercise, verdicts: Sequence[CheckResult]) -> ExerciseResult:
        known = {v.id: v for v in verdicts}
        return sum_up(exercise, self.materials.checks[exercise.id], known, self.materials.skipped)

    def _judge(self, exercise: Exercise, found: list[Check]) -> ExerciseResult:
        before = self.transport.limits_hit
        last = self._rounds(found)
        if self.transport.limits_hit > before:
            self.marks.add("limit hit")
        result = self._sum_up(exercise, last.verdicts)
        if result.message.startswith(CHANGING):
            return result
        if self._changes(result, last.wrong):
            return msgspec.structs.replace(result, message=f"{CHANGING}\n{result.message}")
        diagnosis = self._diagnosis(exercise, result)
        sentence = self.materials.sentence(exercise, diagnosis.slug) if diagnosis else ""
        explained = located(named(result, diagnosis, sentence), self._pattern(found, result))
        if (diagnosis is None or diagnosis.check) and self.transport.limits_hit == before:
            self.answers = self._all_answers(exercise, result)
        return explained

    def _rounds(self, found: list[Check]) -> Round:
        """Run all checks in as many rounds as necessary."""
        heavy = any(c.heavy for c in found)
        if heavy:
            self.transport.renew()
        first = self._round(found, stop_at_limit=not heavy)
        if heavy or set(first.statuses) <= {"passed", "not_started", "missing", "skipped"}:
            return first
        with suppress(UnansweredError):  # said when they are asked
            self.materials.begin_asking(self.materials.course.exercise(found[0].exercise))
        self.transport.renew()
        second = self._round(found, factor=costs.RETRY_FACTOR, in_reverse=True)
        if self.transport.used_up:
            return Round(_early(first.verdicts, second.verdicts), second.wrong)
        if len(first.verdicts) < len(second.verdicts) or first.statuses == second.statuses:
            return second
        self.transport.renew()
        third = self._round(found)
        if self.transport.used_up:
            return Round(_both(first.verdicts, second.verdicts), second.wrong)
        if second.statuses != third.statuses:
            self.marks.add("nondeterministic")
        return Round(_both(second.verdicts, third.verdicts), third.wrong)

    def _round(
        self, found: list[Check], *, stop_at_limit: bool = False, factor: float = 1.0, in_reverse: bool = False
    ) -> Round:
        """Run all checks of an exercise in one worker; with `stop_at_limit`, until the first limit is hit."""
        self.transport.begin(Policy(factor, self.killed_counts))
        fixtures = self.materials.open()
        wrong: dict[str, Answer] = {}
        verdicts: dict[str, CheckResult] = {}
        for check in _reversed(found) if in_reverse else found:
            verdicts[check.id] = self._check(check, fixtures, wrong)
            status = verdicts[check.id].status
            if stop_at_limit and status in LIMITS:
                break
            if check.plain and status in ("not_started", "missing"):
                return Round([verdict(c, status, verdicts[check.id].message) for c in found], {})
        self.marks.update(mark for fixture in fixtures.values() for mark in getattr(fixture, "marks", ()))
        self.offered = _offered(found, fixtures)
        return Round([verdicts[c.id] for c in found if c.id in verdicts], wrong)

    def _check(self, check: Check, fixtures: Mapping[str, Any], wrong: dict[str, Answer]) -> CheckResult:
        """Run a check on its cases, smallest first; the first failure is the verdict."""
        student, recorder = Subject(self.transport), None
        cases = self.materials.bank.cases.get(check.id, ())
        planned = self.materials.bank.frames.get(check.id, ())
        if check.banked and not cases:
            raise KitError(f"the case bank has no cases of {check.id}; redraw it with grader bank")
        seconds = self.heavy_seconds if check.heavy else self.materials.limits.call * check.slowness
        try:
            self.transport.prepare((request for case in planned for request in case), seconds)
            for case in cases:
                student.begin()
                recorder = Recorder(Replayed(case.answers))
                check.run(student, Subject(recorder), fixtures, plain(case.arguments))
            if not check.banked:
                check.run(student, None, fixtures, {})
        except (Wrong, Fault) as error:
            self.figures[check.id] = self._figures(error, student, recorder)
            if isinstance(error, Wrong) and (answer := _made_alone(student, error)):
                wrong[check.id] = answer
            return failure(check, error)
        except BankError as error:
            raise KitError(str(error)) from None
        except KitError:
            raise
        except Exception as error:
            return unjudgeable(check, error)
        finally:
            self.transport.drop_plan()
        return verdict(check, "passed")

    def _figures(self, error: Wrong | Fault, student: Subject, recorder: Recorder | None) -> list[Figure]:
        """Return the arrays of a failure; a picture that cannot be had changes no verdict."""
        with suppress(Exception):
            answers = [(answer.request, answer.outcome) for answer in student.answers]
            unanswered = [(request, None) for request in student.asked[len(answers) :]]
            known = recorder.case if recorder else []
            if case := Case.of(error.call, is_exact(error.message), [*answers, *unanswered], known):
                return figures(case, self.materials.parameters(case.request.name))
        return []

    def _changes(self, result: ExerciseResult, wrong: Mapping[str, Answer]) -> bool:
        """Return whether the first wrong call gives another answer when repeated alone in a fresh worker."""
        shown = decisive([c for c in result.checks if c.status == "failed"])
        failing = shown.id if shown else ""
        answer = wrong.get(failing)
        planned = [r for case in self.materials.bank.frames.get(failing, ()) for r, _ in case]
        call = next((r for r in planned if answer and r == msgspec.structs.replace(answer.request, room=r.room)), None)
        if answer is None or call is None:
            return False
        alone = msgspec.structs.replace(call, fresh=True)
        self._begin_alone()
        try:
            self.transport.prepare([(alone, frames.pack(alone))] * 3, self.materials.limits.call)
            return any(not coincide(self.transport.ask(alone), answer.outcome) for _ in range(3))
        except KitError:
            raise
        except Exception:  # a Fault, or an answer that cannot be compared
            return False
        finally:
            self.transport.drop_plan()

    def _diagnosis(self, exercise: Exercise, result: ExerciseResult) -> Diagnosis | None:
        """Run all cases of a failed exercise, and return the known mistake with the same answers."""
        if not (units := self._units(exercise, result)):
            return None
        known, failing = self.materials.known, by_effort(result.checks)
        return self._alone(lambda: diagnose(self._ask_alone, known(exercise), units, failing))

    def _all_answers(self, exercise: Exercise, result: ExerciseResult) -> Answers | None:
        """Return the answers to all cases of a failed exercise, in order; None if one of them hits a limit."""
        if not (units := self._units(exercise, result)):
            return None
        answers = (self._ask_alone(unit.requests) for unit in units)  # one at a time, since they may be large
        return self._alone(lambda: packed(units, answers, self.materials.known(exercise).scale_free))

    def _units(self, exercise: Exercise, result: ExerciseResult) -> list[Unit]:
        """Return what a failed exercise is asked to find out which mistake it is."""
        return self.materials.bank.units(exercise.id) if result.status in ("failed", "error") else []

    def _pattern(self, found: Sequence[Check], result: ExerciseResult) -> str:
        """Run all cases of a failed exercise, and return what separates the right ones from the wrong ones."""
        plain_call = described(found)
        if result.status not in ("failed", "error") or plain_call is None:
            return ""

        def run(check: Check, case: BankCase) -> None:
            student = Subject(self.transport)
            planned = ((request, frames.pack(request)) for request in case.requests)
            self.transport.prepare(planned, self.materials.limits.call * check.slowness)
            student.begin()
            check.run(student, Subject(Replayed(case.answers)), {}, plain(case.arguments))

        return self._alone(lambda: pattern(plain_call, found, self.materials.bank.cases, run)) or ""

    def _alone(self, find_out: Callable[[], T]) -> T | None:
        """Return what can be found out in a fresh worker; None if it gives no answer, or one that cannot be judged."""
        self._begin_alone()
        try:
            return find_out()
        except (BankError, UnansweredError) as error:
            raise KitError(str(error)) from None
        except KitError:
            raise
        except Exception:
            return None
        finally:
            self.transport.drop_plan()

    def _ask_alone(self, requests: Sequence[Request]) -> list[Outcome]:
        self.transport.prepare(((r, frames.pack(r)) for r in requests), self.materials.limits.call)
        return [self.transport.ask(request) for request in requests]

    def _begin_alone(self) -> None:
        self.transport.renew()
        self.transport.begin(Policy(killed_counts=self.killed_counts))


def _made_alone(student: Subject, error: Wrong) -> Answer | None:
    """Return the wrong answer if its call can be repeated alone, that is, uses no objects from earlier calls."""
    calls = [a for a in student.answers if a.request.operation == "call" and a.call == error.call]
    alone = [a for a in calls if not any(isinstance(value, Handle) for value in a.request.arguments)]
    return alone[-1] if alone else None


def _offered(found: Sequence[Check], fixtures: Mapping[str, Any]) -> list[Figure]:
    """Return the figures that the fixtures of these checks offer."""
    names = dict.fromkeys(name for check in found for name in check.fixtures if name in fixtures)
    with suppress(Exception):  # the verdict stands even if there is nothing to see
        used = [fixtures[name] for name in names]
        return [figure for fixture in used if isinstance(fixture, Illustrated) for figure in fixture.figures()]
    return []


def _reversed(found: Sequence[Check]) -> list[Check]:
    """Return the plain call, then the other checks in reverse order."""
    return [c for c in found if c.plain] + [c for c in reversed(found) if not c.plain]


def _early(first: Sequence[CheckResult], second: Sequence[CheckResult]) -> list[CheckResult]:
    """Combine two rounds of which the second ran out of time: verdicts other than limits count."""
    known = {v.id: v for v in first if v.status not in LIMITS}
    return [known.get(v.id, v) if v.status == "timeout" else v for v in second]


def _both(first: Sequence[CheckResult], second: Sequence[CheckResult]) -> list[CheckResult]:
    """Combine two rounds: a check that fails once has failed; if it also passed once, the message says so."""
    return [_combined(a, b) for a, b in zip(first, second, strict=True)]


def _combined(one: CheckResult, other: CheckResult) -> CheckResult:
    failing = other if one.status == "passed" else one
    if "passed" not in (one.status, other.status) or one.status == other.status:
        return failing
    return msgspec.structs.replace(failing, message=f"{CHANGING}\n{failing.message}")
