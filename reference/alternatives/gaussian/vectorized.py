"""A function of one number, vectorized by NumPy."""


@np.vectorize
def density(x):
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def gaussian(n):
    return density(np.arange(n) * 6 / (n - 1) - 3)
