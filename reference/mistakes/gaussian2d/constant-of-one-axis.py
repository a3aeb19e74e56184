"""The factor 1 / sqrt(2π) comes in only once; each of the two axes brings one, which makes 1 / (2π)."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2) / np.sqrt(2 * np.pi)
