"""The kernel finds horizontal lines: gaussian belongs down the rows, and the second derivative across the columns."""


def line2d(n):
    x = np.linspace(-3, 3, n)
    profile = -2 * (2 * x**2 - 1) * gaussian(n)
    return np.outer(profile - profile.mean(), gaussian(n))
