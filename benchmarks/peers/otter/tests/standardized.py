"""The check of standardized for otter-grader."""

from typing import Any

import numpy as np
import solution
from otter.test_files import test_case

OK_FORMAT = False

name = "standardized"
points = 2

IMAGE = np.arange(12.0).reshape(3, 4)


@test_case()
def test_standardized(standardized: Any) -> None:
    for image in (IMAGE, IMAGE**2, IMAGE[:2]):
        np.testing.assert_allclose(standardized(image), solution.standardized(image), rtol=1e-6, atol=1e-9)
