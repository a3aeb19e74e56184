"""1 / np.sqrt(2) * np.pi multiplies by π, as / and * go from left to right; put 2 * np.pi under one root."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2) / 2) / np.sqrt(2) * np.pi
