"""The result is float16; asked is float32 or float64."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return (-x * gaussian(n)).astype(np.float16)
