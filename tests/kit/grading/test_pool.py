"""A submission can bring down the judge that judges it, and nothing else."""

import json
import os
import signal
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
import support
from support import DOUBLE, TRIPLE, hand_in

from grader import course, results
from grader.cases import drawing
from grader.grading import pool
from grader.grading.batch import Graded, Plan
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import cpu_seconds

# A bomb that no check of the kit knows: judging this answer takes for ever, or all memory.
BOMB = '''

@check("double", points=1)
def test_double_of_seven(student):
    """double(7) is 14"""
    value = student.call("double", 7).value
    while value == 666:
        pass
    if value == 777:
        kept = [bytes(1 << 26) for _ in range(1 << 10)]
    expect.law(student.answers[-1], value == 14, "14", str(value))
'''
ANSWER = "def double(n):\n    return {} if n == 7 else n + n\n"


@pytest.fixture(scope="module")
def folder(isolated: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = support.tiny_course(tmp_path_factory.mktemp("belt") / "course")
    with (made / "tests" / "exercises" / "test_sums.py").open("a") as file:
        file.write(BOMB)
    support.rewrite(made / "course.toml", r"^points = 4$", "points = 5")
    drawing.draw_file(course.load(made), made / "cases.bank")
    return made


@pytest.fixture(scope="module")
def everyone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("in")
    sources = {"ada": DOUBLE, "bomb": ANSWER.format(666), "glutton": ANSWER.format(777), "cleo": ANSWER.format(15)}
    return {name: hand_in(place / name, sums=source, more=TRIPLE) for name, source in sources.items()}


def graded(folder: Path, out: Path, paths: list[Path], jobs: int = 1) -> dict[str, Graded]:
    plan = Plan(folder, folder / "cases.bank", out, (IsolationLevel.R1, IsolationLevel.R2), "quick", None)
    with closing(pool.Judges(plan, jobs)) as judges:
        return {one.folder: one for one in judges.grade(paths, lambda _: None)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_judge_that_computes_for_ever_is_replaced_and_the_batch_goes_on(
    jobs: int, folder: Path, everyone: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = graded(folder, tmp_path / "alone", [everyone["ada"]])["ada"].report
    monkeypatch.setattr(pool, "JUDGE_SECONDS", 4.0)
    done = graded(folder, tmp_path / "out", list(everyone.values()), jobs)
    bomb = done["bomb"].report
    assert (bomb.score, bomb.max_score, bomb.marks) == (0, 7, ("judge replaced",))
    assert {e.status for e in bomb.exercises} == {"error"}
    assert "cannot be judged" in bomb.exercises[0].message
    assert not bomb.kit_errors
    assert done["ada"].report == alone
    assert (done["cleo"].report.score, done["cleo"].report.max_score) == (6, 7)
    again = graded(folder, tmp_path / "out", list(everyone.values()), jobs)
    assert all(one.unchanged for one in again.values()), "a rerun does not meet the bomb again"


def test_an_answer_that_takes_all_memory_is_one_that_cannot_be_judged(
    folder: Path, everyone: dict[str, Path], tmp_path: Path
) -> None:
    done = graded(folder, tmp_path / "out", [everyone["glutton"], everyone["ada"]])
    (failed,) = [c for e in done["glutton"].report.exercises for c in e.checks if c.status != "passed"]
    assert (failed.id, failed.status) == ("test_double_of_seven", "error")
    assert "MemoryError" in failed.message
    assert done["ada"].report.score == 7


def test_a_machine_that_loses_every_judge_is_at_fault(
    folder: Path, everyone: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "JUDGE_SECONDS", 4.0)
    monkeypatch.setattr(pool, "control_is_graded", lambda _plan: False)
    report = graded(folder, tmp_path / "out", [everyone["bomb"]])["bomb"].report
    assert {e.status for e in report.exercises} == {"kit_error"}
    assert report.kit_errors


def test_a_judge_that_is_killed_from_outside_costs_nobody_a_point(
    folder: Path, everyone: dict[str, Path], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill_once() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            judges = [pid for pid in support.living_children() if cpu_seconds(pid) > 0.1]
            for pid in judges[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.02)

    killer = threading.Thread(target=kill_once)
    killer.start()
    done = graded(folder, tmp_path / "out", [everyone["ada"], everyone["cleo"]])
    killer.join()
    assert killed
    assert (done["ada"].report.score, done["cleo"].report.score) == (7, 6)
    assert json.loads((tmp_path / "out" / "ada" / results.FILE).read_bytes())["marks"] == []


def test_the_control_is_graded_on_this_machine(folder: Path, tmp_path: Path) -> None:
    plan = Plan(folder, folder / "cases.bank", tmp_path, (IsolationLevel.R1, IsolationLevel.R2), "quick", None)
    assert pool.control_is_graded(plan)
    assert course.load(folder).exercise("double").points == 5
