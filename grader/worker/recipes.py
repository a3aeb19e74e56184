"""Recipes for objects that cannot be sent as values and require only NumPy; a course can add a module with more."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


def table(inputs: list[float], outputs: list[np.ndarray]) -> Callable[[float], np.ndarray]:
    """Return a function that is defined by a table of inputs and outputs."""

    def make_kernel(value: float) -> np.ndarray:
        for known, output in zip(inputs, outputs, strict=True):
            if float(known) == float(value):
                return output.copy()
        raise ValueError(f"make_kernel was called with {value!r}, which is not one of the values")

    return make_kernel


RECIPES: Mapping[str, Callable[..., Any]] = {"table": table}
