"""The checks of student/signals.py."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.api import Subject, check, expect, plain_call

SAMPLES = st.lists(st.integers(-8, 8), min_size=1, max_size=6).map(lambda each: np.array(each) / 2)
FLOORS = st.sampled_from([-1.5, 0.25, 1.0])


@plain_call("raise_floor")
def test_raise_floor_is_started(student: Subject) -> None:
    """raise_floor([0.0]) returns a result"""
    student.call("raise_floor", np.zeros(1)).required()


@check("raise_floor", points=3)
@given(samples=SAMPLES, floor=FLOORS)
def test_raise_floor_with_any_floor(student: Subject, reference: Subject, samples: np.ndarray, floor: float) -> None:
    """No sample is below the floor, and the others are as they were."""
    answer = student.call("raise_floor", samples, floor=floor)
    want = expect.array(reference.call("raise_floor", samples, floor=floor), kind="numpy", dtype="float64")
    got = expect.array(answer, kind="numpy", dtype="float64", shape=want.shape)
    expect.close(answer, got, want)
