"""The check of box for otter-grader."""

from typing import Any

import numpy as np
import solution
from otter.test_files import test_case

OK_FORMAT = False

name = "box"
points = 2


@test_case()
def test_box(box: Any) -> None:
    for n in (1, 2, 5):
        np.testing.assert_allclose(box(n), solution.box(n), rtol=1e-6, atol=1e-9)
