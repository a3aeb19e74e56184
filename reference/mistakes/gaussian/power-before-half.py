"""** goes before /, so that (2π) ** 1 / 2 is π and no root; write ** 0.5 or np.sqrt."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2) / 2) / ((2 * np.pi) ** 1 / 2)
