"""The result is float16; asked is float32 or float64."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return ((1 - x**2) * gaussian(n)).astype(np.float16)
