"""The values agree with the density in their first digits only, as when π or 1 / (2π) is typed in by hand; take
gaussian(n), and do not round."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2) / (2 * 3.14159)
