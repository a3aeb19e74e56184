"""A release needs no solutions: practice replays its bank, with the verdicts of the full course."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
from click.testing import CliRunner
from support import GRADER, assert_no_traceback, run
from tiny_release import Released

from grader import check, cli, course, results
from grader.cases import drawing
from grader.cases import released as records
from grader.notebook.page import Verdict

SQUARED = "def double(n):\n    return n * n\n"


@pytest.fixture
def handout(released: Released, tmp_path: Path) -> Iterator[Path]:
    """Return a copy of the release; nothing is drawn there."""
    folder = released.copy(tmp_path / "handout")
    yield folder
    assert not list((folder / ".convkit").rglob("*.cases"))
    assert not (folder / "reference").exists()


def pytest_in(folder: Path, *options: object) -> tuple[str, dict[str, Any]]:
    file = folder / ".convkit" / "report.json"
    done = run(sys.executable, "-m", "pytest", "--results", file, *options, cwd=folder)
    assert_no_traceback(done.stdout + done.stderr)
    return done.stdout, json.loads(file.read_bytes())


def refusal(folder: Path, *arguments: str) -> str:
    """Return what a command says as it ends with 2 or 3, run in this process."""
    done = CliRunner().invoke(cli.main, [*arguments, "--course", str(folder)])
    assert done.exit_code in (2, 3), done.output
    return " ".join(done.output.split())


def exercise(report: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in report["exercises"] if e["id"] == name)
    return found


def test_pytest_says_what_the_full_course_says_with_the_same_cases(
    released: Released, handout: Path, tmp_path: Path
) -> None:
    given = support.hand_in(tmp_path / "ada", sums=SQUARED, more=support.TRIPLE)
    bank = tmp_path / "cases.bank"
    assert run(GRADER, "bank", bank, cwd=released.course).returncode == 0
    _, here = pytest_in(handout, "--submission", given)
    _, there = pytest_in(released.course, "--submission", given, "--bank", bank)
    assert here["exercises"] == there["exercises"]
    assert exercise(here, "double")["diagnosis"] == "squared"
    assert exercise(here, "triple")["score"] == 2


def test_grading_in_a_release_names_it_and_knows_the_mistake(isolated: str, handout: Path, released: Released) -> None:
    (handout / "student" / "sums.py").write_text(SQUARED)
    batch = support.grade(handout, [handout / "student"], handout / "results")
    report = batch.report("student")
    record = json.loads((handout / "release.json").read_bytes())
    assert report["release"] == record["digest"]
    assert batch.exercise("student", "double")["message"].startswith("The number is multiplied by itself")
    full = support.grade(released.course, [handout / "student"], handout / "full").report("student")
    assert (full["exercises"], full["release"]) == (report["exercises"], record["digest"])


def test_results_name_no_release_that_the_course_has_left_behind(released: Released, tmp_path: Path) -> None:
    assert records.digest_of(course.load(released.course))
    elsewhere = support.tiny_course(tmp_path / "moved")
    assert records.digest_of(course.load(elsewhere)) == ""
    (elsewhere / ".convkit").mkdir()
    (elsewhere / ".convkit" / "release.json").write_bytes((released.folder / "release.json").read_bytes())
    assert records.digest_of(course.load(elsewhere)) == "", "made from other sources"
    report = results.report("ada", [], digest="", facts={}, marks=())
    assert b"release" not in results.to_json(report)


def test_watch_show_and_hint_work_without_solutions(handout: Path) -> None:
    (handout / "student" / "sums.py").write_text(SQUARED)
    shown = run(GRADER, "show", "double", cwd=handout)
    assert "from student.sums import double" in shown.stdout, shown.stderr
    assert "# The number is multiplied by itself" in shown.stdout
    assert run(GRADER, "hint", "double", cwd=handout).stdout == "Hint 1 of 2: Add.\n"
    assert "Drawing" not in shown.stderr


def test_pictures_and_the_own_bank_work_without_solutions(handout: Path) -> None:
    (handout / "student" / "sums.py").write_text(SQUARED)
    text, _ = pytest_in(handout, "--pictures")
    assert f"Pictures: {handout / '.convkit' / 'practice.html'}" in text
    assert "16 cases of 6 checks" in run(GRADER, "bank", cwd=handout).stdout


def test_the_notebook_that_students_write_is_that_of_the_release(handout: Path, tmp_path: Path) -> None:
    done = run(GRADER, "notebook", tmp_path / "mine.ipynb", cwd=handout)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine.ipynb").read_bytes() == (handout / "tutorial.ipynb").read_bytes()


def test_a_notebook_replays_the_bank(handout: Path) -> None:
    def double(n: int) -> int:
        return n * n

    verdict = check(double, course=str(handout))
    assert isinstance(verdict, Verdict)
    assert verdict.result.message.startswith("The number is multiplied by itself, not added to itself.\nwrong value")


# What students may break


def test_a_changed_check_file_is_named(handout: Path) -> None:
    file = handout / "tests" / "exercises" / "test_sums.py"
    file.write_text(file.read_text() + "\nSEEN = 1\n")
    text, _ = pytest_in(handout)
    assert "Changed since the release, so these verdicts may be wrong: tests/exercises/test_sums.py." in text
    assert records.digest_of(course.load(handout)) == ""


def test_a_check_file_with_the_line_ends_of_windows_is_no_other_file(handout: Path) -> None:
    for file in (*(handout / "tests" / "exercises").glob("*.py"), handout / "course.toml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    catalogue = course.load(handout)
    record = records.of(catalogue)
    assert record is not None
    assert records.edited(catalogue, record) == []
    assert records.digest_of(catalogue) == record.digest


@pytest.mark.parametrize(("damage", "kind"), [("missing", "knowledge"), ("cut off", "cases")])
def test_a_file_of_the_bank_that_is_missing_or_damaged_is_named_and_costs_no_other_exercise(
    damage: str, kind: str, handout: Path
) -> None:
    (file,) = (handout / "bank").glob(f"double-*.{kind}")
    content = file.read_bytes()
    file.unlink() if damage == "missing" else file.write_bytes(content[:-5])
    (handout / "student" / "more.py").write_text(support.TRIPLE)
    text, report = pytest_in(handout)
    assert exercise(report, "double")["status"] == "kit_error"
    assert exercise(report, "triple")["status"] == "passed"
    assert f"missing or damaged: {file.name}; get this file from the release again" in text
    assert f"missing or damaged: {file.name}" in refusal(handout, "show", "double")
    assert file.name in repr(check("double", course=str(handout)))


def test_a_damaged_record_is_named(handout: Path) -> None:
    (handout / "release.json").write_text('{"course": 1}')
    assert "release.json: cannot be read, or is no record of a release; get this file" in refusal(handout, "bank")


def test_without_solutions_and_release_the_course_says_what_is_missing(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "tiny")
    for file in (folder / "reference").iterdir():
        file.unlink()
    (folder / "reference").rmdir()
    done = run(sys.executable, "-m", "pytest", cwd=folder)
    assert "reference: no such folder; checks compare with the solutions in it, or need a release." in done.stderr
    assert "no such folder; cases are drawn from the solutions in it." in refusal(folder, "show", "double")
    assert "no such folder; an audit asks the solutions and mistakes in it." in refusal(folder, "audit")


def test_banks_keep_no_lines_of_solutions(released: Released) -> None:
    from grader.releasing import traces

    for file in (released.folder / "bank").iterdir():
        text = "\n".join(traces.readings(file.name, file.read_bytes()))
        assert "reference/" not in text, "a frame of a traceback"
        assert "n+n" not in text


def test_a_release_draws_nothing(released: Released, tmp_path: Path) -> None:
    catalogue = course.load(released.folder)
    with pytest.raises(drawing.DrawingError, match="get this file from the release again"):
        drawing.draw_into(catalogue, tmp_path / "bank", ["double"], seed=2)
    assert not (tmp_path / "bank").exists()
    assert "a release draws no cases" in refusal(released.folder, "bank", str(tmp_path / "my.bank"))
