"""Submissions are graded correctly, with the same bytes for any number of judges, isolation level and rerun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import support
from support import DATA, Batch, Expected, expected, hand_in, is_full, needs_mnist, solved

HALF = '''
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    """Right where it answers."""
    if padding:
        raise NotImplementedError("padding")
    way = size - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("it does not fit")
    return way // stride + 1


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    raise NotImplementedError("conv_2d")
'''
WRONG = '''
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    """Forgets that a window has a width."""
    if size + 2 * padding < dilation * (kernel - 1) + 1:
        raise ValueError("it does not fit")
    return (size + 2 * padding) // stride
'''
# Several ways to import a submission's module; each must give the same module object.
HELPER = "calls = []\n" + solved("convolution").replace("def output_size", "def positions")
IMPORTS = {
    "absolute": "import own_helper as first\nimport student.own_helper as second\n",
    "relative": "from . import own_helper as first\nfrom student import own_helper as second\n",
    "mixed": "from .own_helper import positions\nimport own_helper as first\nimport importlib\n"
    "second = importlib.import_module('student.own_helper')\n",
}
USES = """
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if first is not second or first.calls is not second.calls:
        raise RuntimeError("two module objects of one file")
    first.calls.append(size)
    return second.positions(size, kernel, stride, padding, dilation)
"""
NEIGHBOURS = {  # one module of the course imports another
    "neighbours": {
        "filters": "import convolution\nimport student.convolution\nfrom .convolution import output_size as mine\n"
        "assert mine is convolution.output_size is student.convolution.output_size\n" + solved("filters"),
        "convolution": solved("convolution"),
    }
}
BUDGET = ("--budget", "none")


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory, course_folder: Path) -> list[Path]:
    folder = tmp_path_factory.mktemp("everyone")
    modules = expected(course_folder).course.modules
    whole = {module: solved(module) for module in modules}
    without = {module: source for module, source in whole.items() if module != "filters"}
    return [
        hand_in(folder / "right", **whole),
        hand_in(folder / "half", **(without | {"convolution": HALF})),
        hand_in(folder / "wrong", **{"convolution": WRONG}),
        *(hand_in(folder / name, convolution=lines + USES, own_helper=HELPER) for name, lines in IMPORTS.items()),
        *(hand_in(folder / name, **modules) for name, modules in NEIGHBOURS.items()),
        course_folder / "student",
    ]


@pytest.fixture(scope="module")
def graded(isolated: str, everyone: list[Path], course_folder: Path, bank_file: Path, space: Path) -> Batch:
    """Grade everyone with one judge."""
    out = support.fresh(space, "one-judge")
    batch = support.grade(course_folder, everyone, out, *BUDGET, "--bank", bank_file, "--jobs", 1)
    assert batch.done.returncode == 0, batch.text
    return batch


@pytest.fixture(scope="module")
def found(course_folder: Path) -> Expected:
    return expected(course_folder)


def skipped(report: dict[str, Any]) -> set[str]:
    return {c["id"] for e in report["exercises"] for c in e["checks"] if c["status"] == "skipped"}


# Points


def test_the_reference_gets_every_point(graded: Batch, found: Expected) -> None:
    report = graded.report("right")
    for exercise in report["exercises"]:
        assert exercise["status"] in ("passed", "skipped"), exercise
    assert report["score"] == report["max_score"] == found.total(without=skipped(report))
    assert report["bonus"] == found.total(bonus=True, without=skipped(report))
    assert report["marks"] == []


def test_stubs_are_not_started_and_get_nothing(graded: Batch, found: Expected) -> None:
    report = graded.report("student")
    assert {e["status"] for e in report["exercises"]} <= {"not_started", "skipped"}
    assert (report["score"], report["bonus"], report["marks"]) == (0, 0, [])
    assert [e["id"] for e in report["exercises"]] == [e.id for e in found.course.exercises]
    assert "not started yet" in {e["message"] for e in report["exercises"]}


def test_a_function_that_is_not_implemented_for_some_inputs_is_wrong_not_unstarted(graded: Batch) -> None:
    exercise = graded.exercise("half", "output_size")
    status = {c["id"]: c["status"] for c in exercise["checks"]}
    assert (exercise["status"], status["test_size_with_padding"]) == ("error", "error")
    assert status["test_size_with_stride"] == status["test_size_with_dilation"] == "passed"
    assert 0 < exercise["score"] < exercise["max_score"]
    (message,) = {c["message"] for c in exercise["checks"] if c["id"] == "test_size_with_padding"}
    assert "your code raised NotImplementedError: padding\n  convolution.py, line 5, in output_size" in message
    assert graded.exercise("half", "conv_2d")["status"] == "not_started"


def test_a_missing_module_gets_zero_points_of_the_same_maximum(graded: Batch) -> None:
    for exercise in graded.report("half")["exercises"]:
        whole = graded.exercise("right", exercise["id"])
        assert exercise["max_score"] == whole["max_score"]
        if exercise["module"] == "filters":
            assert (exercise["status"], exercise["score"]) == ("missing", 0)
            assert exercise["message"] == "filters.py is missing"


def test_everyone_has_the_same_maximum_and_the_same_checks(graded: Batch, everyone: list[Path]) -> None:
    shapes = {
        tuple((e["id"], e["max_score"], tuple((c["id"], c["max_score"]) for c in e["checks"])) for e in r["exercises"])
        for r in (graded.report(path.name) for path in everyone)
    }
    assert len(shapes) == 1
    assert len({graded.report(path.name)["max_score"] for path in everyone}) == 1


def test_skipped_checks_leave_the_maximum_for_everyone(graded: Batch, everyone: list[Path], found: Expected) -> None:
    left_out = {frozenset(skipped(graded.report(path.name))) for path in everyone}
    assert len(left_out) == 1
    (names,) = left_out
    assert names >= {c.id for c in found.checks if c.heavy and not c.plain}, "no network is trained"
    assert names <= {c.id for c in found.checks if c.needs}, "only what needs data or weights can be skipped"
    exercise = graded.exercise("right", "mnist")
    assert (exercise["status"], exercise["score"], exercise["max_score"]) == ("skipped", 0, 0)
    assert exercise["message"] == "with --budget none, no network is trained"


def test_a_wrong_answer_is_shown_with_the_smallest_call(graded: Batch) -> None:
    check = next(c for c in graded.exercise("wrong", "output_size")["checks"] if c["id"] == "test_size_without_options")
    example = check["counterexample"]
    assert example["call"].startswith("output_size(")
    assert (check["status"], check["score"]) == ("failed", 0)
    assert check["message"].endswith(f"{example['call']}\nexpected: {example['expected']}\ngot:      {example['got']}")
    assert int(example["expected"]) != int(example["got"])


# Helper modules


@pytest.mark.parametrize("name", IMPORTS)
def test_a_helper_module_is_one_object_however_it_is_imported(name: str, graded: Batch) -> None:
    exercise = graded.exercise(name, "output_size")
    assert is_full(exercise), exercise


def test_modules_of_the_course_see_each_other_in_every_way(graded: Batch) -> None:
    for exercise in graded.report("neighbours")["exercises"]:
        if exercise["module"] in ("filters", "convolution"):
            assert is_full(exercise), exercise


# The same bytes


def same(first: Batch, second: Batch, names: list[str]) -> None:
    for name in names:
        assert first.raw(name) == second.raw(name), name


def test_two_judges_give_the_same_bytes(
    graded: Batch, everyone: list[Path], course_folder: Path, bank_file: Path, space: Path
) -> None:
    out = support.fresh(space, "two-judges")
    again = support.grade(course_folder, everyone[::-1], out, *BUDGET, "--bank", bank_file, "--jobs", 2)
    assert again.done.returncode == 0, again.text
    same(graded, again, [path.name for path in everyone])
    rows = (graded.out / "gradebook.csv").read_text().splitlines()
    assert (again.out / "gradebook.csv").read_text().splitlines() == [*rows[:2], *rows[:1:-1]]


def test_both_safe_isolation_levels_give_the_same_bytes(
    require: Callable[[str], None],
    graded: Batch,
    everyone: list[Path],
    course_folder: Path,
    bank_file: Path,
    space: Path,
) -> None:
    require("R1")
    require("R2")
    assert {p["isolation"] for p in graded.provenance.values()} == {"R1"}
    out = support.fresh(space, "second-level")
    again = support.grade(course_folder, everyone, out, *BUDGET, "--bank", bank_file, "--isolation", "R2", "--jobs", 2)
    assert again.done.returncode == 0, again.text
    assert {p["isolation"] for p in again.provenance.values()} == {"R2"}
    assert "Isolation: R2 (" in again.done.stdout
    same(graded, again, [path.name for path in everyone])


# Reruns


def test_a_rerun_grades_only_what_changed(isolated: str, brisk_folder: Path, bank_file: Path, tmp_path: Path) -> None:
    options = ("--only", "output_size,conv_2d", "--bank", bank_file)
    source = solved("convolution")
    ada, bob = (hand_in(tmp_path / name, convolution=source) for name in ("ada", "bob"))
    first = support.grade(brisk_folder, [ada, bob], tmp_path / "out", *options)
    before = {name: (tmp_path / "out" / name / "results.json").stat() for name in ("ada", "bob")}
    provenance = (tmp_path / "out" / "ada" / "provenance.json").stat()
    digest = first.report("bob")["digest"]

    (bob / "convolution.py").write_text(HALF)
    again = support.grade(brisk_folder, [ada, bob], tmp_path / "out", *options)
    assert again.done.returncode == 0, again.text
    after = {name: (tmp_path / "out" / name / "results.json").stat() for name in ("ada", "bob")}
    assert (after["ada"].st_mtime_ns, after["ada"].st_ino) == (before["ada"].st_mtime_ns, before["ada"].st_ino)
    assert (tmp_path / "out" / "ada" / "provenance.json").stat().st_ino == provenance.st_ino
    assert after["bob"].st_ino != before["bob"].st_ino
    assert again.report("bob")["digest"] != digest
    assert again.report("bob")["score"] < again.report("ada")["score"]
    assert "Unchanged since the last run: 1." in again.done.stdout
    rows = (tmp_path / "out" / "gradebook.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows] == ["name", "maximum", "ada", "bob"], "who is unchanged is there too"

    unfinished = tmp_path / "out" / "ada" / "results.json"
    unfinished.write_bytes(unfinished.read_bytes()[:-30])
    wider = support.grade(brisk_folder, [ada, bob], tmp_path / "out", "--only", "output_size", "--bank", bank_file)
    assert [e["id"] for e in wider.report("ada")["exercises"]] == ["output_size"], "another question, another answer"
    assert "Unchanged" not in wider.done.stdout


def test_weak_isolation_must_be_allowed_and_marks_every_result(tiny_folder: Path, tmp_path: Path) -> None:
    ada = hand_in(tmp_path / "ada", sums=support.DOUBLE)
    refused = support.grade(tiny_folder, [ada], tmp_path / "out", "--isolation", "R3")
    assert refused.done.returncode in (2, 3)
    assert "--allow-weak-isolation" in refused.done.stderr
    assert not list(tmp_path.glob("out/*/results.json"))
    allowed = support.grade(tiny_folder, [ada], tmp_path / "out", "--isolation", "R3", "--allow-weak-isolation")
    assert allowed.done.returncode == 0, allowed.text
    assert allowed.report("ada")["marks"] == ["below R2"]
    assert allowed.report("ada")["score"] == 4
    assert "[below R2]" in allowed.done.stdout
    assert "WEAK" in allowed.text
    assert allowed.provenance["ada"]["isolation"] == "R3"


def test_a_safe_isolation_level_is_preferred_even_if_a_weak_one_is_allowed(
    isolated: str, tiny_folder: Path, tmp_path: Path
) -> None:
    ada = hand_in(tmp_path / "ada", sums=support.DOUBLE)
    graded = support.grade(tiny_folder, [ada], tmp_path / "out", "--allow-weak-isolation")
    assert (graded.report("ada")["marks"], graded.provenance["ada"]["isolation"]) == ([], isolated)


# Real images


@pytest.fixture(scope="module")
def trained(isolated: str, everyone: list[Path], course_folder: Path, bank_file: Path, space: Path) -> Batch:
    """Grade the reference and the stubs with networks trained on MNIST."""
    out = support.fresh(space, "trained")
    options = ("--budget", "quick", "--bank", bank_file)
    return support.grade(
        course_folder, [everyone[0], course_folder / "student"], out, *options, "--data", DATA, "--require", "mnist"
    )


@needs_mnist
@pytest.mark.slow
def test_the_reference_gets_every_point_on_real_images(trained: Batch, found: Expected) -> None:
    assert trained.done.returncode == 0, trained.text
    report = trained.report("right")
    assert report["data"] == "mnist"
    assert not [e for e in report["exercises"] if e["module"] == "cnn" and e["status"] != "passed"], report
    assert not {c.id for c in found.checks if c.heavy} & skipped(report)
    assert report["score"] == report["max_score"] == found.total(without=skipped(report))
    assert report["marks"] == []
    assert "Images: MNIST." in trained.done.stdout
    assert str(DATA) in "".join(trained.provenance["right"]["found"].values())


@needs_mnist
@pytest.mark.slow
def test_stubs_are_not_started_on_real_images(trained: Batch) -> None:
    report = trained.report("student")
    assert {e["status"] for e in report["exercises"]} <= {"not_started", "skipped"}
    assert (report["score"], report["max_score"]) == (0, trained.report("right")["max_score"])


def test_provenance_records_how_a_grade_was_made(graded: Batch, isolated: str) -> None:
    provenance = graded.provenance["right"]
    assert provenance["isolation"] == isolated
    assert provenance["seconds"] > 0
    assert {"convkit", "torch", "numpy", "hypothesis"} <= set(provenance["versions"])
