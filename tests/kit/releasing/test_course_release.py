"""The release of this course: the verdicts of the full course on submissions with known verdicts, and no solution."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import support
from support import CORPUS, run

from grader import course
from grader.cases import bank
from grader.cases.keys import Keys
from grader.files import write_atomically
from grader.releasing import answers, content, traces, writing
from grader.releasing.proof import SOLUTIONS

pytestmark = pytest.mark.slow
SAMPLE = ("right/gabor-steerable", "wrong/CNN-batch-hard-coded", "wrong/conv_2d-circular-padding")


@pytest.fixture(scope="module")
def solved(space: Path, bank_file: Path) -> Path:
    """Return a copy of the course that has its own bank, with the guide for students."""
    folder = support.copy_course(support.fresh(space, "course") / "course")
    catalogue = course.load(folder)
    keys = Keys.of(catalogue)
    loaded, place = bank.load(bank_file, keys), bank.own_folder(catalogue)
    for name, part in loaded.parts.items():
        write_atomically(bank.file_of(place, name, bank.CASES, keys), bank.pack(msgspec.msgpack.encode(part)))
        write_atomically(bank.file_of(place, name, bank.KNOWLEDGE, keys), bank.pack(loaded.packed[name]))
    return folder


@pytest.fixture(scope="module")
def handout(solved: Path) -> Path:
    """Return the release of the course."""
    catalogue = course.load(solved)
    folder = solved.parent / "handout"
    writing.write(folder, content.contents(catalogue, Keys.of(catalogue), notebook=True))
    return folder


def practised(folder: Path, source: object, space: Path) -> dict[str, Any]:
    """Return the results of practice in a course folder, by submission and check."""
    out = support.fresh(space, "practised")
    folders = [CORPUS / name for name in SAMPLE]
    done = run(sys.executable, Path(support.__file__).with_name("replays.py"), out, source, *folders, cwd=folder)
    assert done.returncode == 0, done.stderr
    return {
        file.stem: {c["id"]: c for e in json.loads(file.read_bytes())["exercises"] for c in e["checks"]}
        for file in out.glob("*.json")
    }


def test_plain_pytest_in_a_release_gives_the_verdicts_of_the_full_course(
    solved: Path, handout: Path, bank_file: Path, space: Path
) -> None:
    here = practised(handout, "live", space)  # pytest itself; in a release, nothing is drawn live
    there = practised(solved, bank_file, space)
    assert here.keys() == there.keys() == {Path(name).name for name in SAMPLE}
    assert here == there
    assert not list((handout / ".convkit").rglob("*.cases"))


def test_no_file_of_the_release_has_code_of_a_solution(solved: Path, handout: Path) -> None:
    sources = [file for pattern in SOLUTIONS[:1] for file in sorted((solved / "reference").glob(pattern))]
    files = {f.relative_to(handout).as_posix(): f.read_bytes() for f in handout.rglob("*") if f.is_file()}
    assert len(files) > 60
    wanted = traces.traces(sources, solved)
    assert len(wanted) > 80
    assert traces.found_in(files, wanted) == []


def test_no_function_of_a_check_file_answers_an_exercise(solved: Path) -> None:
    catalogue = course.load(solved)
    keys = Keys.of(catalogue)
    assert answers.given_away(catalogue, keys, bank.load(bank.own_folder(catalogue), keys)) == []
