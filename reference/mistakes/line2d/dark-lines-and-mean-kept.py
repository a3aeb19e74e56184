"""The second derivative is not turned over, so that the kernel answers to dark lines, and its mean is not taken
away."""


def line2d(n):
    return np.outer(gaussian(n), -ddgaussian(n))
