"""The profile is 1 - r² without the factor exp(-r² / 2), so that it does not fade, and the ring of small kernels is
not negative within the inscribed circle."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    spot = 1 - x[:, None] ** 2 - x[None, :] ** 2
    return spot - spot.mean()
