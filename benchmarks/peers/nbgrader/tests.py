"""The five checks for nbgrader. Each `# %%` begins a cell of tests, with its name."""
# ruff: noqa: F821  the cell before them defines the functions

# %% padded
import numpy as np
import solution

IMAGE = np.arange(12.0).reshape(3, 4)

for width in (0, 1, 2):
    assert padded(IMAGE, width).shape == (3 + 2 * width, 4 + 2 * width)

# %% standardized
for image in (IMAGE, IMAGE**2, IMAGE[:2]):
    np.testing.assert_allclose(standardized(image), solution.standardized(image), rtol=1e-6, atol=1e-9)

# %% box
for n in (1, 2, 5):
    np.testing.assert_allclose(box(n), solution.box(n), rtol=1e-6, atol=1e-9)

# %% gaussian
for n, sigma in ((3, 1.0), (4, 0.5), (7, 2.0)):
    expected = solution.gaussian(n, sigma=sigma)
    np.testing.assert_allclose(gaussian(n, sigma=sigma), expected, rtol=1e-6, atol=1e-9)

# %% sharpen
for n, amount in ((3, 1.0), (5, 0.5), (7, 2.0)):
    expected = solution.sharpen(n, amount=amount)
    np.testing.assert_allclose(sharpen(n, amount=amount), expected, rtol=1e-6, atol=1e-9)
