"""The second derivative is not turned over, so that the kernel answers to dark lines; a bright line has to give a
positive response."""


def line2d(n):
    x = np.linspace(-3, 3, n)
    profile = 2 * (2 * x**2 - 1) * gaussian(n)
    return np.outer(gaussian(n), profile - profile.mean())
