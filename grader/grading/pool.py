"""Grade submissions by judges in processes of their own, so that no submission can harm more than its own judge.

    command ──── a pipe each ────► judges      grade a path, or report why it cannot be judged; a Graded comes back
                                     │
                                     └─► zygote and workers (sandbox/processes.py)

A judge that dies, or that takes more time or memory for one submission than it may, is replaced, and its submission is
tried once more. If that judge is lost too, the course's own reference is graded: if its judge is lost as well, the
machine is at fault; else the submission is reported as one that cannot be judged, and the batch goes on.
"""

import os
import select
import shutil
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType

from grader.cases.bank import BankError
from grader.children import Child
from grader.course import CourseError
from grader.grading.batch import Graded, Grader, Plan
from grader.intake.submission import Sources
from grader.resources import ResourceError
from grader.results import Status
from grader.sandbox.lock import limit_memory
from grader.sandbox.processes import KitError, cpu_seconds

JUDGE_SECONDS = 120.0  # of the judge's own CPU time for one submission; an honest one takes a few
JUDGE_MEMORY = 1 << 30  # bytes that it may map for one submission, besides what it has when it begins
TICK = 0.2  # seconds between two looks at the judges
TRIES = 2
STARTS = 5  # attempts to start a judge
READY = "ready"  # the first message of a judge
REPLACED = "judge replaced"


@dataclass(frozen=True)
class Task:
    """A submission to grade; `fault` says how the judges that tried were lost, once it is only to be reported."""

    path: Path
    sources: Sources | None = None  # if they are not read from the path
    tries: int = 0
    status: Status | None = None
    fault: str = ""


class Judges:
    """At most so many judges at a time, which grade the submissions of a run."""

    def __init__(self, plan: Plan, jobs: int) -> None:
        self.plan, self.jobs = plan, jobs
        self.judges: list[_JudgeProcess] = []

    def start(self, count: int = 1) -> None:
        """Start judges, which import everything while their first submission is still to come."""
        for _ in range(count):
            self.judges.append(_JudgeProcess())
            self.judges[-1].start(self.plan)

    def grade(self, paths: Sequence[Path], report: Callable[[Graded], None]) -> list[Graded]:
        """Grade the submissions; `report` hears of each as it is done."""
        done: dict[Path, Graded] = {}
        for path, graded in self._grade_each(deque(Task(path) for path in paths)):
            done[path] = graded
            report(graded)
        return [done[path] for path in paths]

    def grade_one(self, sources: Sources) -> Graded:
        """Grade a submission that has been read."""
        ((_, graded),) = self._grade_each(deque([Task(Path(sources.name), sources)]))
        return graded

    def _grade_each(self, waiting: deque[Task]) -> Generator[tuple[Path, Graded], None, None]:
        starts = 0  # of judges that were lost before they had a task, in a row
        while waiting or any(judge.task for judge in self.judges):
            while waiting and (idle := next((judge for judge in self.judges if judge.is_idle), None)):
                idle.begin(waiting.popleft())
            wanted = len(waiting) + sum(judge.task is not None for judge in self.judges)
            self.start(max(0, min(self.jobs, wanted) - len(self.judges)))
            for judge in self.judges:
                judge.look()
            for ready in wait([judge.pipe for judge in self.judges if not judge.is_idle], TICK):
                judge = next(judge for judge in self.judges if judge.pipe is ready)
                try:
                    answer = judge.pipe.recv()
                except (EOFError, OSError):
                    self.judges.remove(judge)
                    judge.end()
                    starts = 0 if judge.task else starts + 1
                    if judge.task:
                        waiting.appendleft(_again(self.plan, judge.task))
                    elif starts == STARTS:
                        raise KitError("the process that judges was lost again and again as it started") from None
                    continue
                if isinstance(answer, Exception):
                    raise answer
                if isinstance(answer, Graded):
                    assert judge.task is not None  # noqa: S101  it answers nothing else
                    yield judge.task.path, answer
                judge.is_ready, judge.task = True, None

    def close(self) -> None:
        for judge in self.judges:
            judge.end()


def _again(plan: Plan, task: Task) -> Task:
    """Return what to do with a submission whose judge was lost."""
    if task.status is not None:
        raise KitError(f"{task.path.name}: the process that judges was lost again and again")
    if task.tries + 1 < TRIES:
        return replace(task, tries=task.tries + 1)
    if not (plan.course / "reference").is_dir():
        why = "and a release has no solutions to tell whether the machine is at fault"
        return replace(task, status="kit_error", fault=f"the process that judges was lost, {why}")
    if control_is_graded(plan):
        return replace(task, status="error", fault="your submission's answers cannot be judged")
    return replace(task, status="kit_error", fault="the process that judges was lost, for an honest submission too")


def control_is_graded(plan: Plan) -> bool:
    """Grade the course's own reference, to tell a submission's fault from the machine's."""
    with tempfile.TemporaryDirectory(prefix="convkit-control-") as folder:
        judge = _JudgeProcess()
        try:
            judge.start(replace(plan, out=Path(folder)))
            judge.pipe.recv()  # it is ready
            judge.begin(Task(plan.course / "reference"))
            while not judge.pipe.poll(TICK):
                judge.look()
            return isinstance(judge.pipe.recv(), Graded)
        except (EOFError, OSError):
            return False
        finally:
            judge.end()


class _JudgeProcess:
    """A judge in a process of its own, as the command sees it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="convkit-"))
        self.child: Child | None = None
        self.task: Task | None = None
        self.is_ready = False

    def start(self, plan: Plan) -> None:
        """Start the process; whatever happens meanwhile, `end` ends it."""
        self.child = Child("grader.grading.pool")
        self._send((plan, self.folder))

    @property
    def pipe(self) -> Connection:
        assert self.child is not None  # noqa: S101  it has been started
        return self.child.pipe

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.task is None

    def begin(self, task: Task) -> None:
        self.task = task
        self.used_before = self._used()
        self._send(task)

    def _send(self, message: object) -> None:
        with suppress(OSError):  # if it is gone already, reading says so
            self.pipe.send(message)

    def _used(self) -> float:
        return cpu_seconds(self.child.process.pid) if self.child else 0.0

    def look(self) -> None:
        """Kill a judge that takes too long over one submission; reading from it then says that it is lost."""
        if self.child and self.task and self._used() - self.used_before > JUDGE_SECONDS:
            self.child.process.kill()

    def end(self) -> None:
        """End the process and everything that it has started."""
        if self.child:
            self.child.close()
        shutil.rmtree(self.folder, ignore_errors=True)


# In the judge's process


def serve(descriptor: int) -> None:
    """Grade what comes through this pipe until it is closed: a plan with a folder for temporary files, then tasks."""
    signal.signal(signal.SIGTERM, _stop)
    pipe = Connection(descriptor)
    grader: Grader | None = None
    try:
        plan, folder = pipe.recv()
        tempfile.tempdir = str(folder)
        grader = Grader(plan)
        threading.Thread(target=_end_with_the_command, args=(pipe, grader, folder), daemon=True).start()
        pipe.send(READY)
        while True:
            task = pipe.recv()
            limit_memory(JUDGE_MEMORY)
            pipe.send(_answer(grader, task))
    except EOFError:
        pass
    except (CourseError, ResourceError, BankError, OSError) as error:
        with suppress(OSError):
            pipe.send(error)
    finally:
        if grader:
            grader.close()


def _answer(grader: Grader, task: Task) -> Graded | Exception:
    try:
        given = task.sources or task.path
        return grader.report(given, task.status, task.fault, REPLACED) if task.status else grader.grade(given)
    except (KitError, CourseError, BankError, OSError) as error:  # what ends the command, with a message for people
        return error


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


def _end_with_the_command(pipe: Connection, grader: Grader, folder: Path) -> None:
    """Wait until the command has ended; if it was killed, nobody else tells its judges."""
    hangup = select.poll()
    hangup.register(pipe, 0)
    hangup.poll()
    try:
        grader.close()
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os._exit(1)
