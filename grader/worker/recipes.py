"""Make the objects that no frame can carry, and that need no more than NumPy; a course names a module with its own."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


def table(inputs: list[float], outputs: list[np.ndarray]) -> Callable[[float], np.ndarray]:
    """Return a function that knows these inputs only."""

    def make_kernel(value: float) -> np.ndarray:
        for known, output in zip(inputs, outputs, strict=True):
            if float(known) == float(value):
                return output.copy()
        raise ValueError(f"make_kernel was called with {value!r}, which is not one of the values")

    return make_kernel


RECIPES: Mapping[str, Callable[..., Any]] = {"table": table}
