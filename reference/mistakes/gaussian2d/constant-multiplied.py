"""1 / 2 * np.pi multiplies by π, as / and * go from left to right; put brackets around 2 * np.pi."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return 1 / 2 * np.pi * np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2)
