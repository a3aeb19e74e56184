"""An appeal: the submission is asked again, and the verdict is the same, or what changes is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import support
from support import GRADER, TRIPLE, assert_refused, hand_in, rewrite, run, tree_digest

from grader.cases.bank import Case
from grader.mistakes import replays
from grader.results import CheckResult, Counterexample, ExerciseResult, exercise_result
from grader.values import Record, Request

LATE = "def double(n):\n    return 2 * n if n < 9 else 0\n"


@pytest.fixture(scope="module")
def graded(isolated: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("replay")
    folder = support.tiny_course(place / "course")
    hand_in(place / "in" / "ben", sums="def double(n):\n    return n + 1\n", more=TRIPLE)
    batch = support.grade(folder, [place / "in" / "ben"], place / "out")
    assert batch.done.returncode == 0, batch.text
    return place


def replay(place: Path, *options: object, exercise: str = "double") -> str:
    done = run(GRADER, "replay", "../out/ben", exercise, *options, cwd=place / "course")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_submission_gets_the_same_verdict_and_nothing_is_written(graded: Path) -> None:
    before = tree_digest(graded / "out"), tree_digest(graded / "in")
    lines = replay(graded).splitlines()
    assert lines[0].startswith("double: failed, ")
    assert lines[0].endswith("; the same verdict.")
    assert lines[1:] == ["wrong value", "double(0)", "expected: 0", "got:      1"]
    assert (tree_digest(graded / "out"), tree_digest(graded / "in")) == before


def test_another_version_says_what_changes(graded: Path, tmp_path: Path) -> None:
    late = replay(graded, "--submission", hand_in(tmp_path / "late", sums=LATE))
    first, second, *_ = late.splitlines()
    assert first == "This is another version of the submission."
    assert second.startswith("double: failed, 1 of 4 points; before: failed, ")
    assert late.endswith("The call shown before is right now:\ndouble(0)\n")
    same = replay(graded, "--submission", shutil.copytree(graded / "in" / "ben", tmp_path / "same"))
    assert same.startswith("This is the version that was graded.\ndouble: failed")


def case(number: int) -> Case:
    return Case(Record({}), (Request("call", "double", (number,)),), ())


def result(number: int | None, got: str = "7", message: str = "wrong") -> ExerciseResult:
    """Return the result of an exercise whose check fails for this argument, or passes."""
    if number is None:
        checks = [CheckResult("test", "The check", "passed", 4, 4)]
    else:
        example = Counterexample(f"double({number})", "8", got)
        checks = [CheckResult("test", "The check", "failed", 0, 4, message, example)]
    return exercise_result("double", "Double", "sums", False, checks)


@pytest.mark.parametrize(
    ("before", "after", "last"),
    [
        (result(2), result(None), "The call shown before is right now:\ndouble(2)"),
        (result(2), result(3), "The call shown before is right now:\ndouble(2)"),
        (result(3), result(2), "The call shown before comes after the one that fails now:\ndouble(3)"),
        (result(2), result(2, "6"), "The call shown before gets another answer, which is wrong too:\ndouble(2)"),
        (result(99), result(2), "The call shown before is not the one that fails now:\ndouble(99)"),
        (result(None), result(2), "The check: passed before, failed now."),
        (result(2), result(2), "wrong"),
        (result(None), result(None), "double: passed, 4 of 4 points; the same verdict."),
    ],
)
def test_what_becomes_of_the_call_that_was_shown(before: ExerciseResult, after: ExerciseResult, last: str) -> None:
    cases = {"test": [case(1), case(2), case(3)]}
    assert list(replays.lines(before, after, cases))[-1] == last


def test_it_says_when_the_cases_or_the_checks_have_changed(graded: Path, tmp_path: Path) -> None:
    shutil.copytree(graded, tmp_path / "class")
    place = tmp_path / "class"
    options = ("--submission", place / "in" / "ben")
    rewrite(place / "course" / "course.toml", "^call = 0.5$", "call = 0.6")
    assert "The cases are the same, but checks," in replay(place, *options)
    rewrite(place / "course" / "tests" / "exercises" / "test_sums.py", r"st.integers\(0, 99\)", "st.integers(5, 50)")
    assert "The cases are not those it was graded with" in replay(place, *options)


def test_a_submission_that_is_gone_must_be_named(graded: Path, tmp_path: Path) -> None:
    shutil.copytree(graded, tmp_path / "class")
    place = tmp_path / "class" / "course"
    moved = graded / "in" / "moved"
    (graded / "in" / "ben").rename(moved)
    try:
        refused = run(GRADER, "replay", "../out/ben", "double", cwd=place)
    finally:
        moved.rename(graded / "in" / "ben")
    assert_refused(refused, 2, "in/ben any more; say where it is with --submission PATH.")
    assert_refused(run(GRADER, "replay", "../out/bem", "double", cwd=place), 2, "contains no results")
    assert_refused(run(GRADER, "replay", "../out/ben", "dubble", cwd=place), 2, "did you mean double?")
    nowhere = run(GRADER, "replay", "../out/ben", "double", "--submission", "nowhere", cwd=place)
    assert_refused(nowhere, 2, "nowhere: no such file or folder")
