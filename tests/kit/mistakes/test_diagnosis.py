"""A known mistake is diagnosed by its answers, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import grade, hand_in

from grader.mistakes.diagnosis import Diagnosis, diagnose
from grader.mistakes.fingerprints import coincide, fingerprint
from grader.mistakes.knowledge import Knowledge, KnownMistake, Unit
from grader.results import CheckResult
from grader.subject import Fault
from grader.values import Absent, Outcome, Raised, Request, Returned, to_value

ONES = Returned(to_value(np.ones((2, 3))))
RIGHT = Returned(4)


def known(slug: str, *answers: Outcome) -> KnownMistake:
    return KnownMistake(slug, f"the mistake {slug}", tuple((answer,) for answer in answers))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ONES, Returned(to_value(np.ones((2, 3)) + 1e-6)), True),
        (ONES, Returned(to_value(np.ones((2, 3), np.float32))), False),
        (ONES, Returned(to_value(np.ones((2, 3)) + 1e-2)), False),
        (ONES, Returned(to_value(np.ones((2, 3), np.int64))), False),
        (ONES, Returned(to_value(np.ones((3, 2)))), False),
        (ONES, Returned(to_value([1.0])), False),
        (ONES, Returned(ONES.value, changed=(0,)), False),
        (Returned(to_value(np.array([np.nan]))), Returned(to_value(np.array([np.nan]))), True),
        (Returned(3), Returned(3), True),
        (Returned(3), Returned(4), False),
        (Returned(None), Returned(None), True),
        (Raised("E", ("ValueError",), "a"), Raised("F", ("ValueError",), "b"), True),
        (Raised("E", ("ValueError",), "a"), Raised("E", ("TypeError",), "a"), False),
        (Raised("E", ("ValueError",), "a"), ONES, False),
        (Absent("a"), Absent("b"), True),
        (Returned(to_value([1.0, "cat"])), Returned(to_value([1.0, "dog"])), False),
    ],
)
def test_answers_coincide_within_rounding_and_by_the_kind_of_error(one: Outcome, other: Outcome, same: bool) -> None:
    assert coincide(one, other) is same
    assert coincide(other, one) is same


def knowledge(*mistakes: KnownMistake, right: Outcome = RIGHT) -> Knowledge:
    return Knowledge("key", mistakes, (((right,),), ((right,),)))


def request(number: int) -> Request:
    return Request("call", f"f{number}")


UNITS = [Unit("one", (request(0),)), Unit("other", (request(1),))]


def named(
    answers: Sequence[Outcome], known: Knowledge, failing: Sequence[str] = (), units: Sequence[Unit] = UNITS
) -> tuple[str, str] | None:
    """Return the mistake that gives these answers to the requests of the units, and the check where it shows."""
    given = {r.name: a for r, a in zip((r for unit in units for r in unit.requests), answers, strict=True)}
    results = [CheckResult(check, check, "failed", 0, 1) for check in failing]
    found = diagnose(lambda requests: [given[r.name] for r in requests], known, units, results)
    return (found.slug, found.check) if found else None


def test_a_mistake_is_named_only_when_all_cases_coincide() -> None:
    mistakes = [known("a", ONES, Returned(1)), known("b", ONES, Returned(2)), known("c", ONES, Returned(2))]
    assert named([ONES, Returned(2)], knowledge(*mistakes[:2])) == ("b", "")
    assert named([ONES, Returned(3)], knowledge(*mistakes)) is None
    assert named([ONES, Returned(2)], knowledge(*mistakes)) is None, "two mistakes have these answers"


def test_no_more_is_asked_once_no_mistake_is_left() -> None:
    asked = []

    def answer(requests: Sequence[Request]) -> list[Outcome]:
        asked.extend(requests)
        return [Returned(5)]

    assert diagnose(answer, knowledge(known("a", ONES, ONES)), UNITS) is None
    assert asked == [request(0)]


def test_what_failed_is_asked_first() -> None:
    asked = []

    def answer(requests: Sequence[Request]) -> list[Outcome]:
        asked.extend(requests)
        return [Returned(5)]

    failing = [CheckResult("other", "other", "failed", 0, 1)]
    assert diagnose(answer, knowledge(known("a", ONES, ONES)), UNITS, failing) is None
    assert asked == [request(1)]


def test_errors_alone_are_no_mistake_of_a_name() -> None:
    error = Raised("E", ("TypeError",), "a")
    assert named([error, error], knowledge(known("a", error, error))) is None
    assert named([error, ONES], knowledge(known("a", error, ONES))) is not None


def test_a_mistake_that_shows_in_one_check_is_named_though_the_answers_deviate_elsewhere() -> None:
    mistakes = [known("a", ONES, Returned(1)), known("b", RIGHT, Returned(1)), known("c", Returned(3), RIGHT)]
    failing = ["other", "one"]
    assert named([ONES, Returned(5)], knowledge(*mistakes), failing) == ("a", "one")
    # In the second check, two mistakes have this answer; a right answer shows nothing.
    assert named([Returned(9), Returned(1)], knowledge(*mistakes), failing) is None
    assert named([RIGHT, Returned(9)], knowledge(*mistakes), failing) is None


def test_what_a_check_would_not_have_asked_any_more_is_not_compared() -> None:
    units = [Unit("one", (request(0), request(1), request(2)))]
    answers = (RIGHT, ONES, Returned(1))
    both = Knowledge("key", (KnownMistake("a", "", (answers,)),), (((RIGHT,),) * 3,))
    assert named([RIGHT, ONES, Returned(2)], both, ["one"], units) == ("a", "one")
    assert named([RIGHT, Returned(3), Returned(1)], both, ["one"], units) is None


def test_a_limit_that_is_hit_in_one_case_does_not_hide_the_mistake_in_another_check() -> None:
    def answer(requests: Sequence[Request]) -> list[Outcome]:
        if requests == UNITS[1].requests:
            raise Fault("timeout", "no result")
        return [ONES]

    failing = [CheckResult(check, check, "failed", 0, 1) for check in ("other", "one")]
    found = diagnose(answer, knowledge(known("a", ONES, Returned(1))), UNITS, failing)
    assert found == Diagnosis("a", "one")


SINGLE = Returned(to_value(np.ones((2, 3), np.float32)))


def test_where_the_mistake_does_not_show_any_right_answer_will_do() -> None:
    both = Knowledge("key", (known("a", RIGHT, ONES),), (((RIGHT, Returned(7)),), ((RIGHT,),)))
    assert named([Returned(7), ONES], both) is not None
    assert named([Returned(6), ONES], both) is None


def test_a_wrong_value_is_the_same_in_single_and_in_double_but_a_wrong_width_is_not() -> None:
    assert named([SINGLE, SINGLE], knowledge(known("a", ONES, ONES))) is not None
    assert named([SINGLE, SINGLE], knowledge(known("width", ONES, ONES), right=SINGLE)) is None


def test_up_to_a_positive_factor_where_right_ways_differ_by_one() -> None:
    large, other = np.arange(600.0).reshape(20, 30), np.arange(600.0)[::-1].reshape(20, 30)
    mistake = known("a", *(fingerprint(Returned(to_value(a)), True) for a in (large, other)))
    free = msgspec.structs.replace(knowledge(mistake), scale_free=True)
    assert named([Returned(to_value(3 * large)), Returned(to_value(other / 7))], free) is not None
    assert named([Returned(to_value(-large)), Returned(to_value(other))], free) is None
    bound = knowledge(known("a", *(fingerprint(Returned(to_value(a))) for a in (large, other))))
    assert named([Returned(to_value(large)), Returned(to_value(other))], bound) is not None
    assert named([Returned(to_value(3 * large)), Returned(to_value(other))], bound) is None


@given(st.integers(0, 599), st.sampled_from([0.5, -1.0, np.nan]))
def test_one_entry_of_a_large_array_changes_its_fingerprint(place: int, change: float) -> None:
    before = np.random.default_rng(0).normal(size=600)
    after = before.copy()
    after[place] += change * 100
    assert not coincide(fingerprint(Returned(to_value(before))), fingerprint(Returned(to_value(after))))


FLIPPED = """
import torch.nn.functional as F
def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    turned = flt[:, :, list(range(flt.shape[2]))[::-1]][..., list(range(flt.shape[3]))[::-1]]
    return F.conv2d(x, turned, None, stride, padding, dilation)
"""
ODD = """
import torch.nn.functional as F
def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, None, stride, padding, dilation) + 0.123
"""


def test_a_submission_gets_the_name_and_the_sentence_of_its_mistake(
    course_folder: Path, isolated: str, tmp_path: Path, bank_file: Path
) -> None:
    flipped = hand_in(tmp_path / "flipped", convolution=FLIPPED)
    odd = hand_in(tmp_path / "odd", convolution=ODD)
    batch = grade(
        course_folder, [flipped, odd], tmp_path / "out", "--only", "conv_2d", "--budget", "none", "--bank", bank_file
    )
    (named,) = batch.report("flipped")["exercises"]
    assert named["diagnosis"] == "flips-kernel"
    assert named["message"].startswith("The kernel is turned by 180°")
    (unnamed,) = batch.report("odd")["exercises"]
    assert "diagnosis" not in unnamed
    assert unnamed["score"] < unnamed["max_score"]
