"""Call a submission in this process, as practice does, so that pdb, print and tracebacks work."""

import contextlib
import io
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
import numpy as np

from grader import literals
from grader.subject import Fault, where
from grader.values import Outcome, Raised, Request
from grader.worker.answering import Answerer

IMPORTING = 60.0  # seconds of CPU time for a module, which may be the first to import torch
MOST_PRINTED = 2000  # characters of printed output that are kept
ENDLESS = 2**60  # bytes; no size limit for answers that stay in this process


class TooLong(BaseException):
    """Raised inside a call that exceeds its time limit."""


class Direct:
    """Answers requests in this process."""

    def __init__(self, answerer: Answerer, *, seconds: float = 10.0, endless: bool = True) -> None:
        """Wrap an answerer; `endless` lifts the size limit of answers."""
        self.answerer = answerer
        self.seconds, self.slowness, self.endless = seconds, 1.0, endless
        self.hung: dict[str, Fault] = {}
        self.around_imports: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext
        self.interrupted = ""  # the call that Ctrl-C stopped, with its line
        self.replays: dict[bytes, Any] = {}
        self.case: list[tuple[Request, Outcome | None]] = []  # the last one, for pictures

    def ask(self, request: Request) -> Outcome:
        self.case = [*([] if request.fresh else self.case), (request, None)]
        outcome = self._ask(request)
        self.case[-1] = (request, outcome)
        return outcome

    def _ask(self, request: Request) -> Outcome:
        # Do not call a function that hung again: hypothesis would try many smaller inputs, each as slow.
        if request.name in self.hung:
            raise self.hung[request.name]
        try:
            with alarm(IMPORTING), self.around_imports():
                self.answerer.prepare(request)
            with alarm(self.seconds * self.slowness):
                room = ENDLESS if self.endless else request.room
                outcome = self.answerer.answer(msgspec.structs.replace(request, room=room))
        except TooLong:
            outcome = Raised("TooLong", (), "")
        if isinstance(outcome, Raised) and outcome.type in ("KeyboardInterrupt", "BdbQuit"):
            self.interrupted = f"{literals.call(request)}{where(outcome)}"
            raise KeyboardInterrupt  # Ctrl-C, and q in the debugger, stop the program, not only the current call
        if isinstance(outcome, Raised) and outcome.type == "TooLong":
            text = f"no result within {self.seconds:g} seconds; is there an infinite loop?{where(outcome)}"
            fault = Fault("timeout", text, literals.call(request))
            self.hung[request.name] = fault
            raise fault
        return outcome

    @contextmanager
    def clean(self) -> Iterator["Direct"]:
        answerer = Answerer({}, {}, recipes=self.answerer.recipes, stored=self.answerer.stored)
        try:
            yield Direct(answerer, seconds=self.seconds)
        finally:
            answerer.close()

    def close(self) -> None:
        self.answerer.close()


class Captured(Direct):
    """Answers requests in this process, and keeps the end of what the last call printed."""

    def __init__(self, answerer: Answerer) -> None:
        super().__init__(answerer)
        self.printed = Tail()

    def ask(self, request: Request) -> Outcome:
        self.printed = Tail()
        with contextlib.redirect_stdout(self.printed), contextlib.redirect_stderr(self.printed):
            return super().ask(request)


class Tail(io.TextIOBase):
    """Keeps the end of the printed text."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text = (self.text + text)[-MOST_PRINTED:]
        return len(text)


def reference(
    folder: Path,
    functions: Mapping[str, str],
    recipes: str,
    *,
    files: Mapping[str, bytes] | None = None,
    stored: Mapping[str, np.ndarray] | None = None,
    endless: bool = True,
) -> Direct:
    """Return a transport to the reference of a course folder, or to the variant of it in `files`."""
    files = read_folder(folder / "reference") if files is None else files
    answerer = Answerer(files, functions, folder="reference", package="reference", recipes=recipes, stored=stored)
    return Direct(answerer, endless=endless)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the Python files of a trusted folder."""
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.py"))}


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise TooLong after this many seconds of CPU time; do nothing where such timers are not available."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
