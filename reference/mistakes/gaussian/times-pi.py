"""1 / 2 * np.pi multiplies by π, as / and * go from left to right; put brackets around 2 * np.pi."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.sqrt(1 / 2 * np.pi) * np.exp(-(x**2) / 2)
