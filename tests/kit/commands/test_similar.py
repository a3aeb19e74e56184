"""Submissions that share code are found, in isolation, and independent ones are not."""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
import support
from support import GRADER, hand_in, run

from grader import similarity
from grader.similarity import Similarity

HELPER = """
def walk(steps, limit):
    seen, here = {0}, 0
    for step in steps:
        here = here + step if here < limit else abs(here) // 2
        while here in seen:
            here += len(seen) - 1 or 3
        seen |= {here, -here}
    return sorted(seen, key=lambda n: (n % 5, -n))
"""
DOUBLE = '''
def double(n):
    """Twice the number, in a long way."""
    parts, rest = [], n
    for size in (50, 20, 10, 5, 2, 1):
        while rest >= size:
            rest -= size
            parts.append((size, rest % 3))
    total = sum(size for size, _ in parts)
    return total + sum(size for size, _ in reversed(parts)) if parts else n * 2
'''
COPY = """
import os
def walk(a, b):
  c, d = {7}, 7
  for e in a: # go
    d = d + e if d < b else abs(d) // 8
    while d in c: d += len(c) - 4 or 9
    c |= {d, -d}
  return sorted(c, key=lambda z: (z % 2, -z))
"""
COPIED_DOUBLE = """
def double(value):
  a, b = [], value
  for c in (5, 2, 1,
            5, 2, 1):
    while b >= c: b -= c; a.append((c, b % 7))
  t = sum(c for c, _ in a)
  return t + sum(c for c, _ in reversed(a)) if a else value * 3
"""
OWN = """
def double(n):
    digits = [int(d) for d in str(n)][::-1]
    carry, out = 0, ""
    for d in digits:
        carry, r = divmod(d + d + carry, 10)
        out = f"{r}{out}"
    if carry:
        out = str(carry) + out
    try:
        return int(out)
    except ValueError as error:
        raise TypeError(f"{n!r} is no number") from error
"""


@dataclass(frozen=True)
class Run:
    done: subprocess.CompletedProcess[str]
    found: Similarity


@pytest.fixture(scope="module")
def compared(isolated: str, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    place = tmp_path_factory.mktemp("similar")
    everyone = place / "in"
    hand_in(everyone / "ada", sums=HELPER + DOUBLE, more=support.TRIPLE)
    hand_in(everyone / "ben", sums=COPIED_DOUBLE + COPY)  # renamed, reformatted and in another order
    hand_in(everyone / "eve", sums=OWN)
    hand_in(everyone / "short", sums=support.DOUBLE)
    with zipfile.ZipFile(everyone / "zoe.zip", "w") as packed:
        book = nbformat.v4.new_notebook()
        cells = ("%matplotlib inline\nimport numpy", COPIED_DOUBLE, "double(3)")
        book.cells = [nbformat.v4.new_code_cell(cell, id=f"c{n}") for n, cell in enumerate(cells)]
        packed.writestr("lesson.ipynb", nbformat.writes(book))
    hand_in(everyone / "hostile_deep", sums=b"x = " + b"(" * 20_000 + b")" * 20_000)
    hand_in(everyone / "hostile_nul", sums=b"def double(n):\n    return n\0\n", more="\ufeff\ufeff")
    hand_in(everyone / "hostile_large", sums=b"#" * (20 << 20))
    hand_in(everyone / "hostile_coding", sums=b"# coding: zip\ndef double(n): return n\n")
    hand_in(everyone / "hostile_name", sums="import os\nos._exit(1)\n")
    (everyone / "empty").mkdir()
    (everyone / "roster.csv").write_text("submission\nada\n")
    done = run(
        GRADER, "similar", *sorted(everyone.iterdir()), "--out", place / "out" / similarity.FILE, cwd=tiny_folder
    )
    assert done.returncode == 0, done
    found = similarity.load(place / "out")
    assert found is not None
    return Run(done, found)


def test_the_same_function_makes_a_group(compared):
    (group,) = compared.found.groups
    assert (group.exercise, group.submissions) == ("double", ("ada", "ben", "zoe"))
    assert [(p.file, p.cell) for p in group.places] == [("sums.py", 0), ("sums.py", 0), ("lesson.ipynb", 2)]
    lines = (HELPER + DOUBLE).splitlines()
    assert "def double" in lines[group.places[0].first - 1]
    assert group.places[0].last == len(lines)
    assert group.tokens >= 40


def test_pairs_are_ranked_by_what_they_share(compared):
    pairs = compared.found.pairs
    assert [(p.left, p.right) for p in pairs] == [("ada", "ben"), ("ada", "zoe"), ("ben", "zoe")]
    assert pairs[0].tokens > pairs[1].tokens == pairs[2].tokens
    assert [p.exercise for p in pairs[0].passages] in (["double", ""], ["", "double"])
    assert compared.found.pairs_found == 3


def test_own_and_short_code_is_in_no_pair(compared):
    named = {name for pair in compared.found.pairs for name in (pair.left, pair.right)}
    assert not named & {"eve", "short"}
    assert "double" in compared.found.too_short


def test_hostile_files_are_read_in_isolation_or_named(compared):
    assert {u.submission for u in compared.found.unread} == {"empty"}
    assert compared.found.compared == 10
    assert "Not compared: empty: empty: contains no more.py or sums.py" in compared.done.stderr
    support.assert_no_traceback(compared.done.stdout + compared.done.stderr)


def test_the_table_names_places_and_gives_no_verdict(compared):
    assert "double: sums.py:" in compared.done.stdout
    assert "lesson.ipynb cell 2:" in compared.done.stdout
    assert (
        "Compared 10 submissions. Groups with the same function: 1. Pairs that share code: 3." in compared.done.stdout
    )
    assert "%" not in compared.done.stdout


def test_one_submission_cannot_be_compared(tiny_folder, tmp_path):
    hand_in(tmp_path / "ada", sums=DOUBLE)
    support.assert_refused(run(GRADER, "similar", tmp_path / "ada", cwd=tiny_folder), 2, "name at least two")
    done = run(GRADER, "similar", tmp_path / "ada", tmp_path / "no", cwd=tiny_folder)
    support.assert_refused(done, 2, "no such file or folder")
