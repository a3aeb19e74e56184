"""The minus stands inside the square and is lost, so that the values grow outwards; write -(x**2) / 2."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp((-x) ** 2 / 2) / np.sqrt(2 * np.pi)
