"""Retiring a check after release: which exercises are graded again, and which scores change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import support
from support import DOUBLE, TRIPLE, Grader, assert_refused, hand_in, run

RETIRED = '\n[retired]\ntest_double_is_even = "asked for what nobody was told"\n'
ODD = "def double(n):\n    return 2 * n + (n == 4)\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a course and two submissions, one of them wrong for the argument 4."""
    support.tiny_course(tmp_path / "course")
    hand_in(tmp_path / "in" / "ada", sums=DOUBLE, more=TRIPLE)
    hand_in(tmp_path / "in" / "odd", sums=ODD, more=TRIPLE)
    return tmp_path


def grade(place: Path, out: str) -> support.Batch:
    batch = support.grade(place / "course", sorted((place / "in").iterdir()), place / out)
    assert batch.done.returncode == 0, batch.text
    return batch


def retire(place: Path) -> None:
    file = place / "course" / "course.toml"
    file.write_text(file.read_text() + RETIRED)


def test_a_retired_check_leaves_the_maximum_of_everyone(isolated: str, place: Path) -> None:
    before = grade(place, "before")
    assert [before.report(name)["max_score"] for name in ("ada", "odd")] == [6, 6]
    retire(place)
    after = grade(place, "after")
    assert [after.report(name)["max_score"] for name in ("ada", "odd")] == [5, 5]
    assert [after.report(name)["score"] for name in ("ada", "odd")] == [5, before.report("odd")["score"]]
    (check,) = [c for c in after.exercise("odd", "double")["checks"] if c["id"] == "test_double_is_even"]
    assert (check["status"], check["message"]) == ("skipped", "removed from the course: asked for what nobody was told")


def test_only_what_changed_is_judged_again_and_the_bytes_are_those_of_a_run_from_nothing(
    isolated: str, place: Path
) -> None:
    grade(place, "out")
    kept = place / "out" / "ada" / "results.json"
    report = json.loads(kept.read_bytes())
    report["exercises"][1]["message"] = "this is what was kept"
    kept.write_text(json.dumps(report))
    retire(place)
    again = grade(place, "out")
    assert again.exercise("ada", "triple")["message"] == "this is what was kept", "it was judged again"
    assert again.exercise("ada", "double")["max_score"] == 3
    assert again.raw("odd") == grade(place, "fresh").raw("odd")


def test_a_changed_submission_is_judged_again_as_a_whole(isolated: str, place: Path) -> None:
    grade(place, "out")
    (place / "in" / "odd" / "sums.py").write_text(DOUBLE)
    assert grade(place, "out").report("odd")["score"] == 6


def test_an_unknown_check_cannot_be_retired(place: Path, grader: Grader) -> None:
    file = place / "course" / "course.toml"
    file.write_text(file.read_text() + '\n[retired]\ntest_dubble = "a slip"\n')
    done = run(
        support.GRADER, "grade", place / "in" / "ada", "--out", place / "out", "--allow-weak-isolation",
        cwd=place / "course",
    )  # fmt: skip
    assert_refused(done, 2, "course.toml: retired.test_dubble: no such check in", "correct the name.")


def test_every_changed_score_is_listed(isolated: str, place: Path, grader: Grader) -> None:
    grade(place, "old")
    retire(place)
    shutil.copytree(place / "old", place / "new")
    grade(place, "new")
    shutil.rmtree(place / "new" / "odd")
    done = grader("diff", place / "old", place / "new")
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["ada", "double", "4", "/", "4", "3", "/", "3"] in lines
    assert ["ada", "total", "6", "/", "6", "5", "/", "5"] in lines
    assert not [line for line in lines if "triple" in line]
    (gone,) = [line for line in lines if line[0] == "odd"]
    assert gone[-1] == "missing"
    assert done.stdout.splitlines()[-1] == "2 of 2 submissions have changed scores."
    assert "0 of 1 submissions have changed scores." in grader("diff", place / "new", place / "new").stdout


def test_a_folder_without_results_is_reported(place: Path, grader: Grader) -> None:
    assert_refused(grader("diff", place / "in", place / "in"), 2, "contains no results")


# Answers that change


@pytest.mark.parametrize(
    "source",
    [
        "LAST = {}\ndef double(n):\n    return LAST.setdefault('only', n) * 2\n",
        "import random\ndef double(n):\n    return 2 * n + random.SystemRandom().randint(0, 999)\n",
        "COUNT = []\ndef double(n):\n    COUNT.append(n)\n    return 2 * n + (len(COUNT) > 4)\n",
    ],
    ids=["remembers", "chance", "counts"],
)
def test_changing_answers_are_reported(source: str, isolated: str, place: Path) -> None:
    hand_in(place / "in" / "changing", sums=source)
    exercise = grade(place, "out").exercise("changing", "double")
    assert exercise["score"] < exercise["max_score"]
    assert exercise["message"].startswith("the same call gives different results"), exercise


def test_consistently_wrong_answers_are_not_reported_as_changing(isolated: str, place: Path) -> None:
    message = grade(place, "out").exercise("odd", "double")["message"]
    assert "different results" not in message
