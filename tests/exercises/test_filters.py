"""The checks of student/filters.py."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import Case, entries, negative_shifts, shifts, sides, sweeps, turns

from grader.api import Answer, Subject, check, chelsea, expect, plain_call, recipe
from grader.api import shape as shape_text

LEAST = 1e-6  # the least that the largest entry of a kernel may be: zeros fulfil most laws


def _float_array(answer: Answer) -> None:
    """Require a NumPy array of floats, in one check of an exercise; the others take any container and dtype."""
    expect.array(answer, kind="numpy", dtype=expect.FLOATS)


def _kernel(answer: Answer, *shape: int) -> np.ndarray:
    """Return the entries as float64 if the answer has this shape and is not all zeros."""
    kernel = expect.entries(answer, shape=shape)
    largest = float(np.abs(kernel).max())
    expect.law(answer, largest > LEAST, "entries that are not all 0", f"absolute values up to {largest:.3g}")
    return kernel


def _varies(answer: Answer, entries: np.ndarray, *, claim: str = "entries that are not all equal") -> None:
    """Require that entries differ by a tenth of the largest one: constants fulfil many laws."""
    expect.law(answer, float(np.ptp(entries)) > float(np.abs(entries).max()) / 10, claim, "equal entries")


def _precision(answer: Answer) -> float:
    return expect.tolerance(answer, "float64")


def _places(n: int) -> np.ndarray:
    return np.linspace(-3, 3, n)


def _vanishes(answer: Answer, total: float, kernel: np.ndarray, where: str) -> None:
    expect.law(answer, abs(total) <= expect.slack(kernel), f"a response of 0 {where}", f"{total:.6g}")


def _blocks(entries: np.ndarray, slack: float) -> list[int]:
    """Return the signs of the entries in order, each run of equal signs once, ignoring entries that are nearly 0."""
    signs = np.sign(entries[np.abs(entries) > slack]).astype(int)
    return [int(sign) for i, sign in enumerate(signs) if i == 0 or signs[i - 1] != sign]


def _middle(kernel: np.ndarray) -> int:
    return (len(kernel) - 1) // 2


def _proportional(answer: Answer, got: np.ndarray, want: np.ndarray, claim: str) -> None:
    """Require a positive multiple of `want`, within 1e-3 of its maximum."""
    factor = float((got * want).sum() / (want * want).sum())
    expect.law(answer, factor > 0, f"a positive multiple of {claim}", "a kernel with another direction or sign")
    worst = float(np.abs(got / factor - want).max() / np.abs(want).max())
    expect.law(answer, worst <= 1e-3, f"a multiple of {claim}", f"a kernel that differs by {worst:.2%} of the maximum")


def _side_properties(n: int, scale: float = 1.0) -> list[str]:
    return [
        "an even n" if n % 2 == 0 else "an odd n",
        "n = 1" if n == 1 else "n above 1",
        "n = 2" if n == 2 else "another n",
        "n = 3" if n == 3 else "another n",
        "scale 1" if scale == 1 else "another scale",
        "a negative scale" if scale < 0 else "a positive scale",
    ]


# identity


@plain_call("identity", properties=_side_properties)
def test_identity_is_started(student: Subject) -> None:
    """identity(3) returns a result"""
    student.call("identity", 3).required()


@check("identity", points=1)
@given(n=sides(1, odd=True))
@example(n=1)
@example(n=3)
@example(n=5)
def test_identity_keeps_the_image(student: Subject, reference: Subject, n: int) -> None:
    """The centre is 1 and all other entries are 0, in an array of floats."""
    answer, want = student.call("identity", n), _kernel(reference.call("identity", n), n, n)
    _float_array(answer)
    expect.close(answer, expect.entries(answer, shape=want.shape), want, tolerance=_precision(answer))


@check("identity", points=1)
@given(n=sides(1, odd=True), scale=st.sampled_from([2.0, -1.0, 0.5, -3.5, 100.0]))
@example(n=3, scale=2.0)
@example(n=3, scale=-1.5)
def test_identity_with_a_scale(student: Subject, reference: Subject, n: int, scale: float) -> None:
    """The centre is `scale`, positive or negative, regardless of earlier calls."""
    for factor in (scale, 1.0):
        answer, want = student.call("identity", n, scale=factor), reference.call("identity", n, scale=factor)
        got, wanted = expect.entries(answer, shape=(n, n)), _kernel(want, n, n)
        # The other check reports integers, which cannot hold the fraction of a scale.
        expect.close(answer, got, np.trunc(wanted) if expect.whole(answer) else wanted, tolerance=_precision(answer))


# shifted_identity


def _shift_properties(n: int, dy: int, dx: int) -> list[str]:
    half = n // 2
    return [
        "no shift by rows" if dy == 0 else "a shift by rows",
        "no shift by columns" if dx == 0 else "a shift by columns",
        "a shift up" if dy < 0 else "no shift up",
        "a shift to the left" if dx < 0 else "no shift to the left",
        "dy = dx" if dy == dx else "dy unlike dx",
        "a shift within the kernel" if max(abs(dy), abs(dx)) <= half else "a shift out of the kernel",
        "a shift to the border" if max(abs(dy), abs(dx)) == half else "no shift to the border",
    ]


@plain_call("shifted_identity", properties=_shift_properties)
def test_shifted_identity_is_started(student: Subject) -> None:
    """shifted_identity(3, 1, 0) returns a result"""
    student.call("shifted_identity", 3, 1, 0).required()


def _shifts_agree(student: Subject, reference: Subject, n: int, *shifts: tuple[int, int]) -> list[Answer]:
    answers = []
    for shift in shifts:
        answer, want = student.call("shifted_identity", n, *shift), reference.call("shifted_identity", n, *shift)
        got = expect.entries(answer, shape=(n, n))
        expect.close(answer, got, _kernel(want, n, n), tolerance=_precision(answer))
        answers.append(answer)
    return answers


@check("shifted_identity", points=1)
@given(case=shifts())
@example(case={"n": 1, "dy": 0, "dx": 0})
@example(case={"n": 3, "dy": 1, "dx": 0})
@example(case={"n": 3, "dy": 0, "dx": 1})
@example(case={"n": 7, "dy": 1, "dx": 3})
def test_shift_down_and_right(student: Subject, reference: Subject, case: Case) -> None:
    """The single 1, in an array of floats, is dy rows below and dx columns to the right of the centre."""
    shift = abs(case["dy"]), abs(case["dx"])
    for answer in _shifts_agree(student, reference, case["n"], shift, (0, 0)):
        _float_array(answer)


@check("shifted_identity", points=1)
@given(case=negative_shifts())
@example(case={"n": 3, "dy": -1, "dx": 0})
@example(case={"n": 5, "dy": 1, "dx": -2})
def test_shift_up_and_left(student: Subject, reference: Subject, case: Case) -> None:
    """Negative shifts work too, all the way to the border."""
    shift = case["dy"], case["dx"]
    _shifts_agree(student, reference, case["n"], shift, shift[::-1])


@check("shifted_identity", points=1)
@given(case=shifts(outside=True))
@example(case={"n": 3, "dy": 2, "dx": 0})
@example(case={"n": 3, "dy": 0, "dx": -2})
@example(case={"n": 5, "dy": -3, "dx": 1})
def test_shift_refuses_to_leave_the_kernel(student: Subject, case: Case) -> None:
    """Raises ValueError for a position outside the kernel, on any side, and for no other."""
    expect.works(student.call("shifted_identity", 5, 1, 2), shape=(5, 5))
    expect.raises(student.call("shifted_identity", case["n"], case["dy"], case["dx"]), "ValueError")


# box_blur


@plain_call("box_blur", properties=_side_properties)
def test_box_blur_is_started(student: Subject) -> None:
    """box_blur(3) returns a result"""
    student.call("box_blur", 3).required()


@check("box_blur", points=1)
@given(n=sides(1))
@example(n=3)
@example(n=4)
def test_box_blur_weighs_all_pixels_alike(student: Subject, n: int) -> None:
    """All entries are equal and positive, in an array of floats."""
    answer = student.call("box_blur", n)
    _float_array(answer)
    kernel = _kernel(answer, n, n)
    least, most, mean = float(kernel.min()), float(kernel.max()), float(kernel.mean())
    expect.law(answer, least > LEAST, "positive entries", f"{least:.6g}")
    equal = bool((np.abs(kernel / mean - 1) <= _precision(answer)).all())
    expect.law(answer, equal, "equal entries", f"entries between {least:.6g} and {most:.6g}")


@check("box_blur", points=1)
@given(n=sides(1))
@example(n=3)
@example(n=4)
def test_box_blur_keeps_the_brightness(student: Subject, n: int) -> None:
    """The entries sum to 1."""
    answer = student.call("box_blur", n)
    kernel = _kernel(answer, n, n)
    total = float(kernel.sum())
    expect.law(answer, abs(total - 1) <= expect.LAW, "entries that sum to 1", f"{total:.6g}")


# edge_bands


@plain_call("edge_bands", properties=_side_properties)
def test_edge_bands_is_started(student: Subject) -> None:
    """edge_bands(3) returns a result"""
    student.call("edge_bands", 3).required()


@check("edge_bands", points=1)
@given(n=sides(2))
@example(n=3)
@example(n=4)
def test_bands_ignore_flat_images(student: Subject, n: int) -> None:
    """The kernel is an array of floats, and its response is 0 on flat images."""
    answer = student.call("edge_bands", n)
    _float_array(answer)
    kernel = _kernel(answer, n, n)
    _vanishes(answer, float(kernel.sum()), kernel, "on a flat image")


@check("edge_bands", points=1)
@given(n=sides(2))
@example(n=3)
@example(n=4)
def test_bands_ignore_what_varies_from_top_to_bottom(student: Subject, n: int) -> None:
    """Variation from top to bottom does not change the response."""
    answer = student.call("edge_bands", n)
    kernel = _kernel(answer, n, n)
    columns = kernel.sum(axis=0)
    varied = float(np.ptp(columns)) > expect.slack(kernel)
    expect.law(answer, varied, "columns that differ", f"columns that all sum to {columns[0]:.6g}")
    rows = kernel.sum(axis=1)
    least, most = int(rows.argmin()), int(rows.argmax())
    expect.law(
        answer,
        float(np.ptp(rows)) <= 2 * expect.slack(kernel),
        "the same response to an image with a single bright row, whichever row it is",
        f"{rows[least]:.6g} for row {least}, {rows[most]:.6g} for row {most}",
    )


@check("edge_bands", points=1)
@given(n=sides(2))
@example(n=2)
@example(n=3)
@example(n=4)
def test_bands_answer_to_a_step(student: Subject, n: int) -> None:
    """The response to a step from dark to bright is never negative, and somewhere positive."""
    answer = student.call("edge_bands", n)
    kernel = _kernel(answer, n, n)
    # A step between two columns makes all columns to its right bright. The brightness as such does not count.
    columns = kernel.sum(axis=0)
    responses = (columns - columns.mean())[::-1].cumsum()[-2::-1]
    least, most = float(responses.min()), float(responses.max())
    slack = expect.slack(kernel)
    expect.law(answer, least >= -slack, "a response to a step that is never negative", f"{least:.6g}")
    expect.law(answer, most > slack, "a positive response to a step at some position", f"at most {most:.6g}")


# gaussian


@plain_call("gaussian", properties=_side_properties)
def test_gaussian_is_started(student: Subject) -> None:
    """gaussian(7) returns a result"""
    student.call("gaussian", 7).required()


@check("gaussian", points=2)
@given(n=st.integers(2, 41))
@example(n=3)
@example(n=41)
def test_gaussian_has_the_shape_of_the_density(student: Subject, reference: Subject, n: int) -> None:
    """An array of floats with the shape of the standard normal density at n points from -3 to 3."""
    answer = student.call("gaussian", n)
    _float_array(answer)
    got = _kernel(answer, n)
    want = _kernel(reference.call("gaussian", n), n)
    factor = float((got * want).sum() / (want * want).sum())
    worst = float(np.abs(got - factor * want).max())
    if factor <= 0 or worst > 3 * _precision(answer) * factor * float(want.max()):
        expect.close(answer, got, want, tolerance=_precision(answer))
        raise expect.wrong(answer, "wrong shape of the curve", "a multiple of the density", "another curve")


@check("gaussian", points=1)
@given(n=st.integers(2, 41))
@example(n=3)
@example(n=41)
def test_gaussian_is_as_high_as_the_density(student: Subject, reference: Subject, n: int) -> None:
    """The curve is as high as the density: its values are not normalised to sum to 1."""
    answer = student.call("gaussian", n)
    got = _kernel(answer, n)
    highest, want = float(got.max()), float(_kernel(reference.call("gaussian", n), n).max())
    limit = _precision(answer) * want
    if n > 2:  # at the two points -3 and 3 the density is the same
        _varies(answer, got)
    expect.law(answer, abs(highest - want) <= limit, f"a largest value of {want:.9g}", f"{highest:.9g}")


# dgaussian


@plain_call("dgaussian", properties=_side_properties)
def test_dgaussian_is_started(student: Subject) -> None:
    """dgaussian(7) returns a result"""
    student.call("dgaussian", 7).required()


@check("dgaussian", points=1)
@given(n=sides(5))
@example(n=5)
@example(n=6)
def test_dgaussian_is_odd(student: Subject, n: int) -> None:
    """It is an array of floats, and odd: reversing it changes its sign."""
    answer = student.call("dgaussian", n)
    _float_array(answer)
    d = _kernel(answer, n)
    odd = bool((np.abs(d + d[::-1]) <= expect.slack(d)).all())
    expect.law(answer, odd, "opposite values at x and -x", "values that are not opposite")


@check("dgaussian", points=2)
@given(n=sides(5))
@example(n=5)
@example(n=6)
@example(n=7)
@example(n=13)
def test_dgaussian_is_positive_on_the_left(student: Subject, n: int) -> None:
    """It is positive left of the centre, and largest next to x = -1."""
    answer = student.call("dgaussian", n)
    left = _kernel(answer, n)[: n // 2]
    expect.law(answer, bool((left > 0).all()), "positive values left of the centre", f"{left.min():.6g}")
    # The function rises to its maximum and falls after it: the largest sample is one of the two next to it.
    top = float(_places(n)[left.argmax()])
    step = 6 / (n - 1) + 1e-9
    expect.law(answer, abs(top + 1) <= step, "the largest value at x = -1", f"at x = {top:.3g}")


@check("dgaussian", points=1)
@given(n=sides(5))
@example(n=5)
@example(n=41)
def test_dgaussian_is_the_derivative(student: Subject, reference: Subject, n: int) -> None:
    """Up to sign and scale, it is x times the density; np.gradient only approximates it."""
    answer = student.call("dgaussian", n)
    got, want = (np.abs(_kernel(a, n)) for a in (answer, reference.call("dgaussian", n)))
    _proportional(answer, got, want, "x times the density, ignoring the sign")


# ddgaussian


@plain_call("ddgaussian", properties=_side_properties)
def test_ddgaussian_is_started(student: Subject) -> None:
    """ddgaussian(9) returns a result"""
    student.call("ddgaussian", 9).required()


@check("ddgaussian", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
def test_ddgaussian_is_even(student: Subject, n: int) -> None:
    """It is an array of floats that vary, and even: reversing it changes nothing."""
    answer = student.call("ddgaussian", n)
    _float_array(answer)
    d = _kernel(answer, n)
    _varies(answer, d)
    even = bool((np.abs(d - d[::-1]) <= expect.slack(d)).all())
    expect.law(answer, even, "equal values at x and -x", "different values")


@check("ddgaussian", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
def test_ddgaussian_has_one_positive_lobe(student: Subject, n: int) -> None:
    """It has one positive lobe at the centre, between two negative flanks."""
    answer = student.call("ddgaussian", n)
    d = _kernel(answer, n)
    slack = expect.slack(d)
    centre = min(d[n // 2], d[(n - 1) // 2])
    expect.law(answer, bool(centre > slack), "a positive centre", f"{centre:.6g}")
    signs = _blocks(d, slack)
    words = ", ".join("positive" if sign > 0 else "negative" for sign in signs)
    expect.law(answer, signs == [-1, 1, -1], "negative, positive, negative from left to right", words)


@check("ddgaussian", points=1)
@given(n=sides(7))
@example(n=11)
@example(n=41)
def test_ddgaussian_crosses_zero_near_one(student: Subject, n: int) -> None:
    """It crosses 0 between |x| = 0.65 and |x| = 1.05."""
    answer = student.call("ddgaussian", n)
    d, x = _kernel(answer, n), np.abs(_places(n))
    slack = expect.slack(d)
    turned = d * np.sign(d[n // 2])  # another check requires the sign of the centre
    inner, outer = x[turned > slack], x[turned < -slack]
    expect.law(answer, inner.size > 0 and outer.size > 0, "values of both signs", "values of one sign only")
    last, first = float(inner.max()), float(outer.min())
    claim = "the sign of the centre"
    expect.law(answer, last < 1.05 + 1e-9, f"{claim} only where |x| < 1.05", f"the same sign at |x| = {last:.3g}")
    expect.law(answer, first > 0.65 - 1e-9, f"{claim} up to |x| = 0.65", f"the opposite sign at |x| = {first:.3g}")


@check("ddgaussian", points=1)
@given(n=sides(15))  # with fewer samples, np.gradient applied twice is too coarse at the ends, and right all the same
@example(n=15)
@example(n=16)
def test_ddgaussian_fades(student: Subject, n: int) -> None:
    """Its flanks fade: the ends are at most half as deep as the deepest flank."""
    answer = student.call("ddgaussian", n)
    d = _kernel(answer, n)
    turned = d * np.sign(d[n // 2])  # another check requires the sign of the centre
    deepest, last = -float(turned.min()), max(abs(float(d[0])), abs(float(d[-1])))
    expect.law(answer, deepest > expect.slack(d), "flanks of the other sign than the centre", "one sign only")
    claim = f"absolute values of at most {deepest / 2:.6g} at the ends, half of the deepest flank"
    expect.law(answer, last <= deepest / 2 + expect.slack(d), claim, f"{last:.6g}")


# gaussian2d


@plain_call("gaussian2d", properties=_side_properties)
def test_gaussian2d_is_started(student: Subject) -> None:
    """gaussian2d(5) returns a result"""
    student.call("gaussian2d", 5).required()


@check("gaussian2d", points=1)
@given(n=sides(2))
@example(n=3)
@example(n=4)
def test_gaussian2d_is_separable(student: Subject, n: int) -> None:
    """It is the outer product of one vector with itself, a symmetric matrix of rank 1."""
    answer = student.call("gaussian2d", n)
    _float_array(answer)
    kernel = _kernel(answer, n, n)
    if n > 2:  # at the four corners the density is the same
        _varies(answer, kernel)
    column = kernel[:, _middle(kernel)]
    centre = float(column[_middle(kernel)])
    expect.law(answer, centre > 0, "a positive value in the middle", f"{centre:.6g}")
    expect.close(answer, kernel, np.outer(column, column) / centre, tolerance=_precision(answer))


@check("gaussian2d", points=1, cases=12)
@given(n=sides(2))
@example(n=3)
@example(n=4)
def test_gaussian2d_is_the_density_in_the_middle(student: Subject, reference: Subject, n: int) -> None:
    """The middle row is gaussian(n), times the middle value of gaussian(n)."""
    answer = student.call("gaussian2d", n)
    got = _kernel(answer, n, n)
    want = _kernel(reference.call("gaussian2d", n), n, n)
    expect.close(answer, got[_middle(got)], want[_middle(want)], part="the middle row", tolerance=_precision(answer))


# gabor

CLAIM = "gaussian (down) times dgaussian (across)"


def _angle_properties(n: int, degrees: float = 0.0) -> list[str]:
    return [
        "0 degrees" if degrees == 0 else "other angles",
        "quarter turns" if degrees % 90 == 0 else "angles between quarter turns",
        "half turns" if degrees % 180 == 0 else "other angles",
        "a negative angle" if degrees < 0 else "no negative angle",
        "angles above 90 degrees" if abs(degrees) > 90 else "angles up to 90 degrees",
        "an even n" if n % 2 == 0 else "an odd n",
    ]


@plain_call("gabor", properties=_angle_properties)
def test_gabor_is_started(student: Subject) -> None:
    """gabor(7) returns a result"""
    student.call("gabor", 7).required()


@check("gabor", points=1, cases=10)
@given(n=sides(5))
@example(n=5)
@example(n=6)
def test_gabor_is_an_edge_detector(student: Subject, reference: Subject, n: int) -> None:
    """Without rotation, it is gaussian down the rows times dgaussian across the columns."""
    answer = student.call("gabor", n)
    _float_array(answer)
    _proportional(answer, _kernel(answer, n, n), _kernel(reference.call("gabor", n), n, n), CLAIM)


@check("gabor", points=1, cases=8)
@given(n=sides(5), quarters=st.sampled_from([1, 2, 3, 4, 5, 7, 9, -1, -2, -3, -6]))
@example(n=5, quarters=1)
@example(n=6, quarters=-1)
@example(n=7, quarters=2)
@example(n=8, quarters=3)
def test_gabor_by_quarter_turns(student: Subject, reference: Subject, n: int, quarters: int) -> None:
    """Rotations by multiples of 90 degrees are exact and counter-clockwise."""
    for degrees in (90.0 * quarters, 0.0, 90.0 * quarters):
        answer = student.call("gabor", n, degrees=degrees)
        want = _kernel(reference.call("gabor", n, degrees=degrees), n, n)
        _proportional(answer, _kernel(answer, n, n), want, f"{CLAIM}, rotated by {degrees:g} degrees")


def _looks_turned(student: Subject, reference: Subject, n: int, degrees: float) -> None:
    answer = student.call("gabor", n, degrees=degrees)
    disc = np.hypot(*np.meshgrid(_places(n), _places(n))) <= 3 + 1e-9
    got = _kernel(answer, n, n)[disc]
    want = _kernel(reference.call("gabor", n, degrees=degrees), n, n)[disc]
    size = float(np.linalg.norm(got) * np.linalg.norm(want))
    cosine = float(got @ want) / size if size else 0.0
    expect.law(
        answer,
        cosine >= 0.97,
        f"{CLAIM}, rotated counter-clockwise by {degrees:g} degrees",
        f"a different kernel inside the disc (cosine similarity {cosine:.3f}, must be at least 0.97)",
    )


@check("gabor", points=1, cases=10)
@given(n=sides(15), degrees=st.integers(10, 80).map(float))
@example(n=15, degrees=45.0)
@example(n=16, degrees=30.0)
def test_gabor_at_any_angle(student: Subject, reference: Subject, n: int, degrees: float) -> None:
    """Angles between 0 and 90 degrees work, with any reasonable interpolation."""
    _looks_turned(student, reference, n, degrees)


@check("gabor", points=1, cases=10)
@given(n=sides(15), degrees=st.sampled_from([-30.0, -77.5, -135.0, 120.0, 200.0, 225.0, 310.5, 400.0, 600.0, -500.0]))
@example(n=15, degrees=-45.0)
@example(n=16, degrees=210.0)
@example(n=15, degrees=390.0)
def test_gabor_beyond_a_quarter_turn(student: Subject, reference: Subject, n: int, degrees: float) -> None:
    """Negative angles and angles above 90, 180 and 360 degrees work too."""
    _looks_turned(student, reference, n, degrees)


# line2d


@plain_call("line2d", properties=_side_properties)
def test_line2d_is_started(student: Subject) -> None:
    """line2d(9) returns a result"""
    student.call("line2d", 9).required()


@check("line2d", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
def test_line2d_ignores_flat_images(student: Subject, n: int) -> None:
    """The kernel is an array of floats, and its response is 0 on flat images."""
    answer = student.call("line2d", n)
    _float_array(answer)
    kernel = _kernel(answer, n, n)
    _vanishes(answer, float(kernel.sum()), kernel, "on a flat image")


@check("line2d", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
def test_line2d_answers_to_vertical_lines(student: Subject, n: int) -> None:
    """It responds to a vertical line, less to a horizontal one, and fades towards top and bottom."""
    answer = student.call("line2d", n)
    kernel = _kernel(answer, n, n)
    slack = expect.slack(kernel)
    middle = [(n - 1) // 2, n // 2]  # a single index twice if n is odd; otherwise the line is two pixels wide
    vertical, horizontal = float(kernel[:, middle].sum()), float(kernel[middle].sum())
    expect.law(answer, vertical > slack, "a positive response to a vertical line", f"{vertical:.6g}")
    expect.law(
        answer, horizontal < vertical - slack, f"less than {vertical:.6g} for a horizontal line", f"{horizontal:.6g}"
    )
    rows = np.abs(kernel).sum(axis=1)
    outermost, half = float(max(rows[0], rows[-1])), float(rows[middle].mean()) / 2
    expect.law(
        answer,
        outermost < half,
        f"absolute entries of the outermost rows that sum to less than {half:.6g}",
        f"a sum of {outermost:.6g}",
    )


# ddgaussian2d


@plain_call("ddgaussian2d", properties=_side_properties)
def test_ddgaussian2d_is_started(student: Subject) -> None:
    """ddgaussian2d(9) returns a result"""
    student.call("ddgaussian2d", 9).required()


def _rings(kernel: np.ndarray) -> list[np.ndarray]:
    """Return the entries inside the inscribed disc, grouped by their distance from the centre, nearest first."""
    n = len(kernel)
    twice = 2 * np.arange(n) - (n - 1)  # integers even where the centre is between two entries
    squared = twice[:, None] ** 2 + twice[None, :] ** 2
    return [kernel[squared == radius] for radius in np.unique(squared) if radius <= (n - 1) ** 2]


@check("ddgaussian2d", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
def test_ddgaussian2d_is_round(student: Subject, n: int) -> None:
    """Entries are equal at the same distance from the centre, and only there."""
    answer = student.call("ddgaussian2d", n)
    _float_array(answer)
    kernel = _kernel(answer, n, n)
    _varies(answer, np.array([ring.mean() for ring in _rings(kernel)]))
    limit = max(1e-6, _precision(answer)) * float(np.abs(kernel).max())
    worst = max(_rings(kernel), key=np.ptp)
    expect.law(
        answer,
        bool(np.ptp(worst) <= limit),
        "equal entries at the same distance from the centre",
        f"entries between {worst.min():.6g} and {worst.max():.6g}",
    )


@check("ddgaussian2d", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
def test_ddgaussian2d_ignores_flat_images(student: Subject, n: int) -> None:
    """The entries sum to 0."""
    answer = student.call("ddgaussian2d", n)
    kernel = _kernel(answer, n, n)
    _vanishes(answer, float(kernel.sum()), kernel, "on a flat image")


@check("ddgaussian2d", points=1)
@given(n=sides(7))
@example(n=7)
@example(n=8)
@example(n=41)
def test_ddgaussian2d_has_one_negative_ring(student: Subject, n: int) -> None:
    """It has a positive centre, one negative ring around it, and little beyond."""
    answer = student.call("ddgaussian2d", n)
    kernel = _kernel(answer, n, n)
    slack = expect.slack(kernel)
    profile = np.array([ring.mean() for ring in _rings(kernel)])
    centre = float(profile[0])
    expect.law(answer, centre > slack, "a positive centre", f"{centre:.6g}")
    signs = _blocks(profile, slack)
    words = ", ".join("positive" if sign > 0 else "negative" for sign in signs)
    expect.law(answer, signs in ([1, -1], [1, -1, 1]), "positive, then negative, from the centre outwards", words)
    beyond = float(profile[int((profile < -slack).argmax()) :].max())
    expect.law(
        answer, beyond <= centre / 4 + slack, f"at most {centre / 4:.6g} outside the negative ring", f"{beyond:.6g}"
    )


# pupil_kernel

PUPILS = ((72, 72), (92, 213))
NEAR = 10  # pixels
SIDE = 41  # at most


@plain_call("pupil_kernel")
def test_pupil_kernel_is_started(student: Subject) -> None:
    """pupil_kernel() returns a result"""
    student.call("pupil_kernel").required()


def _matrix(answer: Answer, most: int) -> np.ndarray:
    """Return the kernel if it is a matrix with at most this many rows and columns."""
    shape = expect.entries(answer).shape
    if len(shape) != 2 or not 0 < min(shape) <= max(shape) <= most:
        claim = f"a 2-D array with at most {most} rows and columns"
        raise expect.wrong(answer, "wrong shape", claim, f"shape {shape_text(shape)}")
    return _kernel(answer, *shape)


@check("pupil_kernel", points=1)
def test_pupil_kernel_is_small_and_square(student: Subject) -> None:
    """The kernel is a square array of floats, with an odd side of at most 41."""
    answer = student.call("pupil_kernel")
    _float_array(answer)
    rows, columns = _matrix(answer, most=SIDE).shape
    claim = f"a square kernel with an odd side of at most {SIDE}"
    expect.law(answer, rows == columns and rows % 2 == 1, claim, f"shape {shape_text((rows, columns))}")


@check("pupil_kernel", points=2)
def test_pupil_kernel_finds_a_pupil(student: Subject) -> None:
    """The strongest response is within 10 pixels of one of the cat's pupils."""
    answer = student.call("pupil_kernel")
    row, column = _strongest(_matrix(answer, most=2 * SIDE))
    distance = min(float(np.hypot(row - y, column - x)) for y, x in PUPILS)
    wanted = " or ".join(f"(row {y}, column {x})" for y, x in PUPILS)
    expect.law(
        answer,
        distance <= NEAR,
        f"the strongest response within {NEAR} pixels of {wanted}",
        f"at (row {row}, column {column}), {distance:.1f} pixels away",
    )


def _strongest(kernel: np.ndarray) -> tuple[int, int]:
    """Return the position of the largest response to the cat: same size, zero padding."""
    from scipy.ndimage import correlate

    response = correlate(_cat(), kernel, mode="constant")
    row, column = np.unravel_index(int(response.argmax()), response.shape)
    return int(row), int(column)


@cache
def _cat() -> np.ndarray:
    """Return the cat in grayscale, cropped to 256 x 256 and standardized."""
    gray = chelsea()[-256:, 100:356].mean(axis=2)
    cat: np.ndarray = (gray - gray.mean()) / gray.std()
    return cat


# sweep


@plain_call("sweep")
def test_sweep_is_started(student: Subject) -> None:
    """sweep(img, make_kernel, values) returns a result"""
    make_kernel = recipe("table", inputs=[1.0], outputs=[np.ones((1, 1), "float32")])
    student.call("sweep", np.ones((3, 3), "float32"), make_kernel, [1.0]).required()


def _kernels(case: Case, turn: int) -> list[np.ndarray]:
    side = case["side"]
    return [entries(case["seed"] + 100 * turn + 2 * i, (side, side)) for i in range(len(case["values"]))]


@check("sweep", points=1)
@given(case=sweeps())
@example(case={"rows": 4, "columns": 6, "side": 3, "values": [0.0, 45.0, 90.0], "seed": 0})
def test_sweep_has_one_frame_per_value(student: Subject, case: Case) -> None:
    """Returns one float32 frame per value, each the size of the image, with entries that vary."""
    answer = student.call("sweep", *_arguments(case, turn=0))
    shape = (len(case["values"]), case["rows"], case["columns"])
    frames = expect.array(answer, kind="numpy", dtype="float32", shape=shape)
    expect.law(answer, bool((frames != frames.flat[0]).any()), "frames with entries that vary", "equal entries")


@check("sweep", points=2)
@given(case=sweeps())
@example(case={"rows": 3, "columns": 3, "side": 3, "values": [0.0, 45.0], "seed": 0})
@example(case={"rows": 5, "columns": 7, "side": 3, "values": [0.0, 15.0, 30.0], "seed": 1})
def test_sweep_convolves_with_each_kernel(student: Subject, reference: Subject, case: Case) -> None:
    """Frame i is the image convolved with make_kernel(values[i])."""
    for turn in turns(case):
        img, make_kernel, values = _arguments(case, turn)
        bound = np.abs(img).max() * max(np.abs(k).sum() for k in _kernels(case, turn))
        answer = student.call("sweep", img, make_kernel, values)
        want = expect.array(reference.call("sweep", img, make_kernel, values), kind="numpy", dtype="float32")
        got = expect.entries(answer, shape=want.shape)
        expect.close(answer, got, want, scale=float(bound), tolerance=expect.TOLERANCE["float32"])


def _arguments(case: Case, turn: int) -> tuple[np.ndarray, object, list[float]]:
    img = entries(case["seed"] + turn, (case["rows"], case["columns"]))
    return img, recipe("table", inputs=case["values"], outputs=_kernels(case, turn)), case["values"]
