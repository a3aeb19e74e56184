"""Grading and practice agree on every submission with a known verdict."""

from __future__ import annotations

import ast
import json
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import support
from support import CORPUS, DATA, ROOT, THOROUGH, Batch, is_full, needs_mnist, run

from grader import course
from grader.cases import drawing

pytestmark = pytest.mark.slow
REPLAYED, LIVE = 3, 20  # one in so many submissions is also practised, with the bank's cases and with cases drawn live


@dataclass(frozen=True)
class Case:
    """A submission with its expected results."""

    name: str
    folder: Path
    full: tuple[str, ...]  # exercises that must get every point
    wrong: str  # the exercise that must lose points, if any


def read(folder: Path, ids: set[str]) -> Case:
    expect = tomllib.loads((folder / "expect.toml").read_text())
    full = tuple(i for i in expect.get("exercises", expect.get("others_full", ())) if i in ids)
    wrong = expect.get("exercise", "")
    return Case(f"{folder.parent.name}--{folder.name}", folder, full, wrong if wrong in ids else "")


def cases() -> list[Case]:
    ids = {e.id for e in course.load(ROOT).exercises}
    folders = sorted(CORPUS.glob("*/*/expect.toml"))
    return [case for case in (read(file.parent, ids) for file in folders) if case.full or case.wrong]


EVERY = cases()
CASES = EVERY if THOROUGH else EVERY[::2]


def network(case: Case) -> str:
    """Return the code that decides about mnist: all of cnn.py but `accuracy`."""
    tree = ast.parse((case.folder / "cnn.py").read_bytes())
    kept = [node for node in tree.body if getattr(node, "name", "") != "accuracy"]
    return "\n".join(map(ast.dump, kept))


# Cases that differ in nothing that mnist uses are trained once.
TRAINED = list({network(case): case for case in EVERY if "mnist" in (*case.full, case.wrong)}.values())
REPEATED = EVERY if THOROUGH else CASES[::REPLAYED]
SAMPLE = CASES[::LIVE]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for case in EVERY:
        shutil.copytree(case.folder, folder / case.name)
    return folder


@pytest.fixture(scope="module")
def graded(isolated: str, staged: Path, course_folder: Path, bank_file: Path, space: Path) -> Batch:
    """Grade all cases in isolation, without training networks."""
    everyone = [staged / case.name for case in CASES]
    options = ("--budget", "none", "--bank", bank_file, "--jobs", 2)
    return support.grade(course_folder, everyone, support.fresh(space, "corpus"), *options)


@pytest.fixture(scope="module")
def trained(isolated: str, staged: Path, bank_file: Path, space: Path) -> Batch:
    """Grade the cases with trained networks, on fewer images than the course has."""
    course_folder = support.train_briefly(support.copy_course(support.fresh(space, "brief") / "course"))
    everyone = [staged / case.name for case in TRAINED]
    options = ("--budget", "quick", "--only", "mnist", "--data", DATA, "--bank", bank_file, "--jobs", 2)
    return support.grade(course_folder, everyone, support.fresh(space, "networks"), *options)


def practised(names: list[str], staged: Path, course_folder: Path, source: object, space: Path) -> Path:
    out = support.fresh(space, "practised")
    folders = [staged / name for name in names]
    done = run(sys.executable, Path(support.__file__).with_name("replays.py"), out, source, *folders, cwd=course_folder)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def replayed(staged: Path, course_folder: Path, bank_file: Path, space: Path) -> Path:
    """Run practice on many cases, replaying the bank."""
    return practised([case.name for case in REPEATED], staged, course_folder, bank_file, space)


@pytest.fixture(scope="module")
def live(staged: Path, course_folder: Path, space: Path) -> Path:
    """Run pytest on a sample of the cases, as a student does."""
    return practised([case.name for case in SAMPLE], staged, course_folder, "live", space)


def by_exercise(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {e["id"]: e for e in report["exercises"]}


def practice_of(out: Path, name: str) -> dict[str, dict[str, Any]]:
    file = out / f"{name}.json"
    assert file.exists(), (out / f"{name}.txt").read_text(errors="replace")[-2000:]
    return by_exercise(json.loads(file.read_bytes()))


def assert_as_expected(case: Case, found: dict[str, dict[str, Any]]) -> None:
    """Require full marks for right exercises and lost points for the wrong one."""
    for name in case.full:
        if name in found and found[name]["status"] != "skipped":
            assert is_full(found[name]), f"{name} is right: {found[name]['message']}"
    if case.wrong in found and found[case.wrong]["status"] != "skipped":
        assert found[case.wrong]["status"] != "kit_error", found[case.wrong]["message"]
        assert found[case.wrong]["score"] < found[case.wrong]["max_score"], f"{case.wrong} is wrong"


def verdicts(found: dict[str, dict[str, Any]]) -> dict[str, tuple[bool, int, int]]:
    return {name: (e["status"] == "passed", e["score"], e["max_score"]) for name, e in found.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_graded_as_it_must_be(case: Case, graded: Batch) -> None:
    assert_as_expected(case, by_exercise(graded.report(case.name)))


@pytest.mark.parametrize("case", REPEATED, ids=lambda case: case.name)
def test_a_case_gets_the_same_verdicts_in_practice_as_in_grading(case: Case, graded: Batch, replayed: Path) -> None:
    assert verdicts(practice_of(replayed, case.name)) == verdicts(by_exercise(graded.report(case.name)))


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_case_gets_the_same_verdicts_from_plain_pytest_with_cases_drawn_live(
    case: Case, graded: Batch, live: Path
) -> None:
    assert verdicts(practice_of(live, case.name)) == verdicts(by_exercise(graded.report(case.name)))


@pytest.fixture(scope="module")
def other_bank(course_folder: Path, space: Path) -> Path:
    """Return a bank with another seed."""
    catalogue, folder = course.load(course_folder), support.fresh(space, "other") / "bank"
    drawing.draw_into(catalogue, folder, [e.id for e in catalogue.exercises], seed=7203358142960178)
    return folder


@pytest.fixture(scope="module")
def replayed_otherwise(staged: Path, course_folder: Path, other_bank: Path, space: Path) -> Path:
    """Run practice on a sample of the cases, replaying the other bank."""
    return practised([case.name for case in SAMPLE], staged, course_folder, other_bank, space)


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_case_gets_the_same_verdicts_with_a_bank_of_another_seed(
    case: Case, graded: Batch, replayed_otherwise: Path
) -> None:
    found = practice_of(replayed_otherwise, case.name)
    assert {name: v[1:] for name, v in verdicts(found).items()} == {
        name: v[1:] for name, v in verdicts(by_exercise(graded.report(case.name))).items()
    }


@needs_mnist
@pytest.mark.parametrize("case", TRAINED, ids=lambda case: case.name)
def test_a_trained_network_is_graded_as_it_must_be(case: Case, trained: Batch) -> None:
    found = by_exercise(trained.report(case.name))
    assert found["mnist"]["status"] != "skipped", found["mnist"]["message"]
    assert_as_expected(case, {"mnist": found["mnist"]})


def test_the_batch_of_all_cases_is_graded_without_a_fault_of_the_kit(graded: Batch) -> None:
    assert graded.done.returncode == 0, graded.text[-2000:]
    assert {case.name for case in CASES} == {file.parent.name for file in graded.out.glob("*/results.json")}


def test_every_exercise_of_the_course_has_a_case_that_gets_it_right_or_wrong() -> None:
    known = {name for case in EVERY for name in (*case.full, case.wrong) if name}
    unjudged = {e.id for e in course.load(ROOT).exercises} - known
    assert unjudged <= {"classify"}, "what needs pretrained weights has no case there"
