"""Check a student's code in this process, for pytest, `grader watch`, `grader show` and notebooks."""

import contextlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from hypothesis.errors import Flaky

from grader import course, resources, results
from grader.asking import direct
from grader.asking.direct import Captured, Direct, Tail
from grader.cases import bank, drawing, released
from grader.cases.bank import Bank, BankError, Replayed
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import Exercise
from grader.mistakes import loading
from grader.mistakes.asking import Asked, UnansweredError
from grader.mistakes.diagnosis import diagnose
from grader.mistakes.pattern import described, pattern
from grader.plots.charts import Figure, Illustrated
from grader.plots.figures import figures, shapes
from grader.plots.panels import Case, Recorder, is_exact, parameters
from grader.plots.walking import Walk
from grader.practice import differences, messages
from grader.practice.walks import walk
from grader.resources import Resource, ResourceError
from grader.subject import REFERENCES, Fault, NotJudged, Subject, Wrong
from grader.values import Array, plain
from grader.verdicts import failure, located, named, retired, unjudgeable, verdict
from grader.worker.answering import Answerer
from grader.writers import board

EXPLAINING = 10.0  # seconds for all exercises of a run
LARGE = 3  # cases of a check, the largest ones, in which the shape of an answer is looked for


class PracticeError(Exception):
    """The checks cannot run. The message states where, what and a remedy."""


class Session:
    """One run of checks over a student's code, with the verdicts so far."""

    def __init__(
        self,
        catalogue: course.Course,
        folder: Path,
        *,
        data_folder: Path | None = None,
        budget: str = "quick",
        loaded: Bank | None = None,
        files: Mapping[str, bytes] | None = None,
        answerer: Answerer | None = None,
        keys: Keys | None = None,
        captures: bool = False,
        log: resources.Log = resources.to_stderr,
    ) -> None:
        """Check the modules in the folder, `files`, or an answerer; without a bank, cases are drawn live.

        With `keys`, the course's own bank is used to explain what failed, and drawn as far as that needs it. A release
        has no reference to draw cases from: its own bank is replayed.
        """
        if not folder.is_dir():
            raise PracticeError(f"{folder}: no such folder; name the folder with your modules.")
        self.course, self.folder, self.data_folder, self.budget, self.log = catalogue, folder, data_folder, budget, log
        self.files = dict(direct.read_folder(folder) if files is None else files)
        recipes = catalogue.worker.recipes
        self.answerer = answerer or Answerer(self.files, catalogue.functions, folder=str(folder), recipes=recipes)
        self.captures = captures
        self.direct = self.transport()
        self.direct.around_imports = partial(differences.noticing, str(folder))
        self.student = Subject(self.direct)
        self.bank, self.keys = loaded, keys
        self.released: dict[str, Bank] = {}  # by exercise
        self.live: Direct | None = None
        self.recorder: Recorder | None = None
        self.verdicts: dict[str, dict[str, results.CheckResult]] = {}
        self.not_started: dict[str, results.CheckResult | None] = {}
        self.resources: dict[str, Resource] = {}
        self.fixtures: dict[str, Any] = {}
        self.seen: dict[str, list[Figure]] = {}  # what may be shown of the checks that failed, by id
        self.environment: dict[str, str | None] = {}  # the variables that resources changed, as they were before

    def transport(self) -> Direct:
        return Captured(self.answerer) if self.captures else Direct(self.answerer)

    def reference(self) -> Subject:
        if self.live is None:
            self.live = direct.reference(self.course.path, self.course.functions, self.course.worker.recipes)
        return Subject(self.live, REFERENCES)

    def prepare(self, check: Check) -> None:
        """Find, download or create the resources of a check, unless an earlier check has."""
        for name in self.course.fixtures:
            if name in check.fixtures and name not in self.resources:
                found = resources.find(self.course, name, self.budget, self.data_folder, self.log)
                self.resources[name], self.fixtures[name] = found, found.open()
                self.answerer.stored = {**self.answerer.stored, **found.stored()}
                for variable, value in found.environment.items():
                    self.environment.setdefault(variable, os.environ.get(variable))
                    os.environ[variable] = value

    def run(self, check: Check) -> None:
        """Run a check on the student's functions; the exception it raises is the verdict."""
        self.direct.slowness = check.slowness * (100 if check.heavy else 1)
        if not check.banked:
            self.prepare(check)
            check.require(self.fixtures)
            self.student.begin()
            check.run(self.student, None, self.fixtures, {})
        elif (loaded := self.replayed(check.exercise)) is not None:
            for case in loaded.cases[check.id]:
                self.case(check, Subject(Replayed(case.answers)), plain(case.arguments))
        else:
            reference = self.reference()
            check.draw(lambda arguments: self.case(check, reference, arguments))

    def replayed(self, exercise: str) -> Bank | None:
        """Return the bank whose cases of an exercise are replayed; None if they are drawn live.

        Raises DrawingError if a release lacks them.
        """
        if self.bank is not None or not self.course.is_release:
            return self.bank
        if exercise not in self.released:
            self.keys = self.keys or Keys.of(self.course)
            self.released[exercise] = bank.load(self.draw([exercise]), self.keys, [exercise])
        return self.released[exercise]

    def case(self, check: Check, reference: Subject, arguments: dict[str, Any]) -> None:
        self.recorder = Recorder(reference.transport)
        self.student.begin()
        check.run(self.student, Subject(self.recorder, REFERENCES), {}, arguments)

    def offered(self, names: Iterable[str]) -> list[Figure]:
        """Return the figures that the fixtures with these names offer, as far as they have been used."""
        known = [self.fixtures[name] for name in names if name in self.fixtures]
        with contextlib.suppress(Exception):  # the verdict stands even if there is nothing to see
            return [figure for fixture in known if isinstance(fixture, Illustrated) for figure in fixture.figures()]
        return []

    def figures(self, error: Exception | None) -> list[Figure]:
        """Return the arrays of the call that failed last; nothing if there are none."""
        with contextlib.suppress(Exception):  # the failure is shown even if its picture cannot be drawn
            found = self._failing(error)
            return figures(*found) if found else []
        return []

    def walk(self, error: Exception | None) -> Walk | None:
        """Return the kernel's way over the call that failed last, if it was a convolution."""
        with contextlib.suppress(Exception):  # as above
            found = self._failing(error)
            return walk(*found) if found else None
        return None

    def shapes(self, check: Check, error: Exception | None) -> list[Figure]:
        """Return the answer to a large case that fails too, if a check's calls take no arrays but make them."""
        with contextlib.suppress(Exception):  # as above
            first = self._failing(error)
            if first is None or self.bank is None or any(isinstance(v, Array) for v in first[0].request.arguments):
                return []
            for case in reversed(self.bank.cases[check.id][-LARGE:]):
                try:
                    self.case(check, Subject(Replayed(case.answers)), plain(case.arguments))
                except (Wrong, Fault) as again:
                    found = self._failing(again)
                    return shapes(found[0]) if found else []
        return []

    def _failing(self, error: Exception | None) -> tuple[Case, list[str]] | None:
        """Return the call that failed last, with the names of the function's parameters."""
        if not isinstance(error, (Wrong, Fault)):
            return None
        answered = self.recorder.case if self.recorder else []
        case = Case.of(error.call, is_exact(error.message), self.direct.case, answered)
        if case is None:
            return None
        unknown = case.expected is None and case.suggestion is None
        if unknown and case.request.operation == "call" and self.course.is_solved:
            with contextlib.redirect_stdout(Tail()):
                case = case.with_suggestion(self.reference().transport.ask(case.request))
        return case, parameters(self.answerer.find(case.request.name) if case.request.name else None)

    def judge(self, check: Check, plain_call: Check | None) -> tuple[results.CheckResult, Exception | None]:
        """Run a check, and return its verdict with the exception it raised, if any."""
        waiting = self._not_started(check, plain_call)
        result, error = (waiting, None) if waiting else self._verdict(check)
        result = msgspec.structs.replace(result, id=check.id, title=check.title, max_score=check.points)
        self.verdicts.setdefault(check.exercise, {})[check.id] = result
        return result, error

    def _verdict(self, check: Check) -> tuple[results.CheckResult, Exception | None]:
        if check.id in self.course.retired:
            return retired(check, self.course.retired[check.id]), None
        try:
            self.run(check)
        except ResourceError:
            raise
        except NotJudged as reason:
            return verdict(check, "skipped", str(reason)), None
        except Exception as error:
            return _result(check, error), error
        return verdict(check, "passed"), None

    def explained(self, result: results.ExerciseResult, found: Sequence[Check]) -> results.ExerciseResult:
        """Name the known mistake of a failed exercise, and say what separates right from wrong cases of its checks."""
        if result.status not in ("failed", "error") or messages.IMPORT.match(result.message):
            return result
        loaded = self.replayed(result.id) or self._own_bank(result.id)
        if loaded is None:
            return result
        return located(self._diagnosed(loaded, result), self._pattern(loaded, found))

    def explain_all(self, seconds: float = EXPLAINING) -> list[results.ExerciseResult]:
        """Return the results of all exercises, with those that failed explained, in order, as time allows."""
        end = time.monotonic() + seconds
        checks = self.keys.checks if self.keys else {}
        with contextlib.redirect_stdout(Tail()), contextlib.redirect_stderr(Tail()):  # it has been shown before
            return [
                self.explained(e, checks[e.id]) if e.id in checks and time.monotonic() < end else e
                for e in self.exercises()
            ]

    def _own_bank(self, exercise: str) -> Bank | None:
        """Return the cases of an exercise from the course's own bank, drawn if necessary; None if that fails."""
        if self.keys is None:
            return None
        try:
            return bank.load(self.draw([exercise]), self.keys, [exercise])
        except (drawing.DrawingError, BankError, OSError):
            return None

    def draw(self, exercises: Sequence[str]) -> Path:
        """Draw what the course's own bank lacks of these exercises, and return where it is."""
        folder, keys = bank.own_folder(self.course), self.keys or Keys.of(self.course)
        if self.course.is_release:
            drawing.require_all(keys, folder, exercises)
        elif lacking := bank.lacking(folder, exercises, keys):
            drawing.draw_into(self.course, folder, lacking)
        return folder

    @property
    def plain_calls(self) -> dict[str, Check]:
        """The plain call of each exercise."""
        every = self.keys.checks.values() if self.keys else ()
        return {check.exercise: check for own in every for check in own if check.plain}

    def _pattern(self, loaded: Bank, found: Sequence[Check]) -> str:
        plain_call = described(found)
        if plain_call is None:
            return ""

        def run(check: Check, case: bank.Case) -> None:
            self.direct.slowness = check.slowness
            self.case(check, Subject(Replayed(case.answers)), plain(case.arguments))

        return pattern(plain_call, found, loaded.cases, run)

    def _diagnosed(self, loaded: Bank, result: results.ExerciseResult) -> results.ExerciseResult:
        units = loaded.units(result.id)
        if not units or not (loaded.known(result.id) or self.course.is_solved):
            return result
        known = loaded.known(result.id) or Asked(self.course, result.id, units)
        self.direct.endless = False  # known mistakes are asked under the size limits of a submission, too
        try:
            with np.errstate(all="ignore"):
                diagnosis = diagnose(partial(map, self.direct.ask), known, units, results.by_effort(result.checks))
        except UnansweredError:
            return result
        finally:
            self.direct.endless = True
            known.close()
        sentence = self._sentence(loaded, result.id, diagnosis.slug) if diagnosis else ""
        return named(result, diagnosis, sentence)

    def _sentence(self, loaded: Bank, exercise: str, slug: str) -> str:
        """Return the sentence about a known mistake: the course's own, or the bank's where the course has none."""
        own = loading.sentences(self.course, "mistakes", exercise)
        known = loaded.known(exercise)
        return own.get(slug) or (known.sentences[slug] if known else "")

    def _not_started(self, check: Check, plain_call: Check | None) -> results.CheckResult | None:
        """Return the verdict for an exercise that is not started, or None if it is."""
        if check.exercise not in self.not_started:
            self.not_started[check.exercise] = None
            result, _ = self._verdict(plain_call) if plain_call else (None, None)
            if result and result.status == "not_started":
                self.not_started[check.exercise] = result
        return self.not_started[check.exercise]

    def exercises(self) -> list[results.ExerciseResult]:
        return [
            results.exercise_result(e.id, e.title, e.module, e.bonus, list(self.verdicts[e.id].values()))
            for e in self.course.exercises
            if e.id in self.verdicts
        ]

    def place(self, exercise: Exercise, result: results.ExerciseResult) -> str:
        """Return the file of an exercise, with the line to mend or that of its function if it is known."""
        file = self.folder / f"{exercise.module}.py"
        source = self.files.get(file.name, b"").decode("utf-8", "replace")
        number = messages.line_to_mend(result) or board.line_of(source, exercise.id)
        return f"{file}:{number}" if number else str(file)

    @property
    def remarks(self) -> list[str]:
        """One line for each resource that is replaced, and for what grading will lack or do otherwise."""
        found = [*self._edited(), *(resource.remark for resource in self.resources.values() if resource.remark)]
        return [*found, *differences.missing_packages(self.course, self.files), *differences.noticed()]

    def _edited(self) -> list[str]:
        release = self.keys.release if self.keys else None
        files = released.edited(self.course, release) if release else []
        return [f"Changed since the release, so these verdicts may be wrong: {', '.join(files)}."] if files else []

    def report(self, exercises: Sequence[results.ExerciseResult]) -> results.Report:
        facts = {name: value for resource in self.resources.values() for name, value in resource.facts.items()}
        return results.report(self.folder.resolve().name, exercises, digest="", facts=facts, marks=())

    def close(self) -> None:
        for variable, before in self.environment.items():
            os.environ.pop(variable, None)
            if before is not None:
                os.environ[variable] = before
        self.direct.close()
        if self.live:
            self.live.close()


def _result(check: Check, error: Exception) -> results.CheckResult:
    """Return the result of a check that raised."""
    if isinstance(error, (Wrong, Fault)):
        return failure(check, error)
    if isinstance(error, Flaky):
        return verdict(check, "failed", "the same call gives different results")
    if isinstance(error, (BankError, drawing.DrawingError)):  # no cases to ask
        return verdict(check, "kit_error", str(error))
    return unjudgeable(check, error)
