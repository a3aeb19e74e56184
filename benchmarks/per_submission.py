"""Say where the time of one graded submission goes, against calling the same functions in a warm process.

All figures come from one run and are printed as ratios to the whole: machines differ, shares do not.

    python benchmarks/per_submission.py [SUBMISSION] [--rounds N]
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from grader import checks, course
from grader.asking.direct import Direct
from grader.asking.isolated import Isolated
from grader.cases import bank, drawing
from grader.cases.bank import Replayed
from grader.cases.keys import Keys
from grader.grading.materials import Materials
from grader.grading.rounds import ExerciseJudge
from grader.intake.submission import read_submission
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.selftest import open_zygote
from grader.subject import Subject
from grader.values import Outcome, Request, plain
from grader.worker.answering import Answerer


class Recorded:
    """Answers at once what a warm process answered before: what is left is the judge's own work."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Outcome]] = {}
        self.now: Iterator[Outcome] = iter(())
        self.replays: dict[bytes, Any] = {}

    def ask(self, request: Request) -> Outcome:
        return next(self.now)

    def clean(self) -> AbstractContextManager[Direct]:
        raise AssertionError("what is replayed has been replayed before")


def replay(materials: Materials, ask: Callable[[str], Subject]) -> None:
    """Put all cases of the bank to a subject, in this process."""
    for group in materials.checks.values():
        for check in group:
            student = ask(check.id)
            for case in materials.bank.cases.get(check.id, ()):
                student.begin()
                check.run(student, Subject(Replayed(case.answers)), {}, plain(case.arguments))


def seconds(action: Callable[[], object], rounds: int) -> float:
    """Return the median time of an action."""
    action()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


@click.command()
@click.argument("submission", type=click.Path(path_type=Path), default="reference")
@click.option("--rounds", default=7)
def main(submission: Path, rounds: int) -> None:
    """Measure one submission, without the two exercises that are slow anywhere."""
    catalogue = course.load(Path())
    file = Path(".convkit/benchmark.bank")
    drawing.draw_file(catalogue, file)
    keys = Keys.of(catalogue)
    loaded = bank.load(file, keys)
    # Training and Inception take seconds anywhere; what is asked here is what the kit adds to quick calls.
    slow = {check.exercise for check in checks.load(catalogue) if not check.banked}
    quick = tuple(exercise.id for exercise in catalogue.exercises if exercise.id not in slow)
    materials = Materials(catalogue, loaded, keys, {}, "none", quick)
    sources = read_submission(submission, modules=catalogue.modules)

    worker = catalogue.worker
    direct = Direct(Answerer(sources.files, catalogue.functions, recipes=worker.recipes))
    recorded = Recorded()

    class Writing:
        def __init__(self, check: str) -> None:
            self.kept = recorded.answers.setdefault(check, [])
            self.replays = recorded.replays

        def ask(self, request: Request) -> Outcome:
            self.kept.append(direct.ask(request))
            return self.kept[-1]

        def clean(self) -> AbstractContextManager[Direct]:
            return direct.clean()

    replay(materials, lambda check: Subject(Writing(check)))

    def remembered(check: str) -> Subject:
        recorded.now = iter(recorded.answers[check])
        return Subject(recorded)

    supplies = Supplies(worker.packages, worker.preload, worker.recipes)
    zygote = open_zygote([IsolationLevel.R1, IsolationLevel.R2], supplies, catalogue.path)

    def isolated() -> None:
        transport = Isolated(zygote, sources.files, catalogue.functions, catalogue.limits)
        judge = ExerciseJudge(materials, transport)
        for exercise in materials.exercises:
            judge.judge(exercise)
        transport.close()

    def fork() -> None:
        zygote.spawn(1 << 31, 100).close()

    def load() -> None:
        transport = Isolated(zygote, sources.files, catalogue.functions, catalogue.limits)
        for module in catalogue.modules:
            if f"{module}.py" in sources.files:
                transport.ask(Request("import", module))
        transport.close()

    whole = seconds(isolated, rounds)
    warm = seconds(lambda: replay(materials, lambda _: Subject(direct)), rounds)
    comparing = seconds(lambda: replay(materials, remembered), rounds)
    forking, loading = seconds(fork, rounds), seconds(load, rounds)
    zygote.close()
    asked = [c.id for group in materials.checks.values() for c in group]
    requests = sum(len(case.requests) for check in asked for case in loaded.cases.get(check, ()))
    rows: Iterable[tuple[str, float]] = [
        ("whole submission, isolated", whole),
        ("same calls and comparisons in one warm process", warm),
        ("  of it comparing and building requests", comparing),
        ("  of it the functions themselves", warm - comparing),
        ("fork, lock and end of a worker", forking),
        ("importing the modules", loading - forking),
    ]
    print(f"{zygote.level}, {requests} requests, medians of {rounds} rounds")
    for name, value in rows:
        print(f"{name:<50} {1000 * value:8.1f} ms   {value / whole:5.2f} of the whole")


if __name__ == "__main__":
    main()
