"""Grade submissions with several judges at a time, each in a process of its own."""

import atexit
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, as_completed
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path
from types import FrameType

from grader.grading.batch import Graded, Grader, Plan


def grade_all(plan: Plan, paths: Sequence[Path], jobs: int, report: Callable[[Graded], None]) -> list[Graded]:
    """Grade the submissions with so many judges at a time; `report` hears of each as it is done."""
    done: dict[Path, Graded] = {}
    with closing(_grade_each(plan, paths, min(jobs, len(paths)))) as each:
        for path, graded in each:
            done[path] = graded
            report(graded)
    return [done[path] for path in paths]


def _grade_each(plan: Plan, paths: Sequence[Path], jobs: int) -> Generator[tuple[Path, Graded], None, None]:
    if jobs <= 1:
        grader = Grader(plan)
        try:
            for path in paths:
                yield path, grader.grade(path)
        finally:
            grader.close()
        return
    context = multiprocessing.get_context("spawn")
    stopping = context.Event()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_open, initargs=(plan, stopping)) as executor:
        try:
            # A terminal sends Ctrl-C to the judges too; they are told by this process when to end.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                futures: dict[Future[Graded], Path] = {executor.submit(_grade, path): path for path in paths}
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            stopping.set()
            executor.shutdown(wait=False, cancel_futures=True)
            for judge in multiprocessing.active_children():
                judge.terminate()
            raise


class _PoolJudge:
    """The judge of one process of the pool: SIGTERM ends what it is grading, not the process."""

    def __init__(self, plan: Plan, stopping: Event) -> None:
        self.stopping, self.busy = stopping, False
        self.grader = Grader(plan)
        threading.Thread(target=self._end_with_the_command, daemon=True).start()
        atexit.register(self.grader.close)
        signal.signal(signal.SIGTERM, self._stop)

    def _end_with_the_command(self) -> None:
        """Wait for the death of the command; nobody else would tell a judge that it was killed."""
        command = multiprocessing.parent_process()
        assert command is not None  # noqa: S101  this process belongs to a pool
        command.join()
        try:
            self.grader.close()
        finally:
            os._exit(1)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if self.busy:
            raise KeyboardInterrupt

    def grade(self, path: Path) -> Graded:
        if self.stopping.is_set():
            raise CancelledError
        self.busy = True
        try:
            return self.grader.grade(path)
        finally:
            self.busy = False


_judge: _PoolJudge | None = None  # of this process of the pool


def _open(plan: Plan, stopping: Event) -> None:
    global _judge  # noqa: PLW0603  a pool gives its initializer no other place
    _judge = _PoolJudge(plan, stopping)


def _grade(path: Path) -> Graded:
    assert _judge is not None  # noqa: S101  the initializer ran
    return _judge.grade(path)
