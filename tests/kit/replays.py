"""Practise over many submissions, each in a fork of one process that has everything imported already.

replays.py OUT BANK FOLDER…    replay the bank, by what pytest, watch and show have in common
replays.py OUT live FOLDER…    run pytest itself, as a student does, with cases drawn live
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

import pytest

from grader import checks, course, resources, results
from grader.cases import bank
from grader.cases.keys import Keys
from grader.files import write_atomically
from grader.practice.session import Session
from grader.sandbox.zygote import warm_up

AT_ONCE = 2
SECONDS = 300  # for one submission, whatever it does


def main(out: Path, source: str, folders: list[Path]) -> None:
    catalogue = course.load(Path())
    found = checks.load(catalogue)
    loaded = None if source == "live" else bank.load(Path(source), Keys.of(catalogue))
    for name in catalogue.fixtures if loaded else ():
        resources.find(catalogue, name, "none", None, resources.to_stderr)  # large files are read once
    warm_up(catalogue.worker.preload, (catalogue.worker.recipes,))
    gc.collect()
    gc.freeze()
    running: set[int] = set()
    for folder in folders:
        if len(running) == AT_ONCE:
            running.discard(os.wait()[0])
        pid = os.fork()
        if pid == 0:
            try:
                file = out / f"{folder.name}.json"
                _be_quiet(out / f"{folder.name}.txt")
                replay(catalogue, found, loaded, folder, file) if loaded else live(folder, file)
            finally:
                os._exit(0)
        running.add(pid)
    while running:
        running.discard(os.wait()[0])


def _be_quiet(file: Path) -> None:
    signal.alarm(SECONDS)
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)


def live(folder: Path, file: Path) -> None:
    pytest.main(["--submission", str(folder), "--results", str(file), "--budget", "none"])


def replay(catalogue: course.Course, found: list[checks.Check], loaded: bank.Bank, folder: Path, file: Path) -> None:
    session = Session(catalogue, folder, budget="none", loaded=loaded)
    plain_calls = {check.exercise: check for check in found if check.plain}
    for check in found:
        if not check.plain:
            session.judge(check, plain_calls.get(check.exercise))
    write_atomically(file, results.to_json(session.report(session.exercises())))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], [Path(argument) for argument in sys.argv[3:]])
