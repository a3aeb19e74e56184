"""No output can be manipulated by a submission's name, messages or answers."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import support
from support import GRADER, Batch, hand_in, run

from grader.writers.gradebook import FORMULA_STARTS

NAME = "=1+1\x1b[2J\u202e<b>"
TEXT = "\x1b[2J\x1b]0;t\x07\u202e\x9b31m<script>alert(1)</script>\n::error::x\n##vso[task.complete]\r=cmd|' '!A1"
SOURCE = f"""
import sys
PLAIN = {TEXT!r}
TEXT = PLAIN + chr(0xD800)  # half of a pair: no encoding has it

class Answer(int):
    def __repr__(self):
        return TEXT

Nasty = type(PLAIN, (ValueError,), {{"__str__": lambda self: TEXT, "__doc__": PLAIN}})

def double(n):
    print(PLAIN)
    sys.stderr.write(PLAIN)
    raise Nasty(TEXT)
"""
WRONG = f"TEXT = {TEXT!r}\n\ndef triple(n):\n    return TEXT\n"


def assert_harmless(text: str) -> None:
    assert text.strip()
    assert all(c.isprintable() or c in "\n\t" for c in text), ascii(text)
    for line in text.splitlines():
        assert not line.lstrip().startswith(("::", "##")), f"a command for a CI: {line}"


@pytest.fixture(scope="module")
def graded(isolated: str, tiny_folder: Path, space: Path) -> Batch:
    place = support.fresh(space, "nasty")
    nasty = hand_in(place / "in" / NAME, sums=SOURCE, more=WRONG)
    return support.grade(tiny_folder, [nasty], place / "out")


def test_the_terminal_shows_nothing_that_steers_it(graded: Batch) -> None:
    assert graded.done.returncode == 0
    assert_harmless(graded.done.stdout)


def test_no_file_of_results_holds_what_steers_its_reader(graded: Batch) -> None:
    for file in graded.out.rglob("*.json"):
        assert_harmless(file.read_text(encoding="utf-8"))
        for text in strings(json.loads(file.read_text(encoding="utf-8"))):
            assert all(c.isprintable() or c in "\n\t" for c in text), ascii(text)
    rows = list(csv.reader((graded.out / "gradebook.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 3, "titles, maxima and one submission"
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]


def strings(thing: object) -> list[str]:
    if isinstance(thing, dict):
        return [text for value in thing.values() for text in strings(value)] + list(thing)
    return [text for part in thing for text in strings(part)] if isinstance(thing, list) else [str(thing)]


def test_harmless_parts_of_a_text_stay_readable(graded: Batch) -> None:
    (report,) = (json.loads(file.read_bytes()) for file in graded.out.glob("*/results.json"))
    messages = {e["id"]: e["message"] for e in report["exercises"]}
    assert "<script>alert(1)</script>" in messages["double"]
    assert "expected" in messages["triple"]


def test_a_comparison_of_two_runs_shows_nothing_that_steers_the_terminal(
    graded: Batch, tiny_folder: Path, space: Path
) -> None:
    place = support.fresh(space, "mended")
    mended = hand_in(place / "in" / NAME, sums=support.DOUBLE, more=WRONG)
    better = support.grade(tiny_folder, [mended], place / "out")
    done = run(GRADER, "diff", graded.out, better.out, cwd=tiny_folder)
    assert "=1+1" in done.stdout
    assert_harmless(done.stdout)
    # A file of results may have been tampered with.
    file = next(better.out.glob("*/results.json"))
    report = json.loads(file.read_bytes())
    report |= {"submission": TEXT, "score": 1}
    file.write_text(json.dumps(report))
    done = run(GRADER, "diff", graded.out, better.out, cwd=tiny_folder)
    assert "unreadable" in done.stdout
    assert_harmless(done.stdout + done.stderr)


@pytest.fixture(scope="module")
def practised(tiny_folder: Path, space: Path) -> subprocess.CompletedProcess[str]:
    folder = hand_in(support.fresh(space, "own") / "mine", sums=SOURCE, more=WRONG)
    options = ("--submission", folder, "--show-capture", "no")  # pytest shows printed output unchanged
    return run(sys.executable, "-m", "pytest", *options, cwd=tiny_folder)


def test_pytest_shows_a_student_no_message_that_steers_the_terminal(
    practised: subprocess.CompletedProcess[str],
) -> None:
    assert "your code raised" in practised.stdout
    assert all(c.isprintable() or c in "\n\t" for c in practised.stdout), ascii(practised.stdout)
