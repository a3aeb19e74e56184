"""Honest submissions in odd forms get what they deserve, with a message that helps."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
import support
from support import ODD, Batch, is_full

ROWS = {row["name"]: row for row in csv.DictReader((ODD / "expect.csv").read_text().splitlines())}
EXERCISES = ",".join(dict.fromkeys(row["exercise"] for row in ROWS.values()))


@pytest.fixture(scope="module")
def graded(isolated: str, course_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    place = tmp_path_factory.mktemp("odd")
    everyone = [Path(shutil.copytree(ODD / name, place / "in" / name)) for name in ROWS]
    options = ("--only", EXERCISES, "--budget", "none", "--bank", bank_file)
    return support.grade(course_folder, everyone, place / "out", *options)


def fits(words: str, text: str) -> bool:
    found = ((part, re.search(part.lstrip("!"), text, re.IGNORECASE)) for part in words.split(" & "))
    return all(bool(match) != part.startswith("!") for part, match in found)


@pytest.mark.parametrize("name", ROWS)
def test_an_odd_submission_gets_what_it_deserves(name: str, graded: Batch) -> None:
    report, exercise = graded.report(name), graded.exercise(name, ROWS[name]["exercise"])
    text = " ".join(
        [exercise.get("message", ""), *report["notes"], *(c.get("message", "") for c in exercise["checks"])]
    )
    kind, _, points = ROWS[name]["want"].partition(" ")
    if kind == "full":
        assert is_full(exercise), text
    elif kind == "message":
        assert is_full(exercise) or fits(ROWS[name]["words"], text), text
    else:
        assert exercise["score"] >= int(points) if kind == "atleast" else exercise["score"] <= int(points), text


def test_the_batch_is_graded_without_a_fault_of_the_kit(graded: Batch) -> None:
    assert graded.done.returncode == 0, graded.text
    assert {file.parent.name for file in graded.out.glob("*/results.json")} == set(ROWS)
