"""Ask a submission in this very process, as practice does, with pdb, print and real tracebacks."""

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import msgspec
import numpy as np

from grader.subject import Fault
from grader.values import Outcome, Raised, Request
from grader.worker.answering import Answerer

IMPORTING = 60.0  # seconds of CPU time for a module, which may be the first to import torch
ENDLESS = 2**60  # bytes of room for an answer that stays in this process


class TooLong(BaseException):
    """Raised inside a call that does not come back."""


class Direct:
    """Answers requests by calling the functions here."""

    def __init__(self, answerer: Answerer, *, seconds: float = 10.0, endless: bool = True) -> None:
        """Let an answerer answer; `endless` gives answers all the room they want."""
        self.answerer = answerer
        self.seconds, self.slowness, self.endless = seconds, 1.0, endless
        self.hung: dict[str, Fault] = {}

    def ask(self, request: Request) -> Outcome:
        # A function that hung once is not called again: hypothesis would try many smaller inputs, each as slow.
        if request.name in self.hung:
            raise self.hung[request.name]
        try:
            with alarm(IMPORTING):
                self.answerer.prepare(request)
            with alarm(self.seconds * self.slowness):
                room = ENDLESS if self.endless else request.room
                outcome = self.answerer.answer(msgspec.structs.replace(request, room=room))
        except TooLong:
            outcome = Raised("TooLong", (), "")
        if isinstance(outcome, Raised) and outcome.type == "KeyboardInterrupt":
            raise KeyboardInterrupt  # Ctrl-C is meant for the program, not for the call that it happened to meet
        if isinstance(outcome, Raised) and outcome.type == "TooLong":
            fault = Fault("timeout", f"no result within {self.seconds:g} seconds; is there an infinite loop?")
            self.hung[request.name] = fault
            raise fault
        return outcome

    def close(self) -> None:
        self.answerer.close()


def reference(
    folder: Path,
    functions: Mapping[str, str],
    recipes: str,
    *,
    files: Mapping[str, bytes] | None = None,
    stored: Mapping[str, np.ndarray] | None = None,
    endless: bool = True,
) -> Direct:
    """Return a transport to the reference of a course folder, or to a variant of it."""
    files = read_folder(folder / "reference") if files is None else files
    answerer = Answerer(files, functions, folder="reference", package="reference", recipes=recipes, stored=stored)
    return Direct(answerer, endless=endless)


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
