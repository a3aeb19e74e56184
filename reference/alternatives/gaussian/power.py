"""A power of e, and a power for the root."""


def gaussian(n):
    x = np.mgrid[-3 : 3 : n * 1j]
    return (2 * np.pi) ** -0.5 * np.e ** (-(x**2) / 2)
