"""The check of sharpen for otter-grader."""

from typing import Any

import numpy as np
import solution
from otter.test_files import test_case

OK_FORMAT = False

name = "sharpen"
points = 2


@test_case()
def test_sharpen(sharpen: Any) -> None:
    for n, amount in ((3, 1.0), (5, 0.5), (7, 2.0)):
        expected = solution.sharpen(n, amount=amount)
        np.testing.assert_allclose(sharpen(n, amount=amount), expected, rtol=1e-6, atol=1e-9)
