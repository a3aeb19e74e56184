"""The five checks for pytest-prairielearn-grader. Each test starts a process of its own for the submission."""

from typing import Any

import numpy as np
import pytest
import solution
from pytest_prairielearn_grader import ConfigObject
from pytest_prairielearn_grader.fixture import StudentFixture

IMAGE = np.arange(12.0).reshape(3, 4)
SECONDS = 5.0  # the default of 1 second is short on a busy machine

# Imports are left to the default, a list of forbidden modules: NumPy makes imports of its own, which a list of
# allowed modules would refuse.
autograder_config = ConfigObject(
    sandbox_timeout=SECONDS,
    builtin_whitelist=["all", "any", "filter", "object", "property", "reversed", "staticmethod", "sum", "super"],
    student_code_pattern="filters.py",
)


def call(sandbox: StudentFixture, name: str, *arguments: Any, **options: Any) -> np.ndarray:
    return sandbox.query_function(name, *arguments, query_timeout=SECONDS, **options)


def close(got: np.ndarray, expected: np.ndarray) -> None:
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.grading_data(name="padded", points=2)
def test_padded(sandbox: StudentFixture) -> None:
    for width in (0, 1, 2):
        assert call(sandbox, "padded", IMAGE, width).shape == (3 + 2 * width, 4 + 2 * width)


@pytest.mark.grading_data(name="standardized", points=2)
def test_standardized(sandbox: StudentFixture) -> None:
    for image in (IMAGE, IMAGE**2, IMAGE[:2]):
        close(call(sandbox, "standardized", image), solution.standardized(image))


@pytest.mark.grading_data(name="box", points=2)
def test_box(sandbox: StudentFixture) -> None:
    for n in (1, 2, 5):
        close(call(sandbox, "box", n), solution.box(n))


@pytest.mark.grading_data(name="gaussian", points=2)
def test_gaussian(sandbox: StudentFixture) -> None:
    for n, sigma in ((3, 1.0), (4, 0.5), (7, 2.0)):
        close(call(sandbox, "gaussian", n, sigma=sigma), solution.gaussian(n, sigma=sigma))


@pytest.mark.grading_data(name="sharpen", points=2)
def test_sharpen(sandbox: StudentFixture) -> None:
    for n, amount in ((3, 1.0), (5, 0.5), (7, 2.0)):
        close(call(sandbox, "sharpen", n, amount=amount), solution.sharpen(n, amount=amount))
