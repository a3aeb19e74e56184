"""Compare a student's figures with those of the course's reference, and name the functions that are wrong."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader import checks
from grader.asking import direct
from grader.asking.direct import Direct, Tail
from grader.checks import Check
from grader.course import Course
from grader.mistakes.fingerprints import coincide
from grader.practice.session import Session
from grader.subject import Answer
from grader.tutorial.gallery.functions import StudentFunctions
from grader.values import Handle


class Comparison:
    """Tells which functions made a figure wrong.

    A function is wrong if its answers in the figure are not those of the reference, and one of its checks fails:
    some exercises have many right answers, and a function that is wrong elsewhere may be right in a figure.
    """

    def __init__(self, course: Course, submission: Path) -> None:
        self.course, self.submission = course, submission
        self.reference: Direct | None = None  # None in a course without solutions
        if course.is_solved:
            self.reference = direct.reference(course.path, course.functions, course.worker.recipes)
        self._found: dict[str, list[Check]] = {}
        self._failing: dict[str, str] = {}

    def wrong(self, student: StudentFunctions, needs: tuple[str, ...]) -> dict[str, str]:
        """Return the wrong ones of these functions, each with the claim of its check that fails."""
        if self.reference is None:
            return {}
        differing = dict.fromkeys(name for name, answer in student.answers if name in needs and self._differs(answer))
        return {name: claim for name in differing if (claim := self.failing(name))}

    def _differs(self, answer: Answer) -> bool:
        request, outcome = answer.request, answer.outcome
        assert self.reference is not None  # noqa: S101  or nothing is compared
        if request.operation != "call" or any(isinstance(argument, Handle) for argument in request.arguments):
            return True  # it is about the student's own model, which the reference does not have
        return not coincide(outcome, self.reference.ask(request), width_matters=False)

    def failing(self, exercise: str) -> str:
        """Return the claim of the first check of an exercise that fails, or ""."""
        if exercise not in self._failing:
            with contextlib.redirect_stdout(Tail()), contextlib.redirect_stderr(Tail()):
                self._failing[exercise] = self._first_failing(exercise)
        return self._failing[exercise]

    def _first_failing(self, exercise: str) -> str:
        with self._session() as session:
            for check in self._checks(exercise):
                if session.judge(check, None)[1] is not None:
                    return check.title
        return ""

    @contextmanager
    def _session(self) -> Iterator[Session]:
        session = Session(self.course, self.submission, budget="none", captures=True)
        try:
            yield session
        finally:
            session.close()

    def _checks(self, exercise: str) -> list[Check]:
        """Return the checks of an exercise that need nothing from the network or a disk."""
        if not self._found:
            for check in checks.load(self.course):
                self._found.setdefault(check.exercise, []).append(check)
        return [c for c in self._found.get(exercise, ()) if c.banked and not c.plain]

    def close(self) -> None:
        if self.reference is not None:
            self.reference.close()
