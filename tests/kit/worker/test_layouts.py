"""How an array lies in memory: its entries are the same, and what changes them is seen."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
import torch

from grader.practice.snippet import _laid_out
from grader.values import Layout, Request, Returned, tensor
from grader.worker.answering import Answerer

ENTRIES = np.arange(2 * 3 * 4 * 5, dtype="float32").reshape(2, 3, 4, 5)
SOURCE = b"""
def conv_2d(x):
    return x.clone()

def touch(x):
    x[..., :1, :1] += 1
    return x.is_contiguous()

def flat(x):
    return x.is_contiguous()
"""
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


def entries(layout: Layout) -> np.ndarray:
    return np.broadcast_to(ENTRIES[:, :1], ENTRIES.shape) if layout == "expanded" else ENTRIES


def answer(name: str, layout: Layout) -> Returned:
    answerer = Answerer({"own.py": SOURCE}, dict.fromkeys(["conv_2d", "touch", "flat"], "own"))
    try:
        # The second one is written into the memory of the first.
        for values in (np.zeros_like(ENTRIES), entries(layout)):
            found = answerer.answer(Request("call", name, (tensor(values, layout),), room=10_000))
    finally:
        answerer.close()
    assert isinstance(found, Returned), found
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_array_has_its_entries_however_it_lies(layout: Layout) -> None:
    got = answer("conv_2d", layout)
    assert not got.changed
    assert np.array_equal(got.value.numpy(), entries(layout))  # type: ignore[union-attr]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_the_plain_layout_is_contiguous(layout: Layout) -> None:
    assert answer("flat", layout).value is (layout == "contiguous")


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "expanded"])  # torch itself refuses that
def test_a_change_in_place_is_seen(layout: Layout) -> None:
    assert answer("touch", layout).changed == (0,)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_snippet_makes_the_same_view(layout: Layout) -> None:
    array, view = _laid_out(tensor(entries(layout), layout))
    made = eval(f"made{view}", {"made": torch.from_numpy(array.copy())})  # noqa: S307  our own expression
    assert np.array_equal(made.numpy(), entries(layout))
    assert made.is_contiguous() == (layout == "contiguous")
