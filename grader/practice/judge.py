"""Check one exercise of a student's files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import results
from grader.asking.direct import Captured
from grader.cases import bank
from grader.cases.bank import Bank
from grader.cases.keys import Keys
from grader.course import Course, Exercise
from grader.plots.charts import Figure
from grader.plots.walking import Walk
from grader.practice.session import Session
from grader.results import CheckResult, ExerciseResult
from grader.values import Request
from grader.verdicts import LIMITS


@dataclass(frozen=True)
class Judged:
    """The result of an exercise; of the decisive check, the exception, the requests, and the last one's output."""

    result: ExerciseResult
    error: Exception | None
    asked: tuple[Request, ...] = ()
    printed: str = ""
    figures: tuple[Figure, ...] = ()
    walk: Walk | None = None

    @property
    def done(self) -> bool:
        return self.error is None and self.result.status in ("passed", "skipped")


class PracticeJudge:
    """Checks single exercises on the cases of a bank; each session reads the files again.

    `place` returns the bank that holds the cases of some exercises, and draws them if necessary. If `captures`, what
    student code prints is kept instead of shown.
    """

    def __init__(
        self,
        course: Course,
        folder: Path,
        place: Callable[[Sequence[str]], Path],
        *,
        data_folder: Path | None,
        budget: str,
        captures: bool = False,
    ) -> None:
        self.course, self.folder, self.place = course, folder, place
        self.keys = Keys.of(course)
        self.open: Callable[[], Session] = lambda: Session(
            course, folder, data_folder=data_folder, budget=budget, keys=self.keys, captures=captures
        )
        self._banks: dict[str, Bank] = {}

    def bank(self, exercise: str) -> Bank:
        """Return the cases of an exercise."""
        if exercise not in self._banks:
            self._banks[exercise] = bank.load(self.place([exercise]), self.keys, [exercise])
        return self._banks[exercise]

    def judge(self, session: Session, exercise: Exercise) -> Judged:
        """Run an exercise's checks, up to the first one that hits a limit, and look for a known mistake."""
        own = self.keys.checks[exercise.id]
        session.bank = self.bank(exercise.id)
        plain_call = next((c for c in own if c.plain), None)
        verdicts: list[CheckResult] = []
        details: dict[str, Any] = {"error": None}
        for check in (c for c in own if not c.plain):
            verdict, error = session.judge(check, plain_call)
            verdicts.append(verdict)
            if results.decisive(verdicts) is verdict:
                printed = session.direct.printed.text if isinstance(session.direct, Captured) else ""
                details = {"error": error, "asked": tuple(session.student.asked), "printed": printed}
                details["walk"] = session.walk(error)
                own_figures, offered = session.figures(error), session.offered(check.fixtures)
                details["figures"] = (*own_figures, *session.shapes(check, error), *offered)
            if verdict.status in LIMITS:
                break
        result = results.exercise_result(exercise.id, exercise.title, exercise.module, exercise.bonus, verdicts)
        return Judged(session.explained(result, own), **details)
