"""The deviation of the density is one pixel, whatever the side."""


def line2d(n):
    x = np.arange(n) - (n - 1) / 2
    g = np.exp(-(x**2) / 2)
    p = (1 - x**2) * g
    return g.reshape(-1, 1) @ (p - p.mean()).reshape(1, -1)
