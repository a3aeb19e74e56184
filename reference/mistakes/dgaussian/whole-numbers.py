"""The values are turned into whole numbers and become 0; give back floats."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return (-x * gaussian(n)).astype(int)
