"""Submissions that once earned points for nothing, or harmed the grader, do neither, nor cost a neighbour a point."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
import support
from support import UNEARNED, Batch, hand_in, solved

EXPECTED = {file.parent.name: tomllib.loads(file.read_text()) for file in sorted(UNEARNED.glob("*/expect.toml"))}


@pytest.fixture(scope="module")
def graded(isolated: str, course_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    place = tmp_path_factory.mktemp("unearned")
    everyone = [Path(shutil.copytree(UNEARNED / name, place / "in" / name)) for name in EXPECTED]
    modules = ("images", "convolution", "filters", "cnn", "inception")
    honest = hand_in(place / "in" / "honest", **{module: solved(module) for module in modules})
    options = ("--budget", "none", "--bank", bank_file)
    return support.grade(course_folder, [*everyone, honest], place / "out", *options)


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_earned_for_nothing(name: str, graded: Batch) -> None:
    asked, most = EXPECTED[name]["only"], EXPECTED[name]["most_points"]
    found = [e for e in graded.report(name)["exercises"] if asked == "*" or e["id"] in asked.split(",")]
    assert found
    assert not [e["id"] for e in graded.report(name)["exercises"] if e["status"] == "kit_error"]
    assert sum(e["score"] for e in found) <= most, {e["id"]: e["score"] for e in found}


def test_the_batch_goes_on_and_an_honest_neighbour_keeps_full_marks(graded: Batch) -> None:
    assert graded.done.returncode == 0, graded.text
    honest = graded.report("honest")
    assert honest["score"] == honest["max_score"]
    assert (graded.out / "gradebook.csv").exists()
