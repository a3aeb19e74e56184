"""The places end before 3, so that they are not even around 0; np.linspace(-3, 3, n) has both ends."""


def gaussian(n):
    x = np.linspace(-3, 3, n, endpoint=False)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
