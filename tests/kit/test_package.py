"""The kit as users install it: everything is in the wheel, and a course of NumPy exercises needs no torch."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from pathlib import Path

import pytest
import support
from installed import Installed
from support import ROOT, Batch, assert_no_traceback, hand_in, run

from grader import wheel

NO_TORCH = "import importlib.util as u; assert not any(map(u.find_spec, ('torch', 'scipy', 'matplotlib', 'sklearn')))"
CHECK_CELL = "from grader import check\ndef double(n):\n    return n + n\nprint(repr(check(double)))"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return support.tiny_course(tmp_path_factory.mktemp("apart") / "tiny")


@pytest.fixture(scope="module")
def doctor(installed: Installed, tiny: Path) -> str:
    """Return what the doctor of the installed kit prints about the tiny course."""
    done = run(installed.grader, "doctor", cwd=tiny)
    assert_no_traceback(done.stdout + done.stderr)
    return done.stdout


def names(archive: Path) -> set[str]:
    return set(zipfile.ZipFile(archive).namelist())


def kit_files() -> set[str]:
    found = (file for file in (ROOT / "grader").rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {str(file.relative_to(ROOT)) for file in found}


def test_every_file_of_the_kit_is_in_the_wheel_and_in_the_sdist(installed: Installed) -> None:
    packed = {name for name in names(installed.wheel) if name.startswith("grader/")}
    assert packed == kit_files()
    (sdist,) = installed.wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as opened:
        sources = {member.name.partition("/")[2] for member in opened if member.isfile()}
    assert kit_files() | {"pyproject.toml", "LICENSE", "NOTICE", "README.md"} <= sources


def test_a_wheel_that_the_kit_makes_of_itself_is_that_of_a_build(installed: Installed, tmp_path: Path) -> None:
    code = "from grader import wheel; open('made.whl', 'wb').write(wheel.of_the_kit()[1])"
    assert run(installed.python, "-c", code, cwd=tmp_path).returncode == 0
    made, built = (zipfile.ZipFile(file) for file in (tmp_path / "made.whl", installed.wheel))
    same = set(built.namelist()) - {
        name for name in built.namelist() if name.endswith(("RECORD", "WHEEL", "top_level.txt"))
    }
    assert same <= set(made.namelist())
    assert all(made.read(name) == built.read(name) for name in same)
    assert wheel.of_the_kit() == wheel.of_the_kit()
    assert {n for n in zipfile.ZipFile(tmp_path / "made.whl").namelist() if n.startswith("grader/")} == kit_files()


def test_help_lists_every_command(installed: Installed, tmp_path: Path) -> None:
    done = run(installed.grader, "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "grade " in done.stdout and "fetch-data" in done.stdout


@pytest.mark.parametrize("level", ["R1", "R2"])
def test_a_course_of_numpy_exercises_is_graded_without_torch(
    level: str, doctor: str, installed: Installed, tiny: Path, tmp_path: Path
) -> None:
    if not re.search(rf"^{level} .*: available$", doctor, re.MULTILINE):
        pytest.skip(f"the isolation level {level} is not available here: {doctor}")
    assert run(installed.python, "-c", NO_TORCH, cwd=tmp_path).returncode == 0
    right = hand_in(tmp_path / "right", sums="import numpy\n" + support.DOUBLE, more=support.TRIPLE)
    wants_torch = hand_in(tmp_path / "wants", sums="import torch\n" + support.DOUBLE)
    done = run(installed.grader, "grade", right, wants_torch, "--out", tmp_path / level, "--isolation", level, cwd=tiny)
    batch = Batch(done, tmp_path / level)
    assert done.returncode == 0, batch.text
    report = batch.report("right")
    assert (report["score"], report["max_score"]) == (6, 6)
    message = batch.exercise("wants", "double")["message"]
    assert "No module named 'torch'" in message
    assert {"convkit", "numpy", "hypothesis"} <= set(batch.provenance["right"]["versions"])
    assert "torch" not in batch.provenance["right"]["versions"]


def test_pytest_audit_and_notebooks_do_without_torch(installed: Installed, tiny: Path, tmp_path: Path) -> None:
    hand_in(tmp_path / "mine", sums=support.DOUBLE, more=support.TRIPLE)
    results = tmp_path / "results.json"
    done = run(installed.python, "-m", "pytest", "--submission", tmp_path / "mine", "--results", results, cwd=tiny)
    assert done.returncode == 0, done.stdout
    assert json.loads(results.read_text())["score"] == 6
    audit = run(installed.grader, "audit", "--out", tmp_path / "audit", cwd=tiny)
    assert audit.returncode == 0, audit
    assert (tmp_path / "audit" / "audit.html").stat().st_size > 1000
    cell = run(installed.python, "-c", CHECK_CELL, cwd=tiny)
    assert cell.returncode == 0 and "4 of 4 points" in cell.stdout, cell
    for each in (done, audit, cell):
        assert_no_traceback(each.stdout + each.stderr)
