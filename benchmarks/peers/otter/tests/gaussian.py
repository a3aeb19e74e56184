"""The check of gaussian for otter-grader."""

from typing import Any

import numpy as np
import solution
from otter.test_files import test_case

OK_FORMAT = False

name = "gaussian"
points = 2


@test_case()
def test_gaussian(gaussian: Any) -> None:
    for n, sigma in ((3, 1.0), (4, 0.5), (7, 2.0)):
        expected = solution.gaussian(n, sigma=sigma)
        np.testing.assert_allclose(gaussian(n, sigma=sigma), expected, rtol=1e-6, atol=1e-9)
