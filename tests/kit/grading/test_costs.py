"""A submission that always runs to the limit takes no longer than course.toml allows, and affects no other."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import support
from support import ROOT, TRIPLE, Batch, hand_in, is_full

from grader import checks, course
from grader.asking.isolated import Isolated
from grader.course import Limits
from grader.grading import costs
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import ZygoteProcess
from grader.subject import Fault
from grader.values import Request, Returned

LIMITS = Limits(call=1.0, importing=1.0, exercise=3.0, patience=3.0, memory_mb=512)
BURN = """
import time

def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

def sleep(seconds):
    time.sleep(seconds)
"""


@pytest.fixture(scope="module")
def zygote(isolated: str) -> Iterator[ZygoteProcess]:
    made = ZygoteProcess(IsolationLevel(isolated), Supplies(("torch", "numpy")))
    made.wait()
    yield made
    made.close()


@pytest.fixture
def submission(zygote: ZygoteProcess) -> Iterator[Callable[[str], Isolated]]:
    made = []

    def make(source: str) -> Isolated:
        made.append(Isolated(zygote, {"slow.py": source.encode()}, {"burn": "slow", "sleep": "slow"}, LIMITS))
        return made[-1]

    yield make
    for one in made:
        one.close()


def count(slow: Isolated, request: Request, *, fresh_workers: bool = False) -> int:
    """Return the number of calls answered before the time is used up."""
    for answered in range(100):
        try:
            assert isinstance(slow.ask(request), Returned)
        except Fault as fault:
            assert (fault.status, "used up" in fault.message) == ("timeout", True), fault.message
            return answered
        if fresh_workers:
            slow.renew()
    raise AssertionError("the time is never used up")


def test_calls_just_below_their_limit_end_with_the_time_of_the_exercise(submission: Callable[[str], Isolated]) -> None:
    slow = submission(BURN)
    slow.allow(1.0)
    assert 1 <= count(slow, Request("call", "burn", (0.3,))) <= 4
    with pytest.raises(Fault, match="used up"):
        slow.ask(Request("call", "burn", (0.0,)))
    slow.allow(1.0)
    assert isinstance(slow.ask(Request("call", "burn", (0.0,))), Returned), "the next exercise has its own time"


def test_code_that_only_waits_is_stopped_by_the_wall_clock(submission: Callable[[str], Isolated]) -> None:
    slow = submission(BURN)
    slow.allow(0.5)
    assert 1 <= count(slow, Request("call", "sleep", (0.5,))) <= 3


def test_what_every_new_worker_costs_counts_too(submission: Callable[[str], Isolated]) -> None:
    slow = submission(BURN + "\nburn(0.4)\n")
    slow.allow(1.5)
    assert 1 <= count(slow, Request("call", "burn", (0.0,)), fresh_workers=True) <= 4


def test_a_submission_costs_what_its_exercises_cost(tiny_folder: Path) -> None:
    catalogue = course.load(ROOT)
    found = [[c for c in checks.load(catalogue) if c.exercise == e.id] for e in catalogue.exercises]
    light = [own for own in found if not any(c.heavy for c in own)]
    limits = catalogue.limits
    assert costs.submission(limits, light) >= len(light) * limits.exercise
    assert costs.submission(limits, found, 100.0) == costs.submission(limits, light) + limits.exercise + 100.0
    slow = next(own for own in found if any(c.slowness == 10 for c in own))
    assert costs.exercise(limits, slow) == 4 * 10 * limits.call, "a slow call and its repetition fit"
    tiny = course.load(tiny_folder)
    assert costs.submission(tiny.limits, [[c] for c in checks.load(tiny)[:2]]) == 2 * tiny.limits.exercise


def test_the_doctor_shows_the_maximum_time_of_a_submission(
    doctor: subprocess.CompletedProcess[str], course_folder: Path
) -> None:
    catalogue = course.load(course_folder)
    found = [[c for c in checks.load(catalogue) if c.exercise == e.id] for e in catalogue.exercises]
    seconds = costs.submission(catalogue.limits, [own for own in found if not any(c.heavy for c in own)])
    by_budget = {name: int(minutes) for minutes, name in re.findall(r"at most (\d+) .* --budget (\w+)", doctor.stdout)}
    assert by_budget["none"] == round(seconds / 60)
    assert by_budget["none"] < by_budget["quick"] < by_budget["full"]


@pytest.fixture(scope="module")
def graded(isolated: str, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    place = tmp_path_factory.mktemp("costs")
    sources = {
        "creeping": BURN + "def double(n):\n    burn(0.42)\n    return 2 * n\n",
        "hanging": "def double(n):\n    while True:\n        pass\n",
    }
    everyone = [hand_in(place / "in" / name, sums=source, more=TRIPLE) for name, source in sources.items()]
    return support.grade(tiny_folder, everyone, place / "out")


@pytest.mark.parametrize("name", ["creeping", "hanging"])
def test_one_exercise_at_its_limit_costs_no_other(name: str, graded: Batch) -> None:
    assert graded.done.returncode == 0, graded.text
    slow, other = graded.exercise(name, "double"), graded.exercise(name, "triple")
    assert slow["status"] == "timeout"
    assert "limit hit" in graded.report(name)["marks"]
    assert "nondeterministic" not in graded.report(name)["marks"]
    assert is_full(other)


def test_limits_follow_a_slow_machine_and_never_get_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 <= costs.slowness() <= costs.MOST
    monkeypatch.setattr(costs, "STATED", 1e-4)
    assert costs.slowness() > 4, "this machine is much slower than such a one"
    monkeypatch.setattr(costs, "STATED", 1e4)
    assert costs.slowness() == 1, "a fast machine shortens no limit"
    limits = Limits(call=2.0, importing=5.0, exercise=20.0)
    assert costs.scaled(limits, 1.5) == msgspec.structs.replace(limits, call=3.0, importing=7.5, exercise=30.0)
