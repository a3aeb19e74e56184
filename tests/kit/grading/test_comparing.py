"""What the course hands out and what many share says nothing, and bad replies are refused."""

from __future__ import annotations

import numpy as np
import pytest

from grader.grading.comparing import COMMON, LEAST, compare, tokens_of
from grader.grading.tokens import Print, Prints, _checked
from grader.subject import Fault
from grader.values import Array
from grader.worker.tokens import GRAM

LINES = (0, 0, 1, 1, 1, 1)


def prints(name: str, *hashes: int, function: int = 0, definition: int = 1) -> Prints:
    """Return a submission with one definition, of which every fingerprint begins where the last one ends."""
    rows = (Print(h, 0, function, definition, n * GRAM, n + 1, n + 2, 1, 9) for n, h in enumerate(hashes))
    return Prints(name, (("sums.py", 0),), tuple(rows))


def test_what_the_course_hands_out_says_nothing():
    everyone = [prints("a", 1, 2, 3, 4, 5), prints("b", 1, 2, 3, 4, 5)]
    assert len(compare(everyone, set(), ["double"]).pairs) == 1
    found = compare(everyone, {1, 2}, ["double"])
    assert (found.groups, found.pairs, found.too_short) == ((), (), {"double": 2})


@pytest.mark.parametrize(("count", "groups"), [(COMMON, 1), (COMMON + 1, 0)])
def test_what_more_than_ten_share_is_common(count, groups):
    found = compare([prints(f"s{n:02}", 1, 2, 3, 4, 5) for n in range(count)], set(), ["double"])
    assert len(found.groups) == groups
    assert found.pairs_found == groups * count * (count - 1) // 2


def test_a_common_beginning_is_left_out_of_the_passage():
    everyone = [
        *(prints(f"s{n:02}", 1, n + 100) for n in range(COMMON)),
        prints("x", 1, 2, 3, 4, 5),
        prints("y", 1, 2, 3, 4, 5),
    ]
    (pair,) = compare(everyone, set(), ["double"]).pairs
    (passage,) = pair.passages
    assert (pair.left, pair.right, pair.tokens) == ("x", "y", 4 * GRAM)
    assert (passage.left.first, passage.left.last) == (2, 6)


def test_little_in_common_is_no_pair():
    assert 2 * GRAM < LEAST
    found = compare([prints("a", 1, 2, 3, 4, 5), prints("b", 1, 2, 6, 7, 8)], set(), ["double"])
    assert (found.groups, found.pairs) == ((), ())


def test_a_helper_is_in_pairs_but_makes_no_group():
    everyone = [prints(name, 1, 2, 3, 4, 5, function=-1) for name in "ab"]
    found = compare(everyone, set(), ["double"])
    assert (len(found.groups), [p.exercise for p in found.pairs[0].passages]) == (0, [""])


def test_overlapping_fingerprints_count_their_tokens_once():
    rows = [Print(n, 0, 0, 0, start, 1, 1, 1, 1) for n, start in enumerate((0, 4, 30))]
    assert tokens_of(rows) == 4 + GRAM + GRAM


def test_one_who_repeats_code_does_not_flood_the_others():
    many = tuple(p for d in range(400) for p in prints("a", 1, 2, 3, 4, 5, definition=d).prints)
    found = compare([Prints("a", (("sums.py", 0),), many), prints("b", 1, 2, 3, 4, 5)], set(), ["double"])
    (pair,) = found.pairs
    assert len(pair.passages) == 1


def reply(rows: list[list[int]]) -> Array:
    array = np.array(rows, np.int64)
    return Array("numpy", "int64", array.shape, array.tobytes())


@pytest.mark.parametrize(
    "rows",
    [[[1, 2, 0, *LINES]], [[1, 0, 5, *LINES]], [[-1, 0, 0, *LINES]], [[1, 0, 0, 0, 0, 2, 1, 1, 1]], [[1, 0]]],
    ids=["file", "function", "hash", "lines", "columns"],
)
def test_a_reply_that_makes_no_sense_is_refused(rows):
    assert _checked(reply([[1, 0, -1, *LINES]]), 1, 1) == (Print(1, 0, -1, *LINES),)
    with pytest.raises(Fault):
        _checked(reply(rows), 1, 1)


def test_a_reply_without_data_is_refused():
    with pytest.raises(Fault):
        _checked(Array("numpy", "int64", (9, 7)), 1, 1)
