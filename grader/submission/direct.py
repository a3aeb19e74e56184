"""Ask a submission in this very process: what a student's own pytest does, with pdb, print and real tracebacks."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import msgspec
import numpy as np

from grader.subject import Fault
from grader.submission import wire
from grader.submission.wire import Outcome, Request
from grader.submission.worker import Desk

ENDLESS = 2**60  # bytes of room for a reply that crosses no wire


class TooLong(BaseException):
    """Raised inside a call that does not come back."""


class Direct:
    """Answers requests by calling the functions here."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        functions: Mapping[str, str],
        *,
        folder: str = "student",
        package: str = "student",
        stored: Mapping[str, np.ndarray] | None = None,
        seconds: float = 10.0,
        endless: bool = True,
    ) -> None:
        """Take modules; `endless` gives answers all the room they want, as nothing has to cross a wire here."""
        self.desk = Desk(wire.Setup(dict(files), dict(functions)), folder=folder, package=package, stored=stored)
        self.seconds, self.slowness, self.endless = seconds, 1.0, endless
        self.hung: dict[str, Fault] = {}

    def ask(self, request: Request) -> Outcome:
        # A function that hung once is not called again: hypothesis would try many smaller inputs, each as slow.
        if request.name in self.hung:
            raise self.hung[request.name]
        try:
            with alarm(self.seconds * self.slowness):
                room = ENDLESS if self.endless else request.room
                outcome = self.desk.answer(msgspec.structs.replace(request, room=room))
        except TooLong:
            outcome = wire.Raised("TooLong", (), "")
        if isinstance(outcome, wire.Raised) and outcome.type == "KeyboardInterrupt":
            raise KeyboardInterrupt  # Ctrl-C is meant for the program, not for the call that it happened to meet
        if isinstance(outcome, wire.Raised) and outcome.type == "TooLong":
            fault = Fault("timeout", f"no result within {self.seconds:g} seconds; is there an infinite loop?")
            self.hung[request.name] = fault
            raise fault
        return outcome

    def close(self) -> None:
        self.desk.close()


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the modules of one's own folder, as they are."""
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.py"))}


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds of CPU time; where there are no such timers, never."""
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
