"""The checks of student/filters.py."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import Case, entries, sweeps

from grader import expect
from grader.checks import check, plain_call
from grader.subject import Subject, recipe

# gaussian


@plain_call("gaussian")
def test_gaussian_is_started(student: Subject) -> None:
    """gaussian(7) answers"""
    student.call("gaussian", 7).required()


@check("gaussian", points=2)
@given(n=st.integers(2, 41))
@example(n=3)
@example(n=41)
def test_gaussian_is_the_normal_density(student: Subject, reference: Subject, n: int) -> None:
    """The standard normal density at n places from -3 to 3."""
    expect.same(student.call("gaussian", n), reference.call("gaussian", n), dtype=expect.FLOATS)


@check("gaussian", points=1)
@given(n=st.integers(2, 41))
@example(n=41)
def test_gaussian_sums_to_one_over_its_width(student: Subject, n: int) -> None:
    """Even, highest in the middle, and with an area of nearly one under it."""
    answer = student.call("gaussian", n)
    g = expect.array(answer, kind="numpy", dtype=expect.FLOATS, shape=(n,)).astype(np.float64)
    expect.law(answer, bool((np.abs(g - g[::-1]) <= 1e-5 * np.abs(g).sum()).all()), "the same read from both ends")
    expect.law(answer, bool((np.diff(g[: (n + 1) // 2]) > 0).all()), "values that rise up to the middle")
    if n > 9:
        area = float(g.sum() * 6 / (n - 1))
        expect.law(answer, 0.97 < area < 1.03, "an area of about 1 under the curve", f"{area:.3f}")


# sweep


@plain_call("sweep")
def test_sweep_is_started(student: Subject) -> None:
    """sweep(img, make_kernel, values) answers"""
    make_kernel = recipe("table", inputs=[1.0], outputs=[np.ones((1, 1), "float32")])
    student.call("sweep", np.ones((3, 3), "float32"), make_kernel, [1.0]).required()


def _kernels(case: Case, turn: int) -> list[np.ndarray]:
    side = case["side"]
    return [entries(case["seed"] + 100 * turn + 2 * i, (side, side)) for i in range(len(case["values"]))]


@check("sweep", points=1)
@given(case=sweeps())
@example(case={"rows": 4, "columns": 6, "side": 3, "values": [0.0, 45.0, 90.0], "seed": 0})
def test_sweep_has_one_frame_per_value(student: Subject, case: Case) -> None:
    """One float32 frame for each value, as large as the image."""
    answer = student.call("sweep", *_arguments(case, turn=0))
    shape = (len(case["values"]), case["rows"], case["columns"])
    expect.array(answer, kind="numpy", dtype="float32", shape=shape)


@check("sweep", points=2)
@given(case=sweeps())
@example(case={"rows": 3, "columns": 3, "side": 3, "values": [0.0, 45.0], "seed": 0})
@example(case={"rows": 5, "columns": 7, "side": 3, "values": [0.0, 15.0, 30.0], "seed": 1})
def test_sweep_convolves_with_each_kernel(student: Subject, reference: Subject, case: Case) -> None:
    """Frame i is the image convolved with make_kernel(values[i])."""
    for turn in (0, 1, 0):
        img, make_kernel, values = _arguments(case, turn)
        bound = np.abs(img).max() * max(np.abs(k).sum() for k in _kernels(case, turn))
        expect.same(
            student.call("sweep", img, make_kernel, values),
            reference.call("sweep", img, make_kernel, values),
            scale=float(bound),
        )


def _arguments(case: Case, turn: int) -> tuple[np.ndarray, object, list[float]]:
    img = entries(case["seed"] + turn, (case["rows"], case["columns"]))
    return img, recipe("table", inputs=case["values"], outputs=_kernels(case, turn)), case["values"]
