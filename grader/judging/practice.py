"""Judge a student's own files in this process: what pytest, `grader watch` and `grader show` have in common."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from hypothesis.errors import Flaky

from grader import course, data, results
from grader.bank import Known, LoadedBank
from grader.checks import Check
from grader.judging import pretrained
from grader.judging.diagnose import diagnose
from grader.judging.grade import Answers, failure, unjudgeable, verdict
from grader.judging.pretrained import Naming
from grader.judging.situation import Situation
from grader.judging.training import Training, stored_arrays
from grader.subject import Fault, NotJudged, Subject, Wrong, plain
from grader.submission.reading import PACKAGE

if TYPE_CHECKING:
    from grader.submission.direct import Direct


class PracticeError(Exception):
    """What is asked for cannot be practised: where, what, remedy."""


class Practice:
    """One run of checks over a student's own files, with the verdicts so far."""

    def __init__(
        self,
        catalogue: course.Course,
        folder: Path,
        *,
        data_folder: Path | None = None,
        budget: str = "quick",
        loaded: LoadedBank | None = None,
        files: Mapping[str, bytes] | None = None,
        package: str = PACKAGE,
    ) -> None:
        """Take the modules in the folder, or `files` in their place; without a bank the cases are drawn live.

        `package` is the name by which modules import one another.
        """
        from grader.submission import direct  # noqa: PLC0415  it imports torch, which other tests can do without

        if not folder.is_dir():
            raise PracticeError(f"{folder}: there is no such folder; name one with your modules.")
        self.course, self.folder, self.data_folder = catalogue, folder, data_folder
        self.budget = catalogue.budgets.get(budget)
        self.files = dict(direct.read_folder(folder) if files is None else files)
        self.direct = direct.Direct(self.files, catalogue.functions, folder=str(folder), package=package)
        self.bank = loaded
        self.live: Direct | None = None
        self.verdicts: dict[str, dict[str, results.CheckResult]] = {}
        self.closed: dict[str, results.CheckResult | None] = {}
        self.situation = Situation(Training(None, None), Naming(None))
        self.student = Subject(self.direct)
        self.cache_before: str | None = None  # what TORCH_HOME was, "" for unset, once it was changed

    def reference(self) -> Subject:
        from grader.submission import direct  # noqa: PLC0415  as above

        if self.live is None:
            files = direct.read_folder(self.course.path / "reference")
            self.live = direct.Direct(files, self.course.functions, folder="reference", package="reference")
        return Subject(self.live)

    def prepared(self, check: Check) -> Situation:
        """Return images and weights; each is found, downloaded or made when the first check needs it."""
        if "training" in check.fixtures and self.budget is not None and self.situation.training.images is None:
            images = data.load_images(self.data_folder)
            self.direct.desk.stored = stored_arrays(images, self.budget.images)
            self.situation.training = Training(images, self.budget)
        if "naming" in check.fixtures and self.situation.naming.pretrained is None:
            found = pretrained.find(self.data_folder, data.to_stderr)
            self.situation.naming = Naming(found)
            self.cache_before = os.environ.get("TORCH_HOME", "")
            os.environ["TORCH_HOME"] = str(found.home)
        return self.situation

    def run(self, check: Check) -> None:
        """Put a check to the student's functions; what it raises is the verdict."""
        self.direct.slowness = check.slowness * (100 if check.heavy else 1)
        if not check.banked:
            situation = self.prepared(check)
            if check.needs:
                check.needs(situation)
            self.student.begin()
            fixtures = {"student": self.student, "training": situation.training, "naming": situation.naming}
            check.body(**{name: thing for name, thing in fixtures.items() if name in check.fixtures})
        elif self.bank is not None:
            for case in self.bank.bank.cases[check.id]:
                self._case(check, Subject(Answers(case.answers)), plain(case.arguments))
        elif check.drawn:
            self._engine(check)
        else:
            self._case(check, self.reference(), {})

    def _case(self, check: Check, reference: Subject, arguments: dict[str, Any]) -> None:
        self.student.begin()
        reference.begin()
        known = {"student": self.student, "reference": reference}
        check.body(**{name: subject for name, subject in known.items() if name in check.fixtures}, **arguments)

    def _engine(self, check: Check) -> None:
        """Let hypothesis draw, run and shrink the cases."""
        handle = check.function.hypothesis  # type: ignore[attr-defined]  # hypothesis puts it there
        inner = handle.inner_test
        reference = self.reference()

        def case(**arguments: Any) -> None:
            drawn = {name: value for name, value in arguments.items() if name not in ("student", "reference")}
            self.student.begin()
            reference.begin()
            known = {"student": self.student, "reference": reference}
            inner(**{name: subject for name, subject in known.items() if name in check.fixtures}, **drawn)

        handle.inner_test = case
        try:
            check.function(**dict.fromkeys(check.fixtures))
        finally:
            handle.inner_test = inner

    def judge(self, check: Check, plain_call: Check | None) -> tuple[results.CheckResult, Exception | None]:
        """Return a check's verdict and keep it, with the exception that led to it, if there was one."""
        closed = self._why_closed(check, plain_call)
        result, error = (closed, None) if closed else self._verdict(check)
        result = msgspec.structs.replace(result, id=check.id, title=check.title, max_score=check.points)
        self.verdicts.setdefault(check.exercise, {})[check.id] = result
        return result, error

    def _verdict(self, check: Check) -> tuple[results.CheckResult, Exception | None]:
        if check.id in self.course.retired:
            return verdict(check, "skipped", f"taken out of the course: {self.course.retired[check.id]}"), None
        try:
            self.run(check)
        except NotJudged as reason:
            return verdict(check, "skipped", str(reason)), None
        except (Wrong, Fault) as error:
            return failure(check, error), error
        except Flaky as error:
            return verdict(check, "failed", "the same call gives different answers at different times"), error
        except data.DataError:
            raise
        except Exception as error:
            return unjudgeable(check, error), error
        return verdict(check, "passed"), None

    def known_mistake(self, exercise: str, found: Sequence[Check]) -> Known | None:
        """Return the known mistake that answers all cases of these checks as the student does, if a bank knows it."""
        knowledge = self.bank.known(exercise) if self.bank else None
        if self.bank is None or knowledge is None or not knowledge.mistakes:
            return None
        asked = [r for c in found for case in self.bank.frames.get(c.id, ()) for r, _ in case]
        try:
            with np.errstate(all="ignore"):
                return diagnose(map(self.direct.ask, asked), knowledge)
        except Fault:
            return None

    def _why_closed(self, check: Check, plain_call: Check | None) -> results.CheckResult | None:
        """Return the verdict of an exercise that is not started; None when it can be checked."""
        if check.exercise not in self.closed:
            self.closed[check.exercise] = None
            result, _ = self._verdict(plain_call) if plain_call else (None, None)
            if result and result.status == "not_started":
                self.closed[check.exercise] = result
        return self.closed[check.exercise]

    def exercises(self) -> list[results.ExerciseResult]:
        return [
            results.exercise_result(e.id, e.title, e.module, e.bonus, list(self.verdicts[e.id].values()))
            for e in self.course.exercises
            if e.id in self.verdicts
        ]

    def report(self) -> results.Report:
        images = self.situation.training.images if self.situation else None
        weights = self.situation.naming.pretrained if self.situation else None
        return results.report(
            self.folder.resolve().name,
            self.exercises(),
            digest="",
            data=images.name if images else "none",
            weights=weights.kind if weights else "none",
            marks=(),
        )

    def close(self) -> None:
        if self.cache_before is not None:
            os.environ.pop("TORCH_HOME", None)
            if self.cache_before:
                os.environ["TORCH_HOME"] = self.cache_before
        self.direct.close()
        if self.live:
            self.live.close()
