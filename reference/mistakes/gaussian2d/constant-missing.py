"""The factor 1 / (2π) is missing, so that the peak is 1; multiply two values of gaussian, each of which has 1 /
sqrt(2π)."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2)
