"""Check a student's code in this process, for pytest, `grader watch`, `grader show` and notebooks."""

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from hypothesis.errors import Flaky

from grader import course, resources, results
from grader.asking import direct
from grader.asking.direct import Captured, Direct, Tail
from grader.cases import bank, drawing
from grader.cases.bank import Bank, BankError, Replayed
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import Exercise
from grader.mistakes import loading
from grader.mistakes.asking import Asked, UnansweredError
from grader.mistakes.diagnosis import diagnose
from grader.mistakes.pattern import described, pattern
from grader.plots import svg
from grader.plots.svg import Picture
from grader.practice import differences, messages
from grader.practice.evidence import Case, Recorder, panels
from grader.resources import Resource, ResourceError
from grader.subject import REFERENCES, Fault, NotJudged, Subject, Wrong
from grader.values import plain
from grader.verdicts import failure, located, named, retired, unjudgeable, verdict
from grader.worker.answering import Answerer
from grader.writers import board

EXPLAINING = 10.0  # seconds for all exercises of a run


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

        With `keys`, the course's own bank is used to explain what failed, and drawn as far as that needs it.
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
        self.live: Direct | None = None
        self.recorder: Recorder | None = None
        self.verdicts: dict[str, dict[str, results.CheckResult]] = {}
        self.not_started: dict[str, results.CheckResult | None] = {}
        self.resources: dict[str, Resource] = {}
        self.fixtures: dict[str, Any] = {}
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
        elif self.bank is not None:
            for case in self.bank.cases[check.id]:
                self.case(check, Subject(Replayed(case.answers)), plain(case.arguments))
        else:
            reference = self.reference()
            check.draw(lambda arguments: self.case(check, reference, arguments))

    def case(self, check: Check, reference: Subject, arguments: dict[str, Any]) -> None:
        self.recorder = Recorder(reference.transport)
        self.student.begin()
        check.run(self.student, Subject(self.recorder, REFERENCES), {}, arguments)

    def pictures(self, error: Exception | None) -> list[Picture]:
        """Draw the arrays of the call that failed last; nothing if there are none, or if output is not captured."""
        if not isinstance(error, (Wrong, Fault)) or not isinstance(self.direct, Captured):
            return []
        with contextlib.suppress(Exception):  # the failure is shown even if its picture cannot be drawn
            message = error.message
            exact = message.startswith("wrong ") and not message.startswith("wrong result")  # a law has many answers
            case = Case.of(error.call, exact, self.direct.case, self.recorder.case if self.recorder else [])
            if case is None:
                return []
            unknown = case.expected is None and case.suggestion is None
            if unknown and self.bank is None and case.request.operation == "call":
                with contextlib.redirect_stdout(Tail()):
                    case = case.with_suggestion(self.reference().transport.ask(case.request))
            names = self.answerer.find(case.request.name) if case.request.name else None
            return svg.draw(panels(case, names))
        return []

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
        except NotJudged as reason:
            return verdict(check, "skipped", str(reason)), None
        except (Wrong, Fault) as error:
            return failure(check, error), error
        except Flaky as error:
            return verdict(check, "failed", "the same call gives different results"), error
        except ResourceError:
            raise
        except Exception as error:
            return unjudgeable(check, error), error
        return verdict(check, "passed"), None

    def explained(self, result: results.ExerciseResult, found: Sequence[Check]) -> results.ExerciseResult:
        """Name the known mistake of a failed exercise, and say what separates right from wrong cases of its checks."""
        if result.status not in ("failed", "error") or messages.IMPORT.match(result.message):
            return result
        loaded = self.bank or self._own_bank(result.id)
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
        if lacking := bank.lacking(folder, exercises, keys):
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
        if not units or not (loaded.known(result.id) or (self.course.path / "reference").is_dir()):
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
        sentence = self._sentence(result.id, diagnosis.slug) if diagnosis else ""
        return named(result, diagnosis, sentence)

    def _sentence(self, exercise: str, slug: str) -> str:
        """Return the sentence about a known mistake: the course's own, or the bank's where the course has none."""
        own = loading.sentences(self.course, "mistakes", exercise)
        known = self.bank.known(exercise) if self.bank else None
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
        """One line for each resource that is replaced by a substitute, and for what grading will lack."""
        replaced = [resource.remark for resource in self.resources.values() if resource.remark]
        return [*replaced, *differences.missing_packages(self.course, self.files), *differences.noticed()]

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
