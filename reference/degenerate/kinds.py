"""Submissions that compute nothing: they may earn what the checks of shapes and types give, and no more.

Each public function takes the right functions by name and returns those of the submission.
"""

import numpy as np
import torch
from torch import nn


def zeros(right):
    """Zeros, of the right shape and type."""
    return _filled(np.zeros)


def ones(right):
    """Ones, of the right shape and type."""
    return _filled(np.ones)


def tiny_values(right):
    """1e-30 everywhere, of the right shape and type."""
    return _filled(lambda shape: np.full(shape, 1e-30))


def huge_values(right):
    """1e30 everywhere, of the right shape and type."""
    return _filled(lambda shape: np.full(shape, 1e30))


def nan(right):
    """NaN everywhere, of the right shape and type."""
    return _filled(lambda shape: np.full(shape, np.nan))


def infinity(right):
    """Infinity everywhere, of the right shape and type."""
    return _filled(lambda shape: np.full(shape, np.inf))


def normal_values(right):
    """Normally distributed values, of the right shape and type."""
    return _filled(lambda shape: np.random.normal(size=shape))


def uniform_values(right):
    """Uniformly distributed values from 0 to 1, of the right shape and type."""
    return _filled(lambda shape: np.random.uniform(size=shape))


def inputs(right):
    """The first argument, as it was passed."""
    return _all(right, lambda first=None, *more, **options: first)


def value_errors(right):
    """A ValueError, whatever was passed."""
    return _all(right, _refusing(ValueError))


def runtime_errors(right):
    """A RuntimeError, whatever was passed."""
    return _all(right, _refusing(RuntimeError))


def first_answers(right):
    """The right answer to the first call, for every later call too."""
    return {name: _Network if isinstance(f, type) else _repeating(f) for name, f in right.items()}


def _all(right, function):
    """Return the submission with one function for everything."""
    network = type("CNN", (nn.Module,), {"forward": lambda self, *arguments: function(*arguments)})
    return {name: network if isinstance(f, type) else function for name, f in right.items()}


def _refusing(error):
    def refuse(*arguments, **options):
        raise error("refused")

    return refuse


def _repeating(function):
    kept = []

    def repeat(*arguments, **options):
        if not kept:
            kept.append(function(*arguments, **options))
        return kept[0]

    return repeat


class _Network(nn.Module):
    """A network that repeats its first, random answer."""

    def __init__(self):
        super().__init__()
        self.answer = _repeating(lambda x: torch.rand(len(x), 10))

    def forward(self, x):
        return self.answer(x)


def _fits(n, k, stride, padding, dilation):
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1


def _plane(x, flt, stride, padding, dilation):
    return tuple(_fits(n, k, stride, padding, dilation) for n, k in zip(x.shape[-2:], np.shape(flt)[-2:], strict=True))


def _filled(number):
    """Return functions with results of the right shape, container and dtype; number(shape) gives float64 entries."""

    def to_gray(image):
        return number(image.shape[:2]).astype("float32")

    def crop(image, rows=256, left=100, columns=256):
        return number((rows, columns, *image.shape[2:])).astype(image.dtype)

    def standardize(image):
        return number(image.shape).astype("float32")

    def output_size(size, kernel, stride=1, padding=0, dilation=1):
        return int(number(()))

    def conv_2d(x, flt, stride=1, padding=0, dilation=1):
        shape = (len(x), len(flt), *_plane(x, flt, stride, padding, dilation))
        return torch.tensor(number(shape), dtype=x.dtype) + 0 * (x.sum() + flt.sum())

    def get_convolved(img, flt, times=4):
        kernel = np.shape(flt)
        shapes = [tuple(n - i * (k - 1) for n, k in zip(img.shape, kernel, strict=True)) for i in range(times + 1)]
        return [number(shape).astype("float32") for shape in shapes]

    def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
        return number(_plane(image, kernel, stride, padding, dilation))

    def square(n, *more, **options):
        return number((n, n))

    def row(n):
        return number((n,))

    def pupil_kernel():
        return number((21, 21))

    def sweep(img, make_kernel, values):
        return number((len(values), *img.shape)).astype("float32")

    class CNN(nn.Module):
        def forward(self, x):
            return torch.tensor(number((len(x), 10)), dtype=torch.float32)

    def train(model, loader, epochs=1, learning_rate=1e-3):
        return [float(number(())) for _ in range(epochs)]

    def accuracy(model, loader):
        return float(number(()))

    def preprocess(image):
        return torch.tensor(number((1, 3, 299, 299)), dtype=torch.float32)

    def top_k(model, batch, class_names, k=5):
        return [(name, float(number(()))) for name in class_names[:k]]

    def classify(image, class_names):
        return top_k(None, None, class_names)

    squares = (
        "identity", "shifted_identity", "box_blur", "edge_bands", "gaussian2d", "gabor", "line2d", "ddgaussian2d",
    )  # fmt: skip
    named = (
        to_gray, crop, standardize, output_size, conv_2d, get_convolved, conv_2d_by_hand, pupil_kernel, sweep,
        CNN, train, accuracy, preprocess, top_k, classify,
    )  # fmt: skip
    return {
        **{f.__name__: f for f in named},
        **dict.fromkeys(squares, square),
        **dict.fromkeys(("gaussian", "dgaussian", "ddgaussian"), row),
    }
