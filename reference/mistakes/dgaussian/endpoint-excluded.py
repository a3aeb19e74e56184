"""The places end before 3, so that they are not even around 0; np.linspace(-3, 3, n) has both ends."""


def dgaussian(n):
    x = np.linspace(-3, 3, n, endpoint=False)
    return -x * np.exp(-(x**2) / 2)
