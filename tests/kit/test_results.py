"""The record of a graded submission adds up and is written atomically."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from grader import results
from grader.files import write_atomically
from grader.results import CheckResult, Counterexample, ExerciseResult, Report, Status

STATUSES: tuple[Status, ...] = get_args(Status)


def checked(status: Status = "passed", points: int = 2, name: str = "test_it", message: str = "") -> CheckResult:
    return CheckResult(name, "It works", status, points if status == "passed" else 0, points, message)


def summed(*found: CheckResult, bonus: bool = False) -> ExerciseResult:
    return results.exercise_result("it", "It", "module", bonus, found)


def reported(*exercises: ExerciseResult, name: str = "ada") -> Report:
    return results.report(name, exercises, digest="d", facts={}, marks=["b", "a", "b"])


def many_checks() -> SearchStrategy[list[CheckResult]]:
    return st.lists(
        st.builds(
            checked,
            st.sampled_from(STATUSES),
            st.integers(0, 9),
            st.text("abc_", min_size=1),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        ),
        min_size=1,
        max_size=6,
    )


def test_an_exercise_is_passed_when_all_of_its_checks_are() -> None:
    done = summed(checked(), checked(points=3))
    assert (done.status, done.score, done.max_score, done.message) == ("passed", 5, 5, "")


def test_the_first_check_that_is_not_passed_gives_status_and_message() -> None:
    done = summed(checked(), checked("timeout", message="too slow"), checked("failed", message="wrong"))
    assert (done.status, done.message, done.score, done.max_score) == ("timeout", "too slow", 2, 6)


@pytest.mark.parametrize("status", [s for s in STATUSES if s not in ("passed", "skipped", "kit_error")])
def test_what_is_not_passed_stays_in_the_maximum(status: Status) -> None:
    done = summed(checked(), checked(status, points=3))
    assert (done.status, done.score, done.max_score) == (status, 2, 5)


def test_what_is_skipped_leaves_the_maximum() -> None:
    assert (summed(checked(), checked("skipped", points=3)).max_score) == 2
    nothing = summed(checked("skipped", message="no network is trained"))
    assert (nothing.status, nothing.max_score, nothing.message) == ("skipped", 0, "no network is trained")


def test_a_fault_of_the_kit_is_named_before_any_other() -> None:
    done = summed(checked("failed"), checked("kit_error", message="our fault"))
    assert (done.status, done.message) == ("kit_error", "our fault")
    assert reported(done, summed(checked())).kit_errors == ["it"]


def test_bonus_points_are_kept_apart() -> None:
    report = reported(summed(checked()), summed(checked(points=3), bonus=True), summed(checked("failed", points=4)))
    assert (report.score, report.max_score, report.bonus) == (2, 6, 3)


def test_marks_are_named_once_in_order() -> None:
    assert reported(summed(checked())).marks == ("a", "b")


@given(st.lists(many_checks(), min_size=1, max_size=4), st.booleans())
def test_totals_are_the_sums_of_their_parts(groups: list[list[CheckResult]], bonus: bool) -> None:
    exercises = [summed(*group, bonus=bonus) for group in groups]
    report = reported(*exercises)
    for exercise in exercises:
        assert exercise.score == sum(c.score for c in exercise.checks)
        assert 0 <= exercise.score <= exercise.max_score
        assert (exercise.status == "passed") <= (exercise.score == exercise.max_score)
    assert report.score + report.bonus == sum(e.score for e in exercises)


@given(st.lists(many_checks(), min_size=1, max_size=3))
def test_a_report_comes_back_from_its_json(groups: list[list[CheckResult]]) -> None:
    report = reported(*[summed(*group) for group in groups])
    raw = results.to_json(report)
    assert results.from_json(raw) == report
    assert results.to_json(report) == raw


def test_the_json_has_the_fields_of_the_contract() -> None:
    example = Counterexample("f(1)", "2", "3")
    failed = CheckResult("test_it", "It works", "failed", 0, 2, "wrong value", example)
    raw: dict[str, Any] = json.loads(results.to_json(reported(summed(failed))))
    assert list(raw) == [
        "schema", "submission", "score", "max_score", "bonus", "digest", "data", "weights", "marks", "exercises",
        "notes",
    ]  # fmt: skip
    (exercise,) = raw["exercises"]
    assert exercise | {"checks": []} == {
        "id": "it", "title": "It", "module": "module", "status": "failed", "score": 0, "max_score": 2,
        "message": "wrong value", "checks": [],
    }  # fmt: skip
    assert exercise["checks"] == [
        {
            "id": "test_it", "title": "It works", "status": "failed", "score": 0, "max_score": 2,
            "message": "wrong value", "counterexample": {"call": "f(1)", "expected": "2", "got": "3"},
        }
    ]  # fmt: skip


def test_a_name_that_is_no_text_can_be_written_down() -> None:
    assert results.to_json(reported(summed(checked()), name=os.fsdecode(b"ada\xff")))


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"\xff", b'{"schema": 1}', b'{"schema": "1"}', b"[" * 100_000, b"1e999"]
)
def test_what_is_no_report_is_none(raw: bytes) -> None:
    assert results.from_json(raw) is None


# Writing


def test_a_file_is_replaced_in_one_step_and_readable(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "results.json"
    write_atomically(file, b"first")
    before = file.stat().st_ino
    write_atomically(file, b"second")
    assert file.read_bytes() == b"second"
    assert file.stat().st_ino != before, "it was written over, so that half of it could be seen"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert [f.name for f in file.parent.iterdir()] == ["results.json"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_atomically(file, "no bytes")  # type: ignore[arg-type]
    assert file.read_bytes() == b"old"
    assert [f.name for f in tmp_path.iterdir()] == ["results.json"]


def test_what_is_in_the_way_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "results.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomically(tmp_path / "results.json", b"new")
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file" / "results.json", b"new")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["file", "results.json"]
