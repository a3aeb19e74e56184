"""Check a student's files at each save: show one message, or continue with the next exercise."""

import _thread
import hashlib
import queue
import signal
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import FrameType
from typing import Protocol

import msgspec

from grader.course import Exercise
from grader.plots.charts import Figure
from grader.practice import messages, page
from grader.practice.judge import Judged, PracticeJudge
from grader.practice.progress import Progress
from grader.practice.session import Session
from grader.resources import ResourceError
from grader.results import ExerciseResult
from grader.text import printable
from grader.verdicts import untouched
from grader.writers import board

WAITING = 0.2  # seconds between two looks at whether Ctrl-C was pressed
SHOWN = 5  # lines that the failing call printed


class Screen(Protocol):
    """Where a watch writes."""

    def say(self, text: str, look: str = "") -> None:
        """Show a line; `look` is "good", "bad", "next", "quiet" or ""."""

    def draw(self, figures: Sequence[Figure]) -> None:
        """Show small arrays in colour, if there are colours."""

    def show(self, content: str) -> None:
        """Show the page with this content, if there is one."""

    def working(self, what: str) -> AbstractContextManager[None]:
        """Show that something takes time, with the seconds passed, until it is done."""


class Watch:
    """Checks the exercises of the file that was saved last, then the others, up to the first one that is not solved."""

    def __init__(self, judge: PracticeJudge, screen: Screen, chosen: Sequence[str] = ()) -> None:
        self.judge, self.screen, self.course = judge, screen, judge.course
        self.exercises = [e for e in self.course.exercises if (e.id in chosen if chosen else not e.bonus)]
        self.progress = Progress.load(self.course)
        self.remarks: set[str] = set()
        self.results: dict[str, ExerciseResult] = {}
        self.saves: queue.Queue[str | None] = queue.Queue()  # the module that was saved; None at the end
        self.judging = threading.Event()
        self.superseded = threading.Event()
        self.stopping = threading.Event()

    def run(self, changes: Iterable[Iterable[Path]]) -> None:
        """Judge now and after each change, in this thread; a newer save stops a judgement that is still running."""
        threading.Thread(target=self._listen, args=(changes,), daemon=True).start()
        before = signal.signal(signal.SIGINT, self._interrupt)
        try:
            self._judge_saves()
        finally:
            signal.signal(signal.SIGINT, before)

    def _judge_saves(self) -> None:
        module: str | None = ""
        while module is not None:
            try:
                self._once(module)
                module = self._next()
                while not self.saves.empty():
                    module = self.saves.get()
            except KeyboardInterrupt:
                if self.stopping.is_set():
                    raise
                module = self._next()
            finally:
                self.superseded.clear()

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        """Note Ctrl-C, and stop a judgement at once.

        Elsewhere the note is enough, and safer: an exception raised inside a weak reference's callback is lost.
        """
        if not self.superseded.is_set():
            self.stopping.set()
        if self.judging.is_set():
            raise KeyboardInterrupt

    def _next(self) -> str | None:
        """Wait for the next save, and look in between whether Ctrl-C was pressed."""
        while not self.stopping.is_set():
            with suppress(queue.Empty):
                return self.saves.get(timeout=WAITING)
        raise KeyboardInterrupt

    def _listen(self, changes: Iterable[Iterable[Path]]) -> None:
        for files in changes:
            latest = max(files, key=_time_of, default=None)
            self.saves.put(latest.stem if latest else "")
            if self.judging.is_set():
                self.superseded.set()
                _thread.interrupt_main()
        self.saves.put(None)

    def _once(self, module: str) -> None:
        session = self.judge.open()
        try:
            for exercise in sorted(self.exercises, key=lambda e: e.module != module):
                if self.stopping.is_set():
                    return
                if self.progress.solved.get(exercise.id) == _digest(session, exercise):
                    continue
                if not self._step(session, exercise):
                    return
        except ResourceError as error:
            self.screen.say(str(error), "bad")
            return
        finally:
            self.judging.clear()
            session.close()
            self.progress.save(self.course)
        self.screen.say("Everything is done. Well done!", "good")
        figures = session.offered(self.course.fixtures)
        self.screen.show(page.fragment(self.course, self._board(), None, figures=figures))

    def _step(self, session: Session, exercise: Exercise) -> bool:
        """Check one exercise and return whether it is done."""
        trains = any(c.heavy for c in self.judge.keys.checks[exercise.id])
        self.judging.set()
        with self.screen.working(f"{'training for' if trains else 'judging'} {exercise.id}"):
            judged = self.judge.judge(session, exercise)
        self.judging.clear()
        self.progress.points[exercise.id] = judged.result.score
        self.results[exercise.id] = judged.result
        if judged.done:
            if exercise.id not in self.progress.solved:
                self.screen.say(f"✓ {exercise.id} is solved: {judged.result.score} points.", "good")
            self.progress.solved[exercise.id] = _digest(session, exercise)
            return True
        self.progress.solved.pop(exercise.id, None)
        self._tell(session, exercise, judged)
        return False

    def _tell(self, session: Session, exercise: Exercise, judged: Judged) -> None:
        say = self.screen.say
        where = session.place(exercise, judged.result)
        self.screen.show(page.fragment(self.course, self._board(), judged, where, judged.figures))
        if judged.result.status == "not_started":
            say(f"Next: {exercise.id} ({exercise.title}), {where}", "next")
            if offer := messages.offer(exercise):
                say(offer)
        else:
            say(f"✗ {exercise.id}: {board.LOOKS[judged.result.status][1]}, {where}", "bad")
            for cause in messages.causes([judged.result]):
                for line in cause.lines(self.course, ()):
                    say(line)
            self.screen.draw(judged.figures)
            printed = judged.printed.rstrip().splitlines()
            if printed:
                say("This call printed" + (f", after other lines ({len(printed)} in all):" if printed[SHOWN:] else ":"))
                for line in printed[-SHOWN:]:
                    say(f"  {printable(line)}", "quiet")
        for remark in session.remarks:
            if remark not in self.remarks:
                self.remarks.add(remark)
                say(remark, "next")
        known = [e for e in self.course.exercises if not e.bonus]
        score = sum(self.progress.points.get(e.id, 0) for e in known)
        say(f"{time.strftime('%H:%M:%S')}  {score} of {sum(e.points for e in known)} points", "quiet")
        say("")

    def _board(self) -> list[ExerciseResult]:
        """Return the last results of all exercises that are watched."""
        return [self.results.get(e.id) or self._before(e) for e in self.exercises]

    def _before(self, exercise: Exercise) -> ExerciseResult:
        """Return the result of an exercise from an earlier watch."""
        result = untouched(exercise)
        if exercise.id not in self.progress.solved:
            return result
        return msgspec.structs.replace(result, status="passed", score=self.progress.points.get(exercise.id, 0))


def _digest(session: Session, exercise: Exercise) -> str:
    return hashlib.sha256(session.files.get(f"{exercise.module}.py", b"")).hexdigest()


def _time_of(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
