"""The kernel's way over an image: a step for each entry, the window with all options, wrong entries outlined."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageColor
from scipy.signal import correlate

from grader.plots.colours import AMBER
from grader.plots.panels import Case, parameters
from grader.plots.walking import CELL, GAP, HEAD, Walk
from grader.practice.walks import walk
from grader.subject import tensor
from grader.values import Request

IMAGE, KERNEL = np.arange(16.0).reshape(4, 4), np.array([[1.0, -1.0], [0.0, 2.0]])


def walked(stride: int = 1, padding: int = 0, dilation: int = 1, *, got: np.ndarray | None = None) -> Walk:
    wide = np.kron(KERNEL, np.pad([[1]], ((0, dilation - 1), (0, dilation - 1))))[: dilation + 1, : dilation + 1]
    want = correlate(np.pad(IMAGE, padding), wide, "valid")[::stride, ::stride]
    return Walk(IMAGE, KERNEL, want, got, stride, padding, dilation)


def outlined(frame: Image.Image, left: int, cells: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the cells of an array in a frame that have an amber outline."""
    amber = ImageColor.getrgb(AMBER)
    places = [(r, c) for r in range(cells[0]) for c in range(cells[1])]
    return [(r, c) for r, c in places if frame.getpixel((left + c * CELL + 1, HEAD + r * CELL + CELL // 2)) == amber]


@pytest.mark.parametrize("options", [(1, 0, 1), (2, 0, 1), (1, 1, 1), (1, 0, 2), (2, 1, 2)])
def test_each_step_outlines_the_entries_that_give_one_entry_of_the_result(options: tuple[int, int, int]) -> None:
    found = walked(*options)
    stride, padding, _ = options
    assert found.fits
    assert len(found.frames) == found.expected.size
    padded = np.pad(IMAGE, padding)
    for frame, (r, c) in zip(found.frames, np.ndindex(*found.expected.shape), strict=True):
        window = outlined(frame, GAP, padded.shape)
        assert window[0] == (r * stride, c * stride)
        met = np.array([padded[place] for place in window])
        assert float(met @ KERNEL.ravel()) == found.expected[r, c]


def test_wrong_entries_are_outlined_once_they_are_reached() -> None:
    right = walked(stride=2)
    got = right.expected.copy()
    got[1, 0] += 1
    found = walked(stride=2, got=got)
    before = (IMAGE, KERNEL, got)  # what is expected has the size of what came out
    left = GAP + sum(array.shape[1] * CELL + GAP for array in before)
    assert [outlined(frame, left, got.shape) for frame in found.frames] == [[], [], [(1, 0)], [(1, 0)]]
    assert found.words.endswith("stride 2, padding 0, dilation 1; 1 of 4 entries are wrong")
    still = Image.open(io.BytesIO(found.still)).convert("RGB")
    assert still.tobytes() == found.frames[2].tobytes()


def test_the_gif_has_all_steps_and_begins_again() -> None:
    gif = Image.open(io.BytesIO(walked(padding=1).gif))
    assert getattr(gif, "n_frames", 1) == 25
    assert gif.info["loop"] == 0


def test_what_is_no_walk_is_not_drawn() -> None:
    assert not Walk(IMAGE, KERNEL, np.zeros((2, 2)), None).fits  # another size
    assert not Walk(IMAGE, np.zeros((5, 5)), np.zeros((1, 1)), None).fits
    assert not Walk(np.zeros((40, 40)), KERNEL, np.zeros((39, 39)), None).fits  # too large
    assert not Walk(IMAGE, KERNEL, np.zeros((3, 3)), None, stride=0).fits


def test_a_case_of_a_function_with_these_options_is_a_walk() -> None:
    def conv_2d(x: object, flt: object, stride: int = 1) -> None: ...
    def blur(x: object, flt: object) -> None: ...

    want = walked(stride=2).expected
    arguments = (tensor(IMAGE[None, None]), tensor(KERNEL[None, None]))
    asked = Request("call", "conv_2d", arguments, {"stride": 2})
    found = walk(Case(asked, tensor(want[None, None] + 1), tensor(want[None, None])), parameters(conv_2d))
    assert found is not None and found.stride == 2
    assert found.wrong.all()
    assert walk(Case(asked, tensor(want[None, None] + 1)), parameters(conv_2d)) is None  # nothing right is known
    plain = Request("call", "blur", arguments)
    assert walk(Case(plain, tensor(want[None, None] + 1), tensor(want[None, None])), parameters(blur)) is None
    several = (tensor(np.stack([IMAGE] * 2)[None]), tensor(np.stack([KERNEL] * 2)[None]))
    asked = Request("call", "conv_2d", several, {"stride": 2})
    assert walk(Case(asked, tensor(want[None, None] + 1), tensor(2 * want[None, None])), parameters(conv_2d)) is None
