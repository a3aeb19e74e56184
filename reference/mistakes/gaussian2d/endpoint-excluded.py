"""The places end before 3, so that the hill is not in the centre; np.linspace(-3, 3, n) has both ends."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n, endpoint=False)
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2) / (2 * np.pi)
