"""A submission that computes nothing earns what the checks of shapes and types give, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
import support

from grader import checks, course, results
from grader.cases.bank import Bank
from grader.practice.session import Session

MOST = 14  # of 92 points; "Second reading" in the contract of the exercises
SHAPES = """
import numpy as np
import torch
from torch import nn

def fits(n, k, stride, padding, dilation):
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1

def plane(x, flt, stride=1, padding=0, dilation=1):
    return tuple(fits(n, k, stride, padding, dilation) for n, k in zip(x.shape[-2:], np.shape(flt)[-2:]))

"""
# The right shapes, containers and dtypes; `number(shape)` gives float64 entries, and `first` is an input.
RIGHT_FORMS = """
def to_gray(image): return number(image.shape[:2]).astype("float32")
def crop(image, rows=256, left=100, columns=256): return number((rows, columns, *image.shape[2:])).astype(image.dtype)
def standardize(image): return number(image.shape).astype("float32")

def output_size(size, kernel, stride=1, padding=0, dilation=1): return int(number(()))
def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    shape = (len(x), len(flt), *plane(x, flt, stride, padding, dilation))
    return torch.tensor(number(shape), dtype=x.dtype) + 0 * (x.sum() + flt.sum())
def get_convolved(img, flt, times=4):
    shapes = [tuple(n - i * (k - 1) for n, k in zip(img.shape, np.shape(flt))) for i in range(times + 1)]
    return [number(shape).astype("float32") for shape in shapes]
def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    return number(plane(image, kernel, stride, padding, dilation))

def _square(n, *more, **options): return number((n, n))
def _row(n): return number((n,))
identity = shifted_identity = box_blur = edge_bands = gaussian2d = gabor = line2d = ddgaussian2d = _square
gaussian = dgaussian = ddgaussian = _row
def pupil_kernel(): return number((21, 21))
def sweep(img, make_kernel, values): return number((len(values), *img.shape)).astype("float32")

class CNN(nn.Module):
    def forward(self, x): return torch.tensor(number((len(x), 10)), dtype=torch.float32)
def train(model, loader, epochs=1, learning_rate=1e-3): return [float(number(())) for _ in range(epochs)]
def accuracy(model, loader): return float(number(()))

def preprocess(image): return torch.tensor(number((1, 3, 299, 299)), dtype=torch.float32)
def top_k(model, batch, class_names, k=5): return [(name, float(number(()))) for name in class_names[:k]]
def classify(image, class_names): return top_k(None, None, class_names)
"""
NUMBERS = {
    "zeros": "np.zeros(shape)",
    "ones": "np.ones(shape)",
    "tiny": "np.full(shape, 1e-30)",
    "huge": "np.full(shape, 1e30)",
    "NaN": "np.full(shape, 0.0) / np.zeros(shape)",
    "infinite": "np.full(shape, np.inf)",
    "random": "np.random.normal(size=shape)",
    "uniform": "np.random.uniform(size=shape)",
}
INPUTS = """
class CNN(nn.Module):
    def forward(self, x): return x
def train(model, loader, epochs=1, learning_rate=1e-3): return [learning_rate] * epochs
def conv_2d(x, flt, stride=1, padding=0, dilation=1): return x
def get_convolved(img, flt, times=4): return [img] * (times + 1)
def pupil_kernel(): return None
to_gray = crop = standardize = output_size = conv_2d_by_hand = lambda first, *more, **options: first
identity = shifted_identity = box_blur = edge_bands = gaussian2d = gabor = line2d = ddgaussian2d = to_gray
gaussian = dgaussian = ddgaussian = sweep = accuracy = preprocess = top_k = classify = to_gray
"""
RAISING = """
def _refuse(*arguments, **options): raise {0}("refused")
class CNN(nn.Module):
    forward = _refuse
to_gray = crop = standardize = output_size = conv_2d = get_convolved = conv_2d_by_hand = _refuse
identity = shifted_identity = box_blur = edge_bands = gaussian2d = gabor = line2d = ddgaussian2d = _refuse
gaussian = dgaussian = ddgaussian = sweep = pupil_kernel = train = accuracy = preprocess = top_k = classify = _refuse
"""
# What a right function answers first, for ever after.
REPEATING = """
import right_{module} as right

def _repeating(function):
    kept = []
    def repeat(*arguments, **options):
        if not kept:
            kept.append(function(*arguments, **options))
        return kept[0]
    return repeat

class CNN(nn.Module):
    def forward(self, x): return _first(x)
_first = _repeating(lambda x: torch.rand(len(x), 10))
globals().update({{name: _repeating(f) for name, f in vars(right).items() if name in {names!r} and name != "CNN"}})
"""


def _degenerate(catalogue: course.Course) -> dict[str, dict[str, bytes]]:
    """Return the modules of each kind of degenerate submission."""
    sources = {
        **{kind: f"def number(shape): return {n}\n{RIGHT_FORMS}" for kind, n in NUMBERS.items()},
        "inputs": INPUTS,
        "ValueError": RAISING.format("ValueError"),
        "RuntimeError": RAISING.format("RuntimeError"),
    }
    modules = sorted({e.module for e in catalogue.exercises})
    made = {k: {f"{m}.py": (SHAPES + s).encode() for m in modules} for k, s in sources.items()}
    names = {m: [e.id for e in catalogue.exercises if e.module == m] for m in modules}
    made["first answer"] = {
        name: text.encode()
        for m in modules
        for name, text in (
            (f"{m}.py", SHAPES + REPEATING.format(module=m, names=names[m])),
            (f"right_{m}.py", support.solved(m)),
        )
    }
    return made


@pytest.fixture(scope="module")
def table(course_folder: Path, loaded_bank: Bank) -> dict[str, dict[str, int]]:
    """Return the points of each kind in each exercise whose cases are in the bank."""
    catalogue = course.load(course_folder)
    asked = [c for c in checks.load(catalogue) if c.banked and not c.plain]
    plain_calls = {c.exercise: c for c in checks.load(catalogue) if c.plain}
    points: dict[str, dict[str, int]] = {}
    for kind, files in _degenerate(catalogue).items():
        session = Session(catalogue, course_folder / "student", loaded=loaded_bank, files=files)
        try:
            said: list[results.CheckResult] = [session.judge(c, plain_calls.get(c.exercise))[0] for c in asked]
        finally:
            session.close()
        points[kind] = {e.id: 0 for e in catalogue.exercises}
        for check, result in zip(asked, said, strict=True):
            assert result.status not in ("kit_error", "not_started"), f"{kind}: {check.id}: {result.message}"
            points[kind][check.exercise] += check.points if result.status == "passed" else 0
    return points


def _text(table: dict[str, dict[str, int]], exercises: list[str]) -> str:
    head = f"{'':18}" + "".join(f"{kind[:12]:>13}" for kind in table)
    rows = [f"{e:18}" + "".join(f"{points[e]:13}" for points in table.values()) for e in exercises]
    return "\n".join(["", head, *(row for row in rows if any(c in row[18:] for c in "123456789"))])


@pytest.mark.parametrize("kind", [*NUMBERS, "inputs", "ValueError", "RuntimeError", "first answer"])
def test_what_computes_nothing_earns_shapes_at_most(
    kind: str, table: dict[str, dict[str, int]], course_folder: Path
) -> None:
    exercises = [e for e in course.load(course_folder).exercises if not e.bonus]
    total = sum(table[kind][e.id] for e in exercises)
    assert total <= MOST, f"{kind}: {total} points\n{_text(table, [e.id for e in exercises])}"
