"""exp(-(x² + y²)) is given back; the entries should be gaussian(n)[i] * gaussian(n)[j]."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2))
