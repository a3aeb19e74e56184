"""One of the two factors is x itself; both should be gaussian."""


def gaussian2d(n):
    return np.outer(gaussian(n), np.linspace(-3, 3, n))
