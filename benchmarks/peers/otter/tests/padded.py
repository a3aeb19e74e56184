"""The check of padded for otter-grader."""

from typing import Any

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False

name = "padded"
points = 2

IMAGE = np.arange(12.0).reshape(3, 4)


@test_case()
def test_padded(padded: Any) -> None:
    for width in (0, 1, 2):
        assert padded(IMAGE, width).shape == (3 + 2 * width, 4 + 2 * width)
