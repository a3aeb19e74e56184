"""The sum is taken away from entry (n // 2, n // 2) alone; when n is even there is no single entry in the centre, and
the spot is not round any more."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    spot[n // 2, n // 2] -= spot.sum()
    return spot
