"""The places end before 3, so that they are not even around 0; np.linspace(-3, 3, n) has both ends."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n, endpoint=False)
    return (1 - x**2) * np.exp(-(x**2) / 2)
