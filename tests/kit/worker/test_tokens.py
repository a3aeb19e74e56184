"""Fingerprints of tokens survive renaming and reformatting, and hostile files end within bounds."""

from __future__ import annotations

import keyword
import re

import pytest

from grader.worker.tokens import COLUMNS, GRAM, WINDOW, fingerprints, winnowed

ROOM = 1 << 20
CODE = '''
"""A module."""
import numpy as np

def mix(values, weights, *, start=0):
    """Mix them."""
    total, seen = start, []
    for index, value in enumerate(values):
        if value > 3 and index % 2 == 0:
            total += value * weights[index]
            seen.append((total, "kept"))
        elif value < -1:
            total -= weights[index] ** 2
    return np.array([total, *[first for first, _ in seen]]).reshape(-1, 1)
'''
REFORMATTED = """
def mix(values, weights, *, start=0,):
  # a comment
  total, seen = start, []
  for index, value in enumerate(
      values,
  ):
    if value > 3 and index % 2 == 0: total += value * weights[index]; seen.append((total, 'kept',))
    elif value < -1: total -= weights[index] ** 2


  return np.array([total,
                   *[first for first, _ in seen],]).reshape(-1, 1)
"""


def renamed(source: str) -> str:
    """Give every name but the function's another one, and every number another value."""
    kept = {*keyword.kwlist, "mix", "s"}
    other = re.sub(r"[A-Za-z_]\w*", lambda m: m[0] if m[0] in kept else f"n{len(m[0])}_{m[0][::-1]}", source)
    return re.sub(r"\b\d+\b", lambda m: f"{int(m[0]) + 7}", other)


def hashes(source: str | bytes, name: str = "mix") -> list[int]:
    data = source if isinstance(source, bytes) else source.encode()
    return [row[0] for row in fingerprints({"file0": data}, [name], WINDOW, ROOM).tolist() if row[2] == 0]


def test_names_values_comments_and_layout_do_not_count():
    assert len(hashes(CODE)) >= 10
    assert hashes(CODE) == hashes(REFORMATTED) == hashes(renamed(CODE)) == hashes(renamed(REFORMATTED))


@pytest.mark.parametrize(
    ("old", "new"), [("value > 3", "value >= 3"), ("+= value", "= value"), ("elif", "if"), ("**", "*")]
)
def test_other_code_has_other_fingerprints(old, new):
    assert old in CODE
    assert hashes(CODE.replace(old, new)) != hashes(CODE)


def test_the_order_of_definitions_does_not_count():
    other = "def first(a):\n" + "".join(f"    a = a[{n}] + a.b(a, {n})\n" for n in range(9))
    assert hashes(CODE + other) == hashes(other + CODE) == hashes(CODE)


def test_lines_are_those_of_the_file():
    rows = fingerprints({"file0": b"", "file1": CODE.encode()}, ["other", "mix"], WINDOW, ROOM)
    mine = rows[rows[:, 2] == 1]
    assert set(mine[:, 1].tolist()) == {1}
    assert (mine[:, 5].min(), mine[:, 6].max()) == (5, 14)


def test_methods_and_decorators_belong_to_their_definition():
    body = "".join(f"        self.a{n} = self.b({n}, [{n}])\n" for n in range(9))
    source = (
        f"@wraps(1)\n@other\nclass Net(Base):\n    def forward(self):\n{body}\nx = [1, 2, 3] * 4 + [5] * 6 + [7, 8]\n"
    )
    rows = fingerprints({"file0": source.encode()}, ["Net", "forward"], WINDOW, ROOM)
    assert set(rows[:, 2].tolist()) == {-1, 0}
    assert rows[rows[:, 2] == 0][:, 5].min() == 1


def test_every_long_run_has_a_fingerprint():
    numbers = [n * 7919 % 1009 for n in range(400)]
    kept = {place for _, place in winnowed(numbers, WINDOW)}
    assert all(kept & set(range(start, start + WINDOW)) for start in range(len(numbers) - WINDOW + 1))
    assert len(kept) < len(numbers) / 2
    assert list(winnowed([5, 3], WINDOW)) == [(3, 1)]
    assert list(winnowed([], WINDOW)) == []


def test_code_before_an_error_counts():
    assert hashes(CODE + "\n\ndef broken(:\n    'no end") == hashes(CODE)


def test_lines_of_ipython_in_a_cell_do_not_count():
    cell = CODE.replace("    total, seen", "    %time\n    !pip install x\n    total, seen").encode()
    plain = CODE.replace("    total, seen", "    pass\n    pass\n    total, seen").encode()
    rows = [fingerprints({name: data}, ["mix"], WINDOW, ROOM) for name, data in (("cell0", cell), ("file0", plain))]
    assert rows[0].tolist() == rows[1].tolist()


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\0" * 1000,
        b"def mix():\n    x = 1\0\n",
        b"\xff\xfe" + "def mix(): pass".encode("utf-16-le"),
        b"# coding: no-such-encoding\nx = 1\n",
        b"# coding: latin-1\nx = '\xe9'\n",
        b"# coding: zip\nx = 1\n",
        b"# coding: raw_unicode_escape\nx = \\ud800\\ud801 + 1\n",
        b"\xff\xff\xff",
        b"(" * 20_000,
        b"def f():\n" + b"".join(b" " * n + b"if 1:\n" for n in range(1, 150)),
        b"x = " + b"-" * 100_000 + b"1\n",
        b"'" * 99_999,
        b"f'{" * 300,
        b"\\\n" * 20_000,
        b"\xef\xbb\xbf" * 3,
    ],
    ids=range(16),
)
def test_hostile_files_end_within_bounds(source):
    for name in ("file0", "cell0"):
        rows = fingerprints({name: source}, ["mix"], WINDOW, ROOM)
        assert rows.shape[1] == COLUMNS
        assert rows.nbytes <= ROOM


def test_the_reply_is_bounded():
    rows = fingerprints({"file0": b"x = [1, a, 2.0, 's']\n" * 5000}, ["mix"], 1, 8 * COLUMNS * 100)
    assert rows.shape == (100, COLUMNS)
    assert GRAM > 1
