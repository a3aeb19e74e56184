"""Submissions whose kept answers coincide in every case are one group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import course, results
from grader.course import Course
from grader.files import write_atomically
from grader.mistakes import kept
from grader.mistakes.fingerprints import coincide
from grader.mistakes.groups import _near, _sketch, groups
from grader.mistakes.kept import Answers, Kept
from grader.values import Absent, Array, Outcome, Raised, Returned, to_value

REPORT = results.to_json(results.report("anybody", [], digest="", facts={}, marks=()))


@pytest.fixture
def catalogue(tiny_folder: Path) -> Course:
    return course.load(tiny_folder)


def keep(folder: Path, cases: str = "cases", **exercises: Sequence[Outcome]) -> None:
    """Write results with these answers, each a unit."""
    found = {
        name: Answers(cases, False, msgspec.msgpack.encode([[answer] for answer in answers]))
        for name, answers in exercises.items()
    }
    write_atomically(folder / results.FILE, REPORT)
    write_atomically(folder / kept.FILE, msgspec.msgpack.encode(Kept("", found)))


def value(thing: object) -> Returned:
    return Returned(to_value(thing))


def test_the_largest_group_comes_first_and_a_single_submission_is_one_too(catalogue: Course, tmp_path: Path) -> None:
    for name in ("dan", "ada", "cho"):
        keep(tmp_path / name, double=[value(3), value(5.0)], triple=[value(len(name))])
    keep(tmp_path / "ben", double=[value(3), value(5.1)])
    keep(tmp_path / "eva", "other cases", double=[value(3), value(5.0)])
    write_atomically(tmp_path / "fay" / results.FILE, REPORT)
    found = groups(catalogue, tmp_path)
    assert [(g.exercise, g.submissions) for g in found[:2]] == [
        ("double", ("ada", "cho", "dan")), ("triple", ("ada", "cho", "dan")),
    ]  # fmt: skip
    assert sorted(g.submissions for g in found[2:]) == [("ben",), ("eva",)]
    assert all(len(g.id) == 8 and int(g.id, 16) >= 0 for g in found)
    assert groups(catalogue, tmp_path) == found
    assert groups(catalogue, tmp_path / "nothing") == []


def test_rounding_makes_no_group_and_a_file_that_somebody_changed_harms_nobody(
    catalogue: Course, tmp_path: Path
) -> None:
    entries = np.random.default_rng(1).normal(size=(3, 50))
    for number in range(4):
        keep(tmp_path / f"s{number}", double=[value(entries + number * 1e-6), value("text")])
    invalid = msgspec.msgpack.encode([[Array("numpy", "float64", (3,), b"1")]])
    content = Kept("", {"double": Answers("cases", False, invalid)})
    write_atomically(tmp_path / "t" / results.FILE, REPORT)
    write_atomically(tmp_path / "t" / kept.FILE, msgspec.msgpack.encode(content))
    (only,) = groups(catalogue, tmp_path)
    assert only.submissions == ("s0", "s1", "s2", "s3")


numbers = st.one_of(st.integers(-9, 9), st.floats(-1e3, 1e3), st.sampled_from([np.nan, np.inf, -np.inf, 1e300, -1e300]))
things = st.one_of(
    numbers,
    st.booleans(),
    st.none(),
    st.sampled_from(["cat", ""]),
    st.lists(numbers, max_size=3),
    st.lists(st.floats(-9, 9), min_size=2, max_size=2).map(np.array),
    st.lists(numbers.map(float), min_size=1, max_size=4).map(lambda entries: np.array(entries, dtype=np.float64)),
    st.dictionaries(st.sampled_from("ab"), numbers),
)
outcomes = st.one_of(
    things.map(value),
    st.sampled_from([Absent("a"), Raised("E", ("ValueError",), ""), Raised("F", ("ValueError", "Exception"), "b")]),
)


@given(outcomes, outcomes, st.sampled_from([0.0, 1e-6, 9e-5, -9e-5]))
def test_answers_that_coincide_are_never_told_apart_by_their_sketches(one: Outcome, other: Outcome, by: float) -> None:
    from grader.mistakes.groups import _Members

    if isinstance(one, Returned) and isinstance(one.value, Array):
        moved = value(one.value.numpy() * (1 + by))
        other = moved if coincide(one, moved) else other
    sketches = [_sketch([answer]) for answer in (one, other)]
    (shape, means, _), (other_shape, other_means, limits) = sketches
    if coincide(one, other) and coincide(other, one):
        assert shape == other_shape
        assert list(_near([_Members("one", "id", means)], other_means, limits))
