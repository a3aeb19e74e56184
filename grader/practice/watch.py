"""Check a student's files at each save: show one message, or continue with the next exercise."""

import hashlib
from collections.abc import Callable, Iterator

from grader.course import Exercise
from grader.practice.judge import PracticeJudge
from grader.practice.progress import Progress
from grader.practice.session import Session
from grader.resources import ResourceError
from grader.writers import board

Say = Callable[[str, str], None]  # a line and its style: "good", "bad", "next" or ""


class Watch:
    """Checks the first unsolved exercise at each change."""

    def __init__(self, judge: PracticeJudge, say: Say) -> None:
        self.judge, self.say, self.course = judge, say, judge.course
        self.progress = Progress.load(self.course)

    def run(self, changes: Iterator[object]) -> None:
        self.once()
        for _ in changes:
            self.once()

    def once(self) -> None:
        """Check the exercises in order, up to the first one that is not solved."""
        session = self.judge.open()
        try:
            for exercise in self.course.exercises:
                if self.progress.solved.get(exercise.id) == _digest(session, exercise):
                    continue
                if not self._step(session, exercise):
                    return
        except ResourceError as error:
            self.say(str(error), "bad")
            return
        finally:
            session.close()
            self.progress.save(self.course)
        self.say("Everything is done. Well done!", "good")

    def _step(self, session: Session, exercise: Exercise) -> bool:
        """Check one exercise and return whether it is done."""
        judged = self.judge.judge(session, exercise)
        if judged.done:
            if exercise.id not in self.progress.solved:
                self.say(f"✓ {exercise.id} is solved: {judged.result.score} points.", "good")
            self.progress.solved[exercise.id] = _digest(session, exercise)
            return True
        self.progress.solved.pop(exercise.id, None)
        number = board.line_of(session.files.get(f"{exercise.module}.py", b"").decode("utf-8", "replace"), exercise.id)
        where = f"{self.judge.folder / exercise.module}.py" + (f":{number}" if number else "")
        if judged.result.status == "not_started":
            self.say(f"Next: {exercise.id} ({exercise.title}), {where}", "next")
        else:
            self.say(f"✗ {exercise.id}, {where}", "bad")
            self.say(judged.result.message, "")
        return False


def _digest(session: Session, exercise: Exercise) -> str:
    return hashlib.sha256(session.files.get(f"{exercise.module}.py", b"")).hexdigest()
